"""The year a question is about."""

from __future__ import annotations

from burdenshare.pledges.model import Clause
from burdenshare.record import View


def year_asked(view: View, clause: Clause, year: int | None) -> int:
    """Return the year asked for, or the last one not after the day with values of many allies."""
    indicator = clause.indicator or "share_of_gdp"
    if year is not None:
        view.require_year(indicator, year)
        return year
    held = [y for y in view.years(indicator) if y <= view.day.year]
    if not held:
        view.require_year(indicator, view.day.year)
    return held[-1]
