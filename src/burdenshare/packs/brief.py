"""The brief for the principal: two pages."""

from __future__ import annotations

from burdenshare.analysis import Standing, Standings
from burdenshare.document import (
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Run,
    Table,
    Text,
    billions,
    plain,
)
from burdenshare.figures import Figure
from burdenshare.letters import Letter
from burdenshare.packs import words
from burdenshare.terms import long_date, name_of

HEAD = ("Ally", "Share, %", "Gap, points", "Gap, USD bn", "Change", "Verdict")
RIGHT = (False, True, True, True, True, False)


def brief(table: Standings, letters: list[Letter]) -> Document:
    """Return the brief: the sentence, the table, what to know, who is written to."""
    lead = tuple(
        Text(p) if isinstance(p, str) else Number(p, words.count(p), note=False)
        for p in words.headline(table)
    )
    blocks: list[Block] = [
        Heading(f"{table.pledge.title}: brief of {long_date(table.view.day)}", 1),
        Paragraph(lead, "lead"),
        Paragraph((Text(f"{words.held(table)}. {words.difference(table)}".strip()),), "small"),
        _table(table),
        Paragraph((Text(_reading_aid(table)),), "small"),
        Heading("Who moved most since the last complete edition", 2),
        Paragraph((Text(words.movers(table)),)),
        Heading("What the record of this day cannot say", 2),
        *(Paragraph((Text(t),)) for t in words.unknowns(table) or ["Nothing is missing."]),
        Heading("Letters in this pack", 2),
        *_letters(letters),
        Heading("Ally by ally, to quote", 2),
        *(
            Paragraph((Text(words.quotable(table, ln)),))
            for ln in sorted(table.lines, key=sort_key)
            if ln.verdict.verdict != "not_applicable"
        ),
    ]
    return Document(
        "Brief",
        "brief",
        tuple(blocks),
        foot="burdenshare. Not affiliated with NATO.",
        meta={"as_of": table.view.day.isoformat()},
    )


def _table(table: Standings) -> Table:
    lines = sorted(table.lines, key=sort_key)
    return Table(HEAD, tuple(_row(ln) for ln in lines), RIGHT)


def sort_key(line: Standing) -> tuple[bool, object, str]:
    """Largest gap first, the unknown last."""
    gap = line.verdict.gap_pp
    return (gap is None, gap if gap is not None else 0, line.ally)


def _row(line: Standing) -> tuple[tuple[Run, ...], ...]:
    v, move = line.verdict, line.move
    money = line.money.figure
    e = " e" if line.value is not None and line.value.is_estimate else ""
    return (
        (Text(name_of(line.ally)),),
        _cell(line.value, plain(v.value, 2) + e if v.value is not None else ""),
        _cell(line.gap, plain(v.gap_pp, 2, sign=True) if v.gap_pp is not None else ""),
        _cell(money, billions(money, sign=True) if money else ""),
        _cell(move.change if move else None, plain(move.change.value, 2, sign=True) if move else ""),
        (Text(words.VERDICT_WORDS[v.verdict]),),
    )


def _cell(figure: Figure | None, text: str) -> tuple[Run, ...]:
    return (Number(figure, text, note=False),) if figure else (Text("?"),)


def _reading_aid(table: Standings) -> str:
    before = table.before
    text = "e: the edition marks the year as an estimate. ?: unknown."
    if before:
        edition, year = before
        text += f" Change: against {year} in the last complete edition, of {words.dated(edition)}."
    priced = next((ln.money for ln in table.lines if ln.money.figure), None)
    if priced:
        text += f" Money: {priced.prices} prices, on the {priced.output.removeprefix('the ')}."
    return text + " Every figure opens into its derivation in index.html."


def _letters(letters: list[Letter]) -> list[Paragraph]:
    if not letters:
        return [Paragraph((Text("No ally is below the level: no letter is due."),))]
    names = ", ".join(name_of(ln.ally) for ln in letters)
    text = f"Drafts to {len(letters)} offices: {names}. None is approved; each stands in letters/."
    return [Paragraph((Text(text),))]
