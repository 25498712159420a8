"""From one sheet to observations: states, values, missing codes, colours, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from burdenshare.errors import nearest
from burdenshare.publishers.sipri.notes import codes
from burdenshare.publishers.sipri.sheets import Sheet, refuse, tables
from burdenshare.publishers.workbook import Spot
from burdenshare.record import Observation
from burdenshare.terms import ALLIES, currency_of_label, region_by_name, state_by_name

_MISSING = re.compile(r"\.( ?\.){1,2}|…|xxx?|#[A-Z/0!?]+")
_COUNTED = re.compile(r"^([mb])\.? ", re.IGNORECASE)
_FACTOR = {"m": Decimal(1), "b": Decimal(1000)}
UNITS = Decimal("0.000001")
"""Single units of a currency, in millions."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's own words: whose it is, its currency, its notes.

    Parameters
    ----------
    owner : state or region by year; most rows have one for all years
    scale : factor to the canonical unit
    remarks : name of a note of ours to its text: fiscal year, reporting year
    """

    name: Spot
    code: str
    joint: dict[str, str] = field(default_factory=dict)
    scale: Decimal = Decimal(1)
    currency: str = ""
    notes: tuple[str, ...] = ()
    remarks: dict[str, str] = field(default_factory=dict)

    def owner(self, year: int) -> str:
        """Code of the state whose value a year's is."""
        if not self.joint:
            return self.code
        return self.joint["then" if year <= int(self.joint["until"]) else "after"]


def rows(sheet: Sheet) -> Iterator[tuple[Row, list[Spot]]]:
    """Every row of a state or region, with its cells of the years."""
    seen: set[str] = set()
    for cells in sheet.grid.rows[sheet.header :]:
        if len(cells) < sheet.names:
            continue
        name = cells[sheet.names - 1]
        values = [s for s in cells if s.column in sheet.years]
        code = _code(sheet, name, values)
        if not code:
            continue
        if code in seen:
            raise refuse(sheet.grid, name, f"'{name.text}' stands twice in one sheet")
        seen.add(code)
        yield _row(sheet, name, code, cells), values


def _code(sheet: Sheet, name: Spot, values: list[Spot]) -> str:
    """Code of a row; empty for a heading or a note, which hold no values."""
    full = any(s.text for s in values)
    joint = any(name.text == j["name"] for j in tables()["joint"])
    state = name.text if joint else state_by_name(name.text.rstrip("*"))
    if state:
        return state
    region = region_by_name(name.text.rstrip("*"))
    if region or not any(s.is_number for s in values):
        return region or "" if full else ""
    near = nearest(name.text, [a.name for a in ALLIES.values()])
    hint = f"nearest is '{near}'; " if near else ""
    raise refuse(
        sheet.grid,
        name,
        f"'{name.text[:60]}' is no state or region we know",
        f"{hint}add the name to terms/states.csv if SIPRI uses it",
    )


def _row(sheet: Sheet, name: Spot, code: str, cells: list[Spot]) -> Row:
    def word(*heads: str) -> str:
        column = sheet.column(*heads)
        return cells[column - 1].text if column else ""

    joint: dict[str, str] = next((j for j in tables()["joint"] if j["name"] == code), {})
    label = word("currency")
    scale, currency = _money(sheet, label, code)
    remarks = {
        f"fiscal-year.{code}": word("fiscal", "financial"),
        f"reporting-year.{code}": word("reporting"),
    }
    return Row(
        name, code, joint, scale, currency, codes(word("notes")), {k: v for k, v in remarks.items() if v}
    )


def _money(sheet: Sheet, label: str, code: str) -> tuple[Decimal, str]:
    """Scale and currency; beyond the allies the currency is SIPRI's own word."""
    if sheet.meaning.scale is not None:
        return sheet.meaning.scale, sheet.meaning.currency
    counted = _COUNTED.match(label)
    word = _COUNTED.sub("", label)
    currency = currency_of_label(word, code) if code in ALLIES else None
    return _FACTOR[counted[1].lower()] if counted else UNITS, currency or word.lower()


def observations(sheet: Sheet, edition: str, settled: dict[str, str]) -> Iterator[Observation]:
    """Every cell of a sheet; `settled` numbers the footnotes on which sheets disagree."""
    for row, cells in rows(sheet):
        own = (settled.get(row.code, n) if n.isdigit() else n for n in row.notes)
        notes = (*own, *(n.replace("/", "-") for n in row.remarks))
        for cell in cells:
            yield _observe(sheet, edition, row, cell, notes)


def _observe(sheet: Sheet, edition: str, row: Row, cell: Spot, notes: tuple[str, ...]) -> Observation:
    value = _value(sheet, cell, row.scale)
    flag = tables()["colours"].get(cell.colour, "") if value is not None else ""
    known = "estimated" if flag == "estimate" else "reported"
    year = sheet.years[cell.column]
    return Observation(
        edition=edition,
        ally=row.owner(year),
        year=year,
        indicator=sheet.meaning.indicator,
        value=value,
        raw="" if cell.value is None else str(cell.value),
        decimals=_decimals(cell) if sheet.meaning.scale == 100 else None,  # noqa: PLR2004
        status="missing" if value is None else known,
        missing=cell.text if value is None else "",
        flag=flag,
        currency=row.currency,
        sheet=sheet.grid.name,
        cell=cell.address,
        notes=notes,
    )


def _value(sheet: Sheet, cell: Spot, scale: Decimal) -> Decimal | None:
    if cell.is_number:
        number = Decimal(str(cell.value))
        low, high = tables()["bounds"].get(sheet.meaning.indicator, (0, 10**24))
        if not number.is_finite() or not low <= number * scale <= high:
            raise refuse(sheet.grid, cell, f"{sheet.meaning.indicator} cannot be {cell.value}")
        return number * scale
    if not cell.text or _MISSING.fullmatch(cell.text):
        return None
    raise refuse(sheet.grid, cell, f"'{cell.text[:40]}' stands where a number belongs")


def _decimals(cell: Spot) -> int | None:
    """Decimals of a percentage that the cell's format prints."""
    found = re.search(r"0(?:\.(0+))?%", cell.format)
    return len(found[1] or "") if found else None
