"""Layouts as data, and how a workbook's layout is recognised."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.workbook import Grid, Spot

HEAD_ROWS = 22
"""Rows within which a sheet's title, unit line and years must stand."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a table: the label that opens it, and the indicator in it."""

    label: re.Pattern[str]
    indicator: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one numbered table holds, and the unit it must state."""

    number: str
    title: re.Pattern[str]
    unit: re.Pattern[str]
    unit_billion: re.Pattern[str] | None
    currency: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one family of editions names its sheets and titles."""

    id: str
    sheet: re.Pattern[str]
    title: re.Pattern[str]
    also: re.Pattern[str] | None
    definition: str
    billions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet recognised as a numbered table."""

    grid: Grid
    number: str
    title: Spot


@cache
def _data() -> tuple[tuple[Layout, ...], dict[str, Table]]:
    data = tomllib.loads((files("burdenshare.publishers.nato") / "layouts.toml").read_text("utf-8"))
    layouts = tuple(
        Layout(
            d["id"],
            re.compile(d["sheet"]),
            re.compile(d["title"]),
            re.compile(d["also"]) if "also" in d else None,
            d["definition"],
            frozenset(d.get("units", {})),
        )
        for d in data["layout"]
    )
    tables = {
        d["number"]: Table(
            d["number"],
            re.compile(d["title"]),
            re.compile(d["unit"]),
            re.compile(d["unit_billion"]) if "unit_billion" in d else None,
            d.get("currency", ""),
            tuple(Block(re.compile(b["label"]), b["indicator"]) for b in d["block"]),
        )
        for d in data["table"]
    }
    return layouts, tables


def table(number: str) -> Table:
    """Return the description of a numbered table."""
    return _data()[1][number]


KNOWN = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b")
_TITLE = re.compile(r"(?i)^Table\s+(\w+)\s*:")


def recognise(grids: list[Grid]) -> tuple[Layout, list[Sheet]]:
    """Find the layout whose sheet names and titles fit all table sheets.

    Raises
    ------
    ImportRefusedError : no layout fits; sheet and cell are named
    """
    titled = [(g, t) for g in grids if (t := _title(g) or _bare_title(g)) is not None]
    if not titled:
        spot = next((s for g in grids for row in g.rows for s in row if s.text), None)
        found = f"; the first text is '{spot.text[:60]}'" if spot else ""
        first = f"{grids[0].file}, sheet '{grids[0].name}', cell A1" if grids else "the workbook"
        raise ImportRefusedError(
            f"no sheet has a title such as 'Table 3 : Defence expenditure ...'{found}",
            where=first,
            mend="import NATO's own tables workbook",
        )
    candidates = [x for x in _data()[0] if all(_fits(x, g, t) for g, t in titled)]
    core = [x for x in candidates if any(x.title.search(t.text) for _, t in titled)]
    if not core:
        grid, spot = titled[0]
        raise ImportRefusedError(
            f"the layout is not one we know: sheet '{grid.name}' is titled '{spot.text[:60]}'",
            where=grid.place(spot),
            mend="describe it in publishers/nato/layouts.toml",
        )
    layout = core[-1]
    return layout, [_sheet(g, t) for g, t in titled]


def _title(grid: Grid) -> Spot | None:
    for row in grid.rows[:HEAD_ROWS]:
        for spot in row:
            if isinstance(spot.value, str) and _TITLE.match(spot.text):
                return spot
    return None


def _bare_title(grid: Grid) -> Spot | None:
    """Title of a sheet whose name alone carries the number, as in 2019."""
    number = _number_in_name(grid)
    if number not in _data()[1] and number != "4":
        return None
    words = _data()[1][number].title if number != "4" else re.compile("(?i)real change")
    for row in grid.rows[:HEAD_ROWS]:
        for spot in row:
            if isinstance(spot.value, str) and words.search(spot.text):
                return spot
    return None


def _number_in_name(grid: Grid) -> str:
    found = _data()[0][0].sheet.search(grid.name)
    return found[1].lower() if found else ""


def _fits(layout: Layout, grid: Grid, title: Spot) -> bool:
    named = layout.sheet.search(grid.name)
    entitled = layout.title.search(title.text) or (layout.also.search(title.text) if layout.also else None)
    if not (named and entitled):
        return False
    stated = entitled[1] if entitled.groups() and entitled[1] else named[1]
    return bool(named[1].lower() == stated.lower())


def _sheet(grid: Grid, title: Spot) -> Sheet:
    found = _TITLE.match(title.text)
    number = found[1].lower() if found else _number_in_name(grid)
    if number not in KNOWN:
        raise ImportRefusedError(
            f"there is no table '{number}' in any layout we know",
            where=grid.place(title),
            mend="describe it in publishers/nato/layouts.toml",
        )
    return Sheet(grid, number, title)
