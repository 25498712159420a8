"""Checks across cells: impossible values and contradicted units refuse, holes are noted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.nato.blocks import Reading, refuse
from burdenshare.record import Observation
from burdenshare.terms import name_of
from burdenshare.terms.allies import AGGREGATES

SUMMED = (
    "military_personnel",
    "expenditure_usd_current",
    "expenditure_usd_constant",
    "gdp_usd_current",
    "gdp_usd_constant",
)
RANGES = {
    "share_of_gdp": (0, 25),
    "real_change": (-100, 1000),
    "equipment_share": (0, 100),
    "personnel_share": (0, 100),
    "infrastructure_share": (-1, 100),
    "other_share": (-1, 100),
}
"""Bounds of possible values; other shares are residuals and may fall a little below zero."""
FACTOR = Decimal(5)

Key = tuple[str, str, int]


def check_ranges(file: str, observations: Iterable[Observation]) -> None:
    """Refuse values that cannot be."""
    for o in observations:
        low, high = RANGES.get(o.indicator, (0, 10**12))
        if o.value is not None and not low <= o.value <= high:
            raise ImportRefusedError(
                f"{o.indicator} of {name_of(o.ally)} {o.year} cannot be {o.raw}",
                where=f"{file}, sheet '{o.sheet}', cell {o.cell}",
                mend="compare the cell with NATO's own file",
            )


def check_units(file: str, observations: Iterable[Observation]) -> None:
    """Refuse tables whose spending, output and share are of different sizes."""
    values = {(o.indicator, o.ally, o.year): o for o in observations if o.value}
    for (indicator, ally, year), share in values.items():
        if indicator != "share_of_gdp":
            continue
        money = values.get(("expenditure_usd_constant", ally, year))
        output = values.get(("gdp_usd_constant", ally, year))
        if not money or not output or not money.value or not output.value or not share.value:
            continue
        ratio = money.value / output.value * 100 / share.value
        if not 1 / FACTOR < ratio < FACTOR:
            raise ImportRefusedError(
                f"spending over GDP is {ratio:.3g} times the stated share: a unit is wrong",
                where=f"{file}, sheet '{output.sheet}', cell {output.cell}",
                mend="check the unit lines of tables 2 and 5",
            )


def holes(observations: Iterable[Observation]) -> dict[Key, str]:
    """Aggregate cells that sum over members without a value, and a note's text for each."""
    by_cell: dict[tuple[str, int], list[Observation]] = {}
    for o in observations:
        if o.indicator in SUMMED:
            by_cell.setdefault((o.indicator, o.year), []).append(o)
    found: dict[Key, str] = {}
    for (indicator, year), group in by_cell.items():
        empty = sorted(o.ally for o in group if o.value is None and o.ally not in AGGREGATES)
        for o in group:
            if empty and o.ally in AGGREGATES and o.value is not None:
                text = f"sums over allies without a value: {', '.join(empty)}"
                found[indicator, o.ally, year] = text
    return found


def price_base(readings: list[Reading]) -> int | None:
    """Return the base year of constant prices, which all tables must agree on."""
    found: dict[int, Reading] = {}
    for reading in readings:
        for spot in (*reading.head, *reading.labels):
            for year in re.findall(r"(?i)(?:constant |on |^|\()(\d{4}) prices", spot.text):
                found[int(year)] = reading
                if len(found) > 1:
                    message = f"tables name different base years: {sorted(found)}"
                    raise refuse(reading.sheet.grid, spot, message)
    return next(iter(found), None)
