"""A share whose numerator and denominator were each known on a day of their own.

NATO's tables give one share, with the GDP of their own cut-off. Whether an ally was at a level on
the figures then available needs spending as known on one day over GDP as known on another.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal, spread
from burdenshare.figures.recipes import ALLY, DAY, PUBLISHER, YEAR
from burdenshare.record import Observation, Record, View, cell_figure
from burdenshare.terms import name_of, parse_date

PAIRS = (
    ("expenditure_national_current", "gdp_national_current"),
    ("expenditure_usd_current", "gdp_usd_current"),
)
"""Spending and GDP that may be divided: one currency, current prices."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Spending over GDP, or why it is unknown.

    Parameters
    ----------
    figure : per cent; None where unknown
    spending, gdp : the two cells
    reason : in words, either way
    """

    figure: Figure | None
    spending: Observation | None
    gdp: Observation | None
    reason: str

    def observation(self) -> Observation | None:
        """Return the share as a computed cell of the edition that gives spending."""
        if self.figure is None or self.spending is None or self.gdp is None:
            return None
        estimates = self.spending.is_estimate or self.gdp.is_estimate
        return Observation(
            self.spending.edition,
            self.spending.ally,
            self.spending.year,
            "share_of_gdp",
            self.figure.value,
            format(self.figure.value, "f")[:12],
            status="estimated" if estimates else "reported",
            origin="computed",
        )


def ratio(view: View, gdp_view: View, ally: str, year: int) -> Ratio:
    """Divide spending as one view knows it by GDP as another does."""
    reason = "no edition visible gives spending of the year in current prices"
    for money, output in PAIRS:
        spending, gdp = view.latest(money, ally, year), gdp_view.latest(output, ally, year)
        if spending is None or spending.value is None:
            continue
        if gdp is None or not gdp.value:
            publisher, day = gdp_view.newest.publisher, gdp_view.day
            reason = f"no edition of {publisher} published by {day} gives GDP of the year"
        elif spending.currency != gdp.currency:
            reason = f"spending is in {spending.currency}, GDP in {gdp.currency}"
        else:
            return Ratio(
                _figure(view, gdp_view, spending, gdp), spending, gdp, _reason(view, gdp_view, spending, gdp)
            )
    return Ratio(None, None, None, reason)


def _reason(view: View, gdp_view: View, spending: Observation, gdp: Observation) -> str:
    return (
        f"spending as known on {view.day} ({spending.edition}) over GDP as known on "
        f"{gdp_view.day} ({gdp.edition})"
    )


def _figure(view: View, gdp_view: View, spending: Observation, gdp: Observation) -> Figure:
    parts = (cell_figure(view.record, spending), cell_figure(view.record, gdp))
    low, high = spread(lambda m, y: m / y * 100, *parts)
    recipe = RATIO.recipe(
        view.day,
        publisher=view.newest.publisher,
        gdp_publisher=gdp_view.newest.publisher,
        ally=spending.ally,
        year=spending.year,
        gdp_day=gdp_view.day,
    )
    return seal(
        recipe,
        f"{name_of(spending.ally)}, {spending.year}: spending over GDP as known on {gdp_view.day}",
        parts[0].value / parts[1].value * Decimal(100),
        "percent",
        2,
        Operation("divide", "spending ÷ GDP × 100", parts),
        ally=spending.ally,
        low=low if low != high else None,
        high=high if low != high else None,
    )


def _evaluate(record: Record, recipe: Recipe) -> Figure:
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    gdp_view = record.as_of(parse_date(recipe["gdp_day"]), source=recipe["gdp_publisher"])
    known = ratio(view, gdp_view, recipe["ally"], recipe.year)
    if known.figure is None:
        raise FigureError(f"the share is unknown: {known.reason}", where=recipe.text)
    return known.figure


RATIO = Kind(
    "ratio",
    "spending over GDP, each as known on a day of its own",
    (PUBLISHER, PUBLISHER.called("gdp_publisher"), ALLY, YEAR, DAY.called("gdp_day")),
    _evaluate,
)
