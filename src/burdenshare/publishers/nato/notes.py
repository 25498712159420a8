"""Footnotes, split into sentences and tied to the cells they qualify."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from burdenshare.publishers.nato.blocks import Reading, Row, refuse
from burdenshare.publishers.nato.layout import table
from burdenshare.publishers.workbook import Spot
from burdenshare.terms import ALLIES
from burdenshare.terms.allies import AGGREGATES

_PAGE = re.compile(r"^-\s*\d+\s*-$")
_ESTIMATES = re.compile(r"(?i)^(?:notes?:?\s*)?figures? for (?P<years>.*?) (?:are|is) estimates?")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z(*])|(?<=\)\.)\s+(?=[A-Z*])")


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of a footnote.

    Parameters
    ----------
    id : sheet, cell and number of the sentence; `:LTU` behind it where it names one ally
    qualifies : whether a cell is meant
    """

    id: str
    text: str
    qualifies: Callable[[Row], bool]


def notes_of(reading: Reading) -> list[Note]:
    """Every sentence below a table, in order."""
    found: list[Note] = []
    for spot in reading.tail:
        if not _PAGE.match(spot.text) and len(spot.text) > 5:  # noqa: PLR2004
            found += _of_cell(reading, spot)
    return found


def _of_cell(reading: Reading, spot: Spot) -> Iterable[Note]:
    starred = spot.text.startswith("*")
    for k, sentence in enumerate(_SENTENCE.split(spot.text), start=1):
        name = f"{reading.sheet.grid.name}!{spot.address}.{k}".replace(" ", "")
        yield from _of_sentence(reading, spot, name, sentence.strip(), starred=starred and k == 1)


def _of_sentence(reading: Reading, spot: Spot, name: str, text: str, *, starred: bool) -> Iterable[Note]:
    estimates = _ESTIMATES.match(text)
    category = re.match(r"^\(([a-d])\)", text)
    allies, years = _named_allies(text), [int(y) for y in re.findall(r"\b(20\d\d)\b", text)]
    if estimates:
        _check_estimates(reading, spot, estimates["years"])
        yield Note(name, text, lambda row: row.observation.status == "estimated")
    elif category:
        yield Note(name, text, _in_block(reading, f"({category[1]})"))
    elif "aggregate" in text.lower():
        yield Note(name, text, lambda row: row.observation.ally in AGGREGATES)
    elif starred:
        yield Note(name, text, lambda row: row.starred)
    elif allies and years:
        for ally in allies:
            yield Note(f"{name}:{ally}", text, _cells_of(ally, set(years)))
    else:
        yield Note(name, text, lambda row: row.observation.ally not in AGGREGATES)


def _named_allies(text: str) -> list[str]:
    return [a.code for a in ALLIES.values() if re.search(rf"\b{re.escape(a.name)}\b", text)]


def _cells_of(ally: str, years: set[int]) -> Callable[[Row], bool]:
    """The ally's cells of those years; of a table's blocks, annual change is not meant."""

    def meant(row: Row) -> bool:
        o = row.observation
        return o.ally == ally and o.year in years and o.indicator != "real_change"

    return meant


def _in_block(reading: Reading, mark: str) -> Callable[[Row], bool]:
    blocks = table(reading.sheet.number).blocks
    meant = {
        b.indicator
        for label in reading.labels
        if mark in label.text
        for b in blocks
        if b.label.search(label.text)
    }
    return lambda row: row.block in meant


def _check_estimates(reading: Reading, spot: Spot, words: str) -> None:
    """The note and the header must name the same years as estimates."""
    said = {int(y) for y in re.findall(r"20\d\d", words)}
    marked = {y for y, e in reading.years.values() if e}
    if said & {y for y, _ in reading.years.values()} != marked:
        message = f"the note calls {sorted(said)} estimates, the header marks {sorted(marked)}"
        raise refuse(reading.sheet.grid, spot, message)
