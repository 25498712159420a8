"""What each date supports: how many allies are held of how many, and from which editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from burdenshare.record.record import View
from burdenshare.terms import INDICATORS, members


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Coverage of one indicator and year on a day.

    Parameters
    ----------
    allies_held : members with a value
    allies_expected : members with forces on 31 December of the year, or on the day if earlier
    editions : ids of the editions that the values come from, newest first
    """

    as_of: date
    indicator: str
    year: int
    allies_held: int
    allies_expected: int
    editions: tuple[str, ...]


def expected(year: int, day: date) -> list[str]:
    """Codes of the members of a year that have forces, as known on a day."""
    return [a.code for a in members(min(date(year, 12, 31), day)) if a.has_forces]


def coverage(view: View, *, indicator: str = "", year: int | None = None) -> list[CoverageRow]:
    """One row per indicator and year of which the visible editions say anything."""
    found = []
    for name in [indicator] if indicator else INDICATORS:
        for each in view.years(name):
            if year is None or each == year:
                found.append(_row(view, name, each))
    return found


def _row(view: View, indicator: str, year: int) -> CoverageRow:
    allies = expected(year, view.day)
    held = [o for a in allies if (o := view.latest(indicator, a, year)) and o.value is not None]
    order = [e.id for e in reversed(view.editions)]
    editions = sorted({o.edition for o in held}, key=order.index)
    return CoverageRow(view.day, indicator, year, len(held), len(allies), tuple(editions))
