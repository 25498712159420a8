"""From a table's grid to observations: years, blocks, allies, values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from burdenshare.errors import ImportRefusedError, nearest
from burdenshare.publishers.nato.layout import Block, Layout, Sheet, Table
from burdenshare.publishers.nato.layout import table as table_of
from burdenshare.publishers.workbook import Grid, Spot
from burdenshare.record import Observation
from burdenshare.terms import ALLIES, ally_by_name, currency_of_label
from burdenshare.terms.allies import AGGREGATES

_YEAR = re.compile(r"^((?:19|20)\d\d)(?:\.0)?\s?(e)?$")
_YEAR_LIKE = re.compile(r"^(?:19|20)\d\d(?!\d)")
_LABEL = re.compile(r"^(?P<name>[^(]*?)\s*(?:\((?P<currency>[^)]*)\))?\s*$")
_MISSING = {"", "..", "...", "-", "–", "n/a", "N/A"}
FEWEST_YEARS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table with what its neighbours say of it."""

    observation: Observation
    starred: bool
    block: str


@dataclass(slots=True)
class Reading:
    """Everything read off one sheet.

    Parameters
    ----------
    years : column to year and whether the header marks it `e`
    rows : cells in reading order
    seen : indicators and allies met
    labels : block labels met
    tail : text cells below the data: the notes
    """

    sheet: Sheet
    years: dict[int, tuple[int, bool]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    labels: list[Spot] = field(default_factory=list)
    head: list[Spot] = field(default_factory=list)
    tail: list[Spot] = field(default_factory=list)


def refuse(grid: Grid, spot: Spot, message: str, mend: str = "") -> ImportRefusedError:
    """Return a refusal that names sheet and cell."""
    mend = mend or "compare the cell with NATO's own file; if NATO changed it, mend layouts.toml"
    return ImportRefusedError(message, where=grid.place(spot), mend=mend)


def read_sheet(layout: Layout, sheet: Sheet, edition: str) -> Reading:
    """Read one table."""
    table, grid = table_of(sheet.number), sheet.grid
    found = Reading(sheet)
    block: Block | None = None
    for row in grid.rows:
        texts = [s for s in row if isinstance(s.value, str) and s.text]
        header = _header(row)
        if header:
            found.years = _years(grid, row, header)
            beside = [s for s in texts if s.column not in found.years]
            block = _block(table, grid, beside or _above(found), found, block)
            continue
        if not found.years:
            found.head += texts
            continue
        names = [s for s in texts if s.column not in found.years]
        block = _block(table, grid, names, found, block)
        _take(layout, table, row, names, block, found, edition)
    _require(table, found)
    return found


def _above(found: Reading) -> list[Spot]:
    """Texts right above the first row of years, where some layouts put the first block's label."""
    return [] if found.rows else [s for s in found.head if s is not found.sheet.title][-2:]


def _header(row: list[Spot]) -> list[Spot]:
    if any(isinstance(s.value, str) and ally_by_name(_split(s)[0]) for s in row):
        return []  # numbers of four digits are common in an ally's row
    years = [s for s in row if s.value is not None and _YEAR.match(s.text)]
    return years if len(years) >= FEWEST_YEARS else []


def _years(grid: Grid, row: list[Spot], header: list[Spot]) -> dict[int, tuple[int, bool]]:
    """Column to year; the columns may stand in any order, the years may not have a gap."""
    years = {s.column: (int(s.text[:4]), s.text.endswith("e")) for s in header}
    for spot in row:
        if spot.column not in years and _YEAR_LIKE.match(spot.text):
            raise refuse(grid, spot, f"'{spot.text}' is no year we know how to read")
    listed = sorted(y for y, _ in years.values())
    if listed != list(range(listed[0], listed[0] + len(listed))):
        raise refuse(grid, header[0], f"the years are not consecutive: {listed}")
    return years


def _block(table: Table, grid: Grid, names: list[Spot], found: Reading, now: Block | None) -> Block | None:
    for spot in names:
        for block in table.blocks:
            if block is not now and spot.text and block.label.search(spot.text):
                found.labels.append(spot)
                if any(indicator == block.indicator for indicator, _ in found.seen):
                    raise refuse(grid, spot, f"the block '{spot.text}' stands twice")
                return block
    if now is None and names and any(ally_by_name(_split(s)[0]) for s in names):
        return next((b for b in table.blocks if b.label.search("")), None)
    return now


def _split(spot: Spot) -> tuple[str, str]:
    found = _LABEL.match(spot.text)
    return (found["name"], found["currency"] or "") if found else (spot.text, "")


def _take(
    layout: Layout,
    table: Table,
    row: list[Spot],
    names: list[Spot],
    block: Block | None,
    found: Reading,
    edition: str,
) -> None:
    cells = [s for s in row if s.column in found.years]
    numbers = [s for s in row if s.is_number]
    known = [(s, code) for s in names if (code := ally_by_name(_split(s)[0]))]
    grid = found.sheet.grid
    if not known:
        _refuse_unknown(grid, names, cells)
        if found.rows and not any(s in found.labels for s in names):
            found.tail += [s for s in row if isinstance(s.value, str) and s.text]
        return
    spot, code = known[0]
    _refuse_stray(grid, found, numbers)
    if block is None:
        raise refuse(grid, spot, "a row stands under no block that we know")
    if (block.indicator, code) in found.seen:
        raise refuse(grid, spot, f"'{spot.text}' stands twice in one block")
    found.seen.add((block.indicator, code))
    scale, currency = _scale(layout, table, found), _currency(table, grid, spot, block, code)
    for cell in cells:
        found.rows.append(
            Row(
                _observe(
                    grid, cell, found.years[cell.column], scale, (edition, code, currency), block.indicator
                ),
                "*" in spot.text,
                block.indicator,
            )
        )


def _refuse_stray(grid: Grid, found: Reading, numbers: list[Spot]) -> None:
    """A number between the columns of years, where no year stands, belongs to no year."""
    for spot in numbers:
        if spot.column not in found.years and min(found.years) < spot.column < max(found.years):
            raise refuse(grid, spot, "a column without a year stands between the years")


def _refuse_unknown(grid: Grid, names: list[Spot], cells: list[Spot]) -> None:
    """Below the years, only a row of an ally or an aggregate may hold values."""
    values = [s for s in cells if s.is_number or (s.text and s.text in _MISSING)]
    named = [s for s in names if s.text]
    if not named:  # the workbook of 2024 has such rows of zeros and of #REF!
        if any(s.is_number and s.value for s in values):
            raise refuse(grid, values[0], "a value stands in a row without a name")
    elif values:
        known = [n for a in ALLIES.values() for n in (a.name, *a.other_names)]
        known += [a.name for a in AGGREGATES.values()]
        near = nearest(_split(named[0])[0].strip("* "), known)
        mend = f"nearest is '{near}'; " if near else ""
        raise refuse(
            grid,
            named[0],
            f"'{named[0].text[:60]}' is neither an ally nor an aggregate",
            f"{mend}add the name to terms/allies.csv if NATO uses it",
        )


def _scale(layout: Layout, table: Table, found: Reading) -> Decimal:
    """1, or 1000 where the layout counts in billions; the sheet must state the unit."""
    said = [s.text for s in (*found.head, *found.labels)]
    billions = table.number in layout.billions and table.unit_billion is not None
    wanted = table.unit_billion if billions and table.unit_billion else table.unit
    if any(wanted.search(t) for t in said):
        return Decimal(1000) if billions else Decimal(1)
    if table.unit_billion and table.unit_billion.search(" ".join(said)):
        message = "the sheet states billions where this layout has millions"
        raise refuse(found.sheet.grid, found.sheet.title, message)
    if billions and table.unit.search(" ".join(said)):
        return Decimal(1)
    message = f"the unit line of table {table.number} is missing or another: {said[1:3]}"
    raise refuse(found.sheet.grid, found.sheet.title, message)


def _currency(table: Table, grid: Grid, spot: Spot, block: Block, code: str) -> str:
    if not block.indicator.startswith("expenditure_national"):
        return table.currency
    label = _split(spot)[1]
    currency = currency_of_label(label, code)
    if currency is None:
        raise refuse(
            grid, spot, f"the currency '{label}' is not known", "add the word to terms/currencies.csv"
        )
    return currency


def _observe(
    grid: Grid, cell: Spot, year: tuple[int, bool], scale: Decimal, who: tuple[str, str, str], indicator: str
) -> Observation:
    edition, ally, currency = who
    value = _value(grid, cell, scale)
    return Observation(
        edition=edition,
        ally=ally,
        year=year[0],
        indicator=indicator,
        value=value,
        raw="" if cell.value is None else str(cell.value),
        decimals=_decimals(cell, value, scale),
        status="missing" if value is None else "estimated" if year[1] else "reported",
        missing=cell.text if value is None else "",
        currency=currency,
        sheet=grid.name,
        cell=cell.address,
    )


def _value(grid: Grid, cell: Spot, scale: Decimal) -> Decimal | None:
    if isinstance(cell.value, bool):
        raise refuse(grid, cell, f"'{cell.value}' is no number")
    if isinstance(cell.value, (int, float)):
        number = Decimal(str(cell.value))
        if not number.is_finite():
            raise refuse(grid, cell, f"'{cell.value}' is no number")
        return number * scale
    if cell.text in _MISSING:
        return None
    raise refuse(grid, cell, f"'{cell.text[:40]}' stands where a number belongs")


def _decimals(cell: Spot, value: Decimal | None, scale: Decimal) -> int | None:
    """Decimals the cell's format prints, in the canonical unit."""
    if value is None:
        return None
    found = re.search(r"0(?:\.(0+))?(?![0#.])", cell.format.split(";")[0])
    if found is None:
        return None
    printed = len(found[1] or "")
    return printed - 3 if scale == 1000 else printed  # noqa: PLR2004


def _require(table: Table, found: Reading) -> None:
    grid, title = found.sheet.grid, found.sheet.title
    if not found.years:
        raise refuse(grid, title, f"table {table.number} has no row of years")
    if not found.rows:
        raise refuse(grid, title, f"table {table.number} has no row of an ally")


def cells(readings: list[Reading]) -> Iterator[Row]:
    """Every row of every table, in reading order."""
    for reading in readings:
        yield from reading.rows
