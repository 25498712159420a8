"""The verb `cite`: a sentence to quote, that can be read out in a committee."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Unpack

from burdenshare import analysis
from burdenshare.analysis import BOOK
from burdenshare.document import quantity
from burdenshare.document.notes import shown
from burdenshare.errors import FigureError, UsageError
from burdenshare.figures import Cell, Figure, RuleLevel, is_unchanged
from burdenshare.pledges import Clause, Verdict, clause_by_key, find_pledge, judge, year_asked
from burdenshare.record import Record, View, value_figure
from burdenshare.results import number_text
from burdenshare.terms import INDICATORS, edition_date, find_publisher, name_of
from burdenshare.verbs.asked import allies_and_pledge
from burdenshare.verbs.calling import verb
from burdenshare.verbs.citation import Citation, bibtex_of, csl_of
from burdenshare.verbs.options import Query, QueryOptions

MEASURED = {
    "share_of_gdp": ("defence expenditure", "% of GDP"),
    "equipment_share": ("spending on equipment", "% of its defence expenditure"),
}
"""Indicator to what it measures, and the unit, in a sentence."""


FEW_CELLS = 4
"""Cells that a sentence names one by one."""


@verb
def cite(
    *cited: str,
    pledge: str = "",
    year: int | None = None,
    short: bool = False,
    bibtex: bool = False,
    csl: bool = False,
    **query: Unpack[QueryOptions],
) -> Citation:
    """Give a sentence to quote, with level, deadline, edition and cell.

    Parameters
    ----------
    cited : a figure's id; or an ally, for where it stands against a pledge
    pledge : a pledge's id, or a TOML file of your own; default: the newest common one of the day
    year : the year; default: the last one known
    short : a form for a footnote
    bibtex : entries of a bibliography instead, in BibTeX
    csl : the same as CSL-JSON

    Raises
    ------
    UsageError : neither an id nor one ally is named
    """
    asked = Query(**query)
    ids = [n for n in cited if "." in n and n.partition(".")[0] in BOOK.kinds]
    if ids and len(cited) == 1:
        if pledge:
            find_pledge(pledge)
        return _form(_of_figure(asked, ids[0]), short=short, bibtex=bibtex, csl=csl)
    codes, rule = allies_and_pledge(cited, pledge, asked.day)
    if len(codes) != 1:
        raise UsageError(
            "a citation is of one figure or one ally",
            where="cite",
            mend="name an id, or an ally: `burdenshare cite NOR --pledge hague-2025`",
        )
    view, clause = asked.view(), rule.principal
    v = judge(view, clause, clause.readings[0], year_asked(view, clause, year), codes[0])
    return _form(_of_verdict(view, clause, v), short=short, bibtex=bibtex, csl=csl)


def _form(cited: Citation, *, short: bool, bibtex: bool, csl: bool) -> Citation:
    if short + bibtex + csl > 1:
        raise UsageError("--short, --bibtex and --csl are three forms", mend="name one")
    text = cited.short if short else cited.bibtex if bibtex else ""
    return _like(cited, json.dumps(cited.csl, ensure_ascii=False, indent=1) if csl else text or str(cited))


def _like(cited: Citation, text: str) -> Citation:
    again = Citation(text)
    for name in Citation.__slots__:
        setattr(again, name, getattr(cited, name))
    return again


def _citation(record: Record, figure: Figure, sentence: str, short: str, day: date) -> Citation:
    cited = Citation(sentence)
    cited.sentence, cited.short = sentence, short
    cited.figure, cited.as_of, cited.editions = figure.id, day, figure.editions()
    editions = [record.edition(e) for e in cited.editions]
    cited.bibtex = "\n\n".join(bibtex_of(e, figure) for e in editions)
    cited.csl = [csl_of(e, figure) for e in editions]
    return cited


def _of_figure(asked: Query, name: str) -> Citation:
    """Cite a figure by its id: where an ally stands in words of its own, another by its label."""
    record, recipe = asked.opened(), BOOK.read(name)
    figure = BOOK.evaluate(record, name)
    changed = "" if is_unchanged(name, figure) else " The record has changed since this id was made."
    if recipe.kind in {"gap", "money"}:
        view = record.as_of(recipe.as_of, source=recipe.arguments["publisher"])
        clause = clause_by_key(recipe.arguments["clause"])
        year, ally = int(recipe.arguments["year"]), recipe.arguments["ally"]
        cited = _of_verdict(view, clause, judge(view, clause, clause.readings[0], year, ally), figure)
    else:
        cited = _citation(record, figure, _sentence(figure), _short(figure), recipe.as_of)
    return _like(cited, f"{cited}{changed}") if changed else cited


def _sentence(figure: Figure) -> str:
    """Say a figure in a sentence: an ally's value with its verb, another by its label."""
    leaf = figure.derivation
    if isinstance(leaf, Cell) and leaf.indicator in MEASURED and figure.ally:
        return f"{_said(leaf, figure)}; {source_words(leaf)}."
    sources = _sources(figure)
    estimate = " (estimate)" if figure.is_estimate else ""
    return f"{_subject(figure.label)} is {shown(figure)}{estimate}{'; ' + sources if sources else ''}."


def _subject(label: str) -> str:
    """Return what a sentence on a figure begins with.

    >>> _subject("2024: allies at or above 2 % of GDP on defence"), _subject("sum of the gaps")
    ('The number of allies at or above 2 % of GDP on defence in 2024', 'Sum of the gaps')
    """
    year, _, counted = label.partition(": ")
    if year.isdecimal():
        return f"The number of {counted} in {year}"
    return label[:1].upper() + label[1:]


def edition_words(cell: Cell) -> str:
    """Name a cell's edition by publisher and day."""
    return f"{find_publisher(cell.publisher).english.name}, {edition_date(cell.publisher, cell.published)}"


def source_words(cell: Cell) -> str:
    """Say where a cell stands, in words that can be read out; its address is in the derivation.

    >>> source_words(Cell("nato/2024-06-17", "", date(2024, 6, 17), "original", "DEU", 2024,
    ...                   "share_of_gdp", "estimated", "2.1", sheet="TABLE3", cell="N21"))
    'NATO, edition of 17 June 2024, table 3, cell N21'
    """
    if cell.cell:
        table = re.fullmatch(r"table\s*(\w+)", cell.sheet, re.IGNORECASE)
        sheet = f"table {table[1]}, " if table else f"sheet {cell.sheet}, " if cell.sheet else ""
        place = f"{sheet}cell {cell.cell}"
    elif given := [text for name, text in cell.notes if name.startswith("source.")]:
        place = f"line {cell.line}, from {given[0]}"
    else:
        place = f"line {cell.line} of our transcription" if cell.line else "as held in an extract"
    day = edition_date(cell.publisher, cell.published)
    return f"{find_publisher(cell.publisher).english.series}, edition of {day}, {place}"


def _sources(figure: Figure) -> str:
    """Name the cells, or the editions and how many cells where they are many."""
    if isinstance(figure.derivation, RuleLevel):
        rule = figure.derivation
        return f"{rule.source}, paragraph {rule.paragraph}" if rule.paragraph else rule.source
    cells = figure.cells()
    if len(cells) <= FEW_CELLS:
        return "; ".join(dict.fromkeys(source_words(c) for c in cells))
    editions = "; ".join(dict.fromkeys(edition_words(c) for c in cells))
    return f"{editions}, {len(cells)} cells, listed by `burdenshare trace`"


def _short(figure: Figure) -> str:
    sources = "; ".join(dict.fromkeys(edition_words(c) for c in figure.cells()))
    return f"{figure.label}: {shown(figure)}" + (f" ({sources})" if sources else "")


def _measured(indicator: str) -> tuple[str, str]:
    """Return what an indicator measures, and its unit, in a sentence."""
    known = INDICATORS[indicator]
    return MEASURED.get(indicator) or (known.in_sentence, "%" if known.unit == "percent" else known.unit)


def _said(cell: Cell, figure: Figure) -> str:
    what, unit = _measured(cell.indicator)
    if find_publisher(cell.publisher).english.difference:
        what, unit = (text.replace("defence", "military") for text in (what, unit))
    estimated = {"estimated": "is estimated at", "projected": "is projected at"}
    says = estimated.get(cell.status, "is" if cell.year >= cell.published.year else "was")
    value = number_text(figure.value, min(2, figure.decimals))
    return f"{name_of(cell.ally)}'s {what} in {cell.year} {says} {value} {unit}"


def _of_verdict(view: View, clause: Clause, v: Verdict, about: Figure | None = None) -> Citation:
    """Say where an ally stands against a clause, in points and in money."""
    o = v.observation
    if o is None or o.value is None or v.gap_pp is None:
        raise FigureError(
            f"{name_of(v.ally)}, {v.year}: {'; '.join(v.reasons)}",
            mend="unknown stays unknown; `burdenshare verdicts` gives the reasons",
        )
    value = value_figure(view.record, o, view.day.isoformat())
    gap = about or analysis.gap_figure(view.record, clause, o, view.day)
    cell = value.derivation
    assert isinstance(cell, Cell)  # noqa: S101  the value of an observation is a leaf
    amount, on = _money(view, clause, v, about)
    where = f"{_side(v.gap_pp, amount)} {_level(clause, v.gap_pp, view.day)}"
    short = (
        f"{name_of(v.ally)} {v.year}: {number_text(o.value)} {_measured(o.indicator)[1]}, {_side(v.gap_pp)} "
        f"{v.level} % ({edition_words(cell)})"
    )
    differs = clause.differences(cell.publisher).get("en", "")
    sentence = f"{_said(cell, value)}, {where}; {source_words(cell)}{on}. {differs}".strip()
    return _citation(view.record, gap, sentence, short, view.day)


def _side(gap: Decimal, money: str = "") -> str:
    if gap == 0:
        return "exactly"
    places = 2 if round(gap, 2) else 3
    return f"{number_text(abs(gap), places)} points{money} {'below' if gap < 0 else 'above'}"


def _money(view: View, clause: Clause, v: Verdict, about: Figure | None) -> tuple[str, str]:
    """Return the gap in money in brackets, as asked for, and another edition that it rests on."""
    o = v.observation
    for currency in ("usd",) if about is not None and about.unit == "million USD" else ("national", "usd"):
        money = analysis.gap_money(view, clause, v, currency)
        figure, output = money.figure, money.output.removeprefix("the ")
        if figure is not None and round(figure.value, figure.decimals):
            roughly = "about " if figure.low is not None or figure.decimals < 0 else ""
            on = f"; the money is on the {output}" if o and figure.editions() != [o.edition] else ""
            return f" ({roughly}{quantity(figure)})", on
    return "", ""


def _level(clause: Clause, gap: Decimal, day: date) -> str:
    noun = find_pledge(clause.pledge).noun if clause.principal else "level"
    level = format(clause.level.normalize(), "f")
    named = f"the {noun}" if level in noun else f"the {level} % {noun}"
    if clause.deadline is None:
        return named
    fell = "fell due" if day > clause.deadline else "falls due"
    return f"{named if gap else 'at ' + named} that {fell} in {clause.due_year}"
