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
    Verb("pledges check", "check_pledge", "lists", "Read a pledge of your own; say what it asks, of whom."),
    Verb("indicators", "list_indicators", "lists", "List what is measured, its unit, and who gives it."),
    Verb("allies", "list_allies", "lists", "List the allies of a day, with their codes and accession."),
    Verb("show", "show", "show", "Show what the record says of an ally, cell by cell."),
    Verb("verdicts", "verdicts", "verdicts", "Judge every ally against a pledge, with reasons."),
    Verb("", "counts", "counts", "Count the allies at the level in each edition, beside what was stated."),
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
        "Compare a year across publishers; name whose verdict depends on the source.",
    ),
    Verb("panel", "panel", "panel", "Give every value of every edition, for estimates in real time."),
    Verb("cite", "cite", "cite", "Give a sentence to quote, with level, deadline, edition and cell."),
    Verb(
        "trace", "trace", "figures", "Evaluate a figure again and show what it rests on, down to the cells."
    ),
    Verb("", "figure", "figures", "Evaluate a figure's id again; say whether it still says the same."),
    Verb("pack", "pack", "pack", "Write a summit pack: report, brief, letters, charts, figures."),
    Verb(
        "letters init",
        "init_letters",
        "letters",
        "Write an editable kit: sender, passages, facts, recipients.",
    ),
    Verb(
        "letters check",
        "check_letters",
        "letters",
        "Compose a kit's letters in every tone and language; name what fails.",
    ),
    Verb(
        "letters compose",
        "compose_letters",
        "compose",
        "Write letters, as drafts, to the allies named or to all below the level.",
    ),
    Verb(
        "letters explain",
        "explain_letter",
        "letters",
        "Say of each passage why it was chosen or not, and what would change it.",
    ),
    Verb(
        "letters brief",
        "write_brief",
        "letters",
        "Write one page on an ally: verdict, gap, change, plan, what they will say.",
    ),
    Verb(
        "letters verify",
        "verify_letter",
        "adopt",
        "Read a finished letter again; say which numbers no longer agree.",
    ),
    Verb(
        "letters adopt",
        "adopt_letter",
        "adopt",
        "Take an edited letter back into the register, verified and hashed.",
    ),
    Verb(
        "letters approve",
        "approve_letters",
        "register",
        "Approve letters as they stand; their drafts lose the mark of a draft.",
    ),
    Verb(
        "letters send",
        "send_letters",
        "register",
        "Write approved letters, and only those, into the outbox, each once.",
    ),
    Verb(
        "letters register",
        "register_of",
        "register",
        "Show each letter: composed, edited, approved, sent, answered, next.",
    ),
    Verb(
        "letters answer",
        "answer_letter",
        "answers",
        "Keep an answer and what it promises; found in it, or as you say.",
    ),
    Verb("letters promise", "settle_promise", "answers", "Say what became of a promise."),
    Verb(
        "collate",
        "collate",
        "collate",
        "Hold letters side by side: what is shared, what varies, who is pointed at.",
    ),
    Verb(
        "import",
        "import_file",
        "imports",
        "Read a publisher's own file into your record, whole or not at all.",
    ),
    Verb("fetch", "fetch", "fetch", "Download a publisher's release, check it and import it."),
    Verb("releases", "releases", "fetch", "List the releases that can be fetched, newest first."),
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
