"""Write docs/reference: the commands, from the commands themselves, the pledges, indicators and figures.

python tools/write_reference.py
"""

from __future__ import annotations

from pathlib import Path

import click

from burdenshare.analysis import BOOK
from burdenshare.cli.command import command_of
from burdenshare.figures.recipes import IMPLIED
from burdenshare.letters import OWN
from burdenshare.pledges import pledges
from burdenshare.pledges.form import keys_of
from burdenshare.terms import INDICATORS, name_of
from burdenshare.verbs.calling import parameters
from burdenshare.verbs.table import VERBS, Verb
from burdenshare.verbs.table import commands as verbs

HOME = Path(__file__).parents[1] / "docs" / "reference"


def commands() -> str:
    """Return the page of commands."""
    lines = [
        "# Commands",
        "",
        "Written by `tools/write_reference.py` from the table of verbs and their signatures. Each is also a "
        "function in Python, of the name that stands beside it.",
        "",
        "| command | Python | code | what it does |",
        "| --- | --- | --- | --- |",
        *(
            f"| `{v.command}` | `{v.function}` | `verbs/{v.module}.py` | {v.help} |"
            for v in VERBS
            if v.command
        ),
        "",
        "Tab completes verbs, options, allies, pledges, indicators and publishers once a shell that finds "
        "`burdenshare` on its path (`.venv/bin`) was told: "
        '`eval "$(_BURDENSHARE_COMPLETE=bash_source burdenshare)"` in `~/.bashrc`, the same with '
        "`zsh_source` in `~/.zshrc`; for fish, "
        "`_BURDENSHARE_COMPLETE=fish_source burdenshare > ~/.config/fish/completions/burdenshare.fish`.",
        "",
    ]
    for name, verb in verbs().items():
        lines += _command(name, verb)
    return "\n".join(lines)


def _command(name: str, verb: Verb) -> list[str]:
    command = command_of(verb, name)
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    shown = " ".join(p.make_metavar(click.Context(command)) for p in arguments)
    takes = {p.name: p.text for p in parameters(verb.load()) if p.kind != "option"}
    lines = [f"## {name}", "", f"`burdenshare {name} {shown}`".replace(" `", "`"), "", verb.help, ""]
    for argument, text in takes.items():
        lines += [f"- *{argument}*: {text}", ""]
    options = [_option(p) for p in command.params if isinstance(p, click.Option)]
    return [*lines, "| option | means |", "| --- | --- |", *options, ""]


def _option(option: click.Option) -> str:
    kind = ""
    if isinstance(option.type, click.Choice):
        kind = " " + "\\|".join(option.type.choices)
    elif not option.is_flag:
        kind = " " + (option.metavar or option.type.name.upper())
    return f"| `{option.opts[0]}`{kind} | {option.help} |"


def pledge_page() -> str:
    """Return the page of pledges and their readings."""
    lines = [
        "# Pledges",
        "",
        "Written by `tools/write_reference.py` from `pledges/rules`. The texts are paraphrased and cited.",
        "",
    ]
    for pledge in pledges().values():
        lines += [
            f"## {pledge.id}",
            "",
            f"{pledge.title}, agreed on {pledge.agreed}. Source: [{pledge.source}]({pledge.url}).",
            "",
        ]
        for clause in pledge.clauses:
            due = f", data of {clause.due_year}" if clause.due_year else ", a floor without deadline"
            lines += [
                f"### {clause.id}: {clause.title}",
                "",
                f"{clause.says} Verb: *{clause.verb}*{due}. Reservations: {clause.reservations}.",
                "",
            ]
            if clause.named:
                lines += [f"Addressees: {', '.join(name_of(code) for code in clause.named)}.", ""]
            lines += ["| reading | departs in |", "| --- | --- |"]
            lines += [f"| `{r.id}` | {r.departs} |" for r in clause.readings] + [""]
    return "\n".join([*lines, *_form()])


def _form() -> list[str]:
    """Return the keys of a pledge's file, from the table that reads them."""
    lines = [
        "## The form of a file",
        "",
        "The keys of a pledge of one's own, and of the shipped ones; [how to write one](../how-to/write-a-pledge.md).",
        "",
    ]
    for table, head in (
        ("pledge", "the top"),
        ("clause", "`[[clause]]`"),
        ("reading", "`[[clause.reading]]`"),
    ):
        lines += [f"### {head}", "", "| key | is | what for | where left out |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{k.name}` | {k.kind} | {k.says} | {k.otherwise or '*needed*'} |"
            for k in keys_of(table).values()
        ]
        lines.append("")
    return lines


def indicator_page() -> str:
    """Return the page of indicators."""
    rows = [f"| `{i.id}` | {i.unit} | {i.title}: {i.about} |" for i in INDICATORS.values()]
    head = [
        "# Indicators",
        "",
        "Percent are percent (1.24). Money names its currency and prices.",
        "",
        "| indicator | unit | what it is |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


def figure_page() -> str:
    """Return the page of the grammar of ids."""
    kinds = BOOK.with_kind(OWN).kinds.values()
    rows = [f"| `{_in_cell(k.grammar)}` | {k.says} |" for k in kinds]
    shorter = ", ".join(f"`{k.name}`" for k in kinds if any(a.is_optional for a in k.arguments))
    return "\n".join(
        [
            "# Figures",
            "",
            "Written by `tools/write_reference.py` from the book of recipes. `burdenshare trace ID` and",
            "`burdenshare cite ID` take an id in one of these forms.",
            "",
            "| form of the id | what it is |",
            "| --- | --- |",
            *rows,
            "",
            "`<day>` is the day as of which the record is asked; without it, today is meant. `<edition>` is an",
            "edition's date, `2024-06-17`, or `2024-06-17.r2` for the second release of a day; within a recipe",
            "`nato:2024-06-17` and `nato:2024-06-17_r2`. `<pledge>` alone means its principal clause. What stands",
            "behind a `~` is a check over the value and all it rests on: `trace` says when it no longer fits.",
            "",
            f"The publisher may be left out of {shorter}, and of an",
            f"edition within a recipe: `{IMPLIED}` is meant, as it was before ids named publishers, and the check is",
            "the same with and without it.",
            "",
        ]
    )


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for name, text in (
        ("commands", commands()),
        ("pledges", pledge_page()),
        ("indicators", indicator_page()),
        ("figures", figure_page()),
    ):
        (HOME / f"{name}.md").write_text(text, "utf-8", newline="\n")
