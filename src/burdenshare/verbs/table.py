"""The one table of verbs: what each is called, where it lives, what it does.

Python's public names, the commands, the reference and later the pages are made from it; what a verb
takes is read from its own signature (`calling`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple


class Verb(NamedTuple):
    """One verb.

    Parameters
    ----------
    command : what the command line calls it; empty for a name of Python alone
    function : its public name in Python
    module : the file of this package it stands in
    help : what it does, one sentence: the first of its docstring
    """

    command: str
    function: str
    module: str
    help: str

    def load(self) -> Callable[..., Any]:
        """Import the verb."""
        called: Callable[..., Any] = getattr(import_module(f"burdenshare.verbs.{self.module}"), self.function)
        return called


VERBS = (
    Verb("editions", "editions", "editions", "List the editions held, oldest first, and how each is held."),
    Verb("coverage", "coverage", "editions", "Say what a day supports: allies held of allies expected."),
    Verb("pledges", "list_pledges", "lists", "List the pledges with their clauses, readings and levels."),
    Verb("indicators", "list_indicators", "lists", "List what is measured, its unit, and who gives it."),
    Verb("allies", "list_allies", "lists", "List the allies of a day, with their codes and accession."),
    Verb("show", "show", "show", "Show what the record says of an ally, cell by cell."),
    Verb("panel", "panel", "panel", "Give every value of every edition, for estimates in real time."),
    Verb("verdicts", "verdicts", "verdicts", "Judge every ally against a pledge, with reasons."),
    Verb(
        "", "counts", "verdicts", "Count the allies at the level, edition by edition, beside what was stated."
    ),
    Verb("gaps", "gaps", "gaps", "Give the gaps in points and in money, largest shortfall first."),
    Verb(
        "revisions",
        "revisions",
        "revisions",
        "Show what each edition said of an ally, what it changed and why.",
    ),
    Verb(
        "flips",
        "flips",
        "flips",
        "Name who crossed a level from one edition to another, and for which cause.",
    ),
    Verb(
        "compare",
        "compare",
        "compare",
        "Compare one year across publishers; name whose verdict depends on the source.",
    ),
    Verb(
        "trace", "trace", "figures", "Evaluate a figure again and show what it rests on, down to the cells."
    ),
    Verb("cite", "cite", "cite", "Give a sentence to quote, with level, deadline, edition and cell."),
    Verb("", "figure", "figures", "Evaluate a figure's id again; say whether it still says the same."),
    Verb(
        "import",
        "import_file",
        "imports",
        "Read a publisher's own file into your record, whole or not at all.",
    ),
    Verb("fetch", "fetch", "fetch", "Download a publisher's release, check it and import it."),
    Verb("releases", "releases", "fetch", "List the releases that can be fetched, newest first."),
    Verb("pack", "pack", "pack", "Write a summit pack: report, brief, letters, charts, figures."),
    Verb(
        "record check",
        "check_record",
        "record",
        "Check every edition against the checksum noted when it was written.",
    ),
    Verb("record export", "export_record", "record", "Write your record into one archive of plain text."),
    Verb(
        "record restore",
        "restore_record",
        "record",
        "Read an archive back into your record, whole or not at all.",
    ),
)


GROUPS = {
    "record": "Check your own record, export it into one file, restore it.",
    "letters": "Letters to the allies: compose, explain, verify, adopt, approve, send, keep track.",
}
"""Names under which several commands stand."""


def named() -> dict[str, Verb]:
    """Return the verbs by their public names in Python."""
    return {v.function: v for v in VERBS}


def commands() -> dict[str, Verb]:
    """Return the verbs by what the command line calls them."""
    return {v.command: v for v in VERBS if v.command}
