"""What each sheet is, by its name and its head; where its columns stand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.workbook import Grid, Spot

_YEAR = re.compile(r"^((?:19|20)\d\d)(?:\.0)?$")
_YEAR_LIKE = re.compile(r"^(?:19|20)\d\d(?!\d)")
_DUPLICATE = re.compile(r"(?i)^(?:19|20)\d\d \(?current")
FEWEST_YEARS = 4
HEAD_ROWS = 25


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of sheet holds.

    Parameters
    ----------
    scale : factor to the canonical unit; None where each row says it
    """

    name: re.Pattern[str]
    unit: re.Pattern[str]
    indicator: str
    scale: Decimal | None
    currency: str


@dataclass(slots=True)
class Sheet:
    """A sheet recognised, with its columns.

    Parameters
    ----------
    header : number of the row of headings
    names : column of the names of states or regions
    others : heading, lower case, to column: notes, currency, fiscal year ...
    years : column to year
    """

    grid: Grid
    meaning: Meaning
    header: int
    names: int
    others: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)

    def column(self, *words: str) -> int | None:
        """Column whose heading holds any of the words."""
        return next((c for h, c in self.others.items() if any(w in h for w in words)), None)


@cache
def tables() -> dict[str, Any]:
    """Return the content of `sheets.toml`."""
    text = (files("burdenshare.publishers.sipri") / "sheets.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _meanings() -> tuple[Meaning, ...]:
    return tuple(
        Meaning(
            re.compile(d["name"]),
            re.compile(d["unit"]),
            d["indicator"],
            None if d.get("scale") == "row" else Decimal(d.get("scale", 1)),
            d.get("currency", ""),
        )
        for d in tables()["sheet"]
    )


def refuse(grid: Grid, spot: Spot, message: str, mend: str = "") -> ImportRefusedError:
    """Return a refusal that names sheet and cell."""
    mend = mend or "compare the cell with SIPRI's own file; if SIPRI changed it, mend sheets.toml"
    return ImportRefusedError(message, where=grid.place(spot), mend=mend)


def recognise(grids: list[Grid]) -> list[Sheet]:
    """Every sheet that holds a table, in the workbook's order.

    Raises
    ------
    ImportRefusedError : a table we do not know, a unit that contradicts the sheet's name, no table
    """
    found = [s for grid in grids if (s := _recognise(grid)) is not None]
    if not found:
        raise ImportRefusedError(
            "no sheet is a table of SIPRI's database, with a heading 'Country' and years",
            where=grids[0].file if grids else "",
            mend="import SIPRI's own Milex workbook",
        )
    return found


def _recognise(grid: Grid) -> Sheet | None:
    heading = _heading(grid)
    if heading is None:
        return None
    name = " ".join(grid.name.split())
    meaning = next((m for m in _meanings() if m.name.search(name)), None)
    if meaning is None:
        raise refuse(grid, heading, f"the sheet '{grid.name[:60]}' holds a table we do not know")
    sheet = Sheet(grid, meaning, heading.row, heading.column)
    _check_unit(sheet, heading)
    _columns(sheet, grid.rows[heading.row - 1])
    return sheet


def _heading(grid: Grid) -> Spot | None:
    for row in grid.rows[:HEAD_ROWS]:
        for spot in row:
            if spot.text in {"Country", "Region"} and _has_years(row):
                return spot
    return None


def _has_years(row: list[Spot]) -> bool:
    return sum(bool(_YEAR.match(s.text)) for s in row) >= FEWEST_YEARS


def _check_unit(sheet: Sheet, heading: Spot) -> None:
    above = sheet.grid.rows[: heading.row - 1]
    said = " ".join(s.text for row in above for s in row if s.text)
    if not sheet.meaning.unit.search(said):
        message = f"the head of '{sheet.grid.name}' does not state its unit: '{said[:80]}'"
        raise refuse(sheet.grid, heading, message)


def _columns(sheet: Sheet, row: list[Spot]) -> None:
    for spot in row:
        if spot.column == sheet.names or not spot.text:
            continue
        year = _YEAR.match(spot.text)
        if year:
            sheet.years[spot.column] = int(year[1])
        elif _YEAR_LIKE.match(spot.text) and not _DUPLICATE.match(spot.text):
            raise refuse(sheet.grid, spot, f"'{spot.text}' is no year we know how to read")
        else:
            sheet.others[spot.text.casefold()] = spot.column
    years = sorted(sheet.years.values())
    if years != list(range(years[0], years[0] + len(years))):
        first = row[min(sheet.years) - 1]
        raise refuse(sheet.grid, first, "the years of the heading have a gap, or one stands twice")
