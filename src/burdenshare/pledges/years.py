"""The year a question is about."""

from __future__ import annotations

from burdenshare.pledges.model import Clause
from burdenshare.record import View


def year_asked(view: View, clause: Clause, year: int | None) -> int:
    """Return the year asked for, or the last one not after the day of which any addressee has a value."""
    indicator = clause.indicator or "share_of_gdp"
    whom = clause.named if view.years(indicator, clause.named) else ()
    if year is not None:
        view.require_year(indicator, year, whom)
        return year
    held = [y for y in view.years(indicator, whom) if y <= view.day.year]
    if not held:
        view.require_year(indicator, view.day.year, whom)
    return held[-1]
