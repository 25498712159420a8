"""What one table says must follow from another; all offenders are named at once.

The identities hold in every edition we hold (DATA.md, 5.3), the three typed cells of June 2024
included, within the tolerances below, which also leave room for values printed rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from burdenshare.publishers.nato.checks import SUMMED
from burdenshare.record import Observation
from burdenshare.terms import members, name_of

SHARE_POINTS = Decimal("0.05")
CATEGORY_POINTS = Decimal("0.1")
CHANGE_POINTS = Decimal("0.1")
AGGREGATE_PART = Decimal("0.005")
CATEGORIES = ("equipment_share", "personnel_share", "infrastructure_share", "other_share")
AGGREGATED = {"NATO": frozenset[str](), "NATO-EU-CAN": frozenset({"USA"})}
"""Aggregate to the members it leaves out."""

Key = tuple[str, str, int]
Values = dict[Key, Observation]


@dataclass(frozen=True, slots=True)
class Offender:
    """A cell that contradicts others.

    Parameters
    ----------
    key : indicator, ally, year
    sheet, cell : where it stands
    says : what it says, and what the others imply
    """

    key: Key
    sheet: str
    cell: str
    says: str

    def __str__(self) -> str:
        """Where, and what."""
        return f"'{self.sheet}'!{self.cell} {self.says}"


def offenders(observations: Iterable[Observation]) -> list[Offender]:
    """Every cell that contradicts others, in the order of the checks."""
    values = {(o.indicator, o.ally, o.year): o for o in observations if o.value is not None}
    checks = (_shares, _changes, _categories, _aggregates)
    return [found for check in checks for found in check(values)]


def contradiction(o: Observation, implied: Decimal, by: str) -> Offender:
    """Return a cell, and what something else says that it should be."""
    return Offender(
        (o.indicator, o.ally, o.year),
        o.sheet,
        o.cell,
        f"{o.indicator} of {name_of(o.ally)} {o.year} is {o.raw}, {by} {float(implied):.6g}",
    )


def _value(values: Values, key: Key) -> Decimal | None:
    found = values.get(key)
    return found.value if found and found.value else None


def _shares(values: Values) -> Iterator[Offender]:
    for (indicator, ally, year), o in values.items():
        money = _value(values, ("expenditure_usd_constant", ally, year))
        output = _value(values, ("gdp_usd_constant", ally, year))
        if indicator == "share_of_gdp" and o.value is not None and money and output:
            implied = money / output * 100
            if abs(implied - o.value) > SHARE_POINTS:
                yield contradiction(o, implied, "spending over GDP gives")


def _changes(values: Values) -> Iterator[Offender]:
    for (indicator, ally, year), o in values.items():
        now = values.get(("expenditure_usd_constant", ally, year))
        before = values.get(("expenditure_usd_constant", ally, year - 1))
        if indicator != "real_change" or o.value is None or not (now and before):
            continue
        if now.value and before.value:
            implied = (now.value / before.value - 1) * 100
            rounded = 110 * (now.half_width / now.value + before.half_width / before.value)
            if abs(implied - o.value) > CHANGE_POINTS + rounded:
                yield contradiction(o, implied, "the growth of table 2 is")


def _categories(values: Values) -> Iterator[Offender]:
    for (indicator, ally, year), o in values.items():
        if indicator == CATEGORIES[0]:
            parts = [values.get((c, ally, year)) for c in CATEGORIES]
            total = sum((p.value or Decimal(0) for p in parts if p), Decimal(0))
            if all(parts) and abs(total - 100) > CATEGORY_POINTS:
                yield contradiction(o, total, "with the other three categories it adds up to")


def _aggregates(values: Values) -> Iterator[Offender]:
    """Sums over members of the year, where every one of them has a value."""
    for (indicator, ally, year), o in values.items():
        if indicator not in SUMMED or ally not in AGGREGATED or not o.value:
            continue
        summed = _members_sum(values, indicator, ally, year)
        if summed is not None and abs(summed / o.value - 1) > AGGREGATE_PART:
            yield contradiction(o, summed, "its members of the year add up to")


def _members_sum(values: Values, indicator: str, aggregate: str, year: int) -> Decimal | None:
    inside = [a for a in members(date(year, 12, 31)) if a.code not in AGGREGATED[aggregate]]
    found = {a.code: _value(values, (indicator, a.code, year)) for a in inside}
    if any(found[a.code] is None and a.has_forces for a in inside):
        return None
    return sum((v for v in found.values() if v is not None), Decimal(0))
