"""Gaps in points and in money.

Points: observation minus level, negative is short. Money: the gap's share of an output, which is
always named. Where the edition of the share holds no output, that of the newest earlier edition
which does is taken, at most one year older, and said so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, honest_decimals, seal, spread
from burdenshare.figures.recipes import ALLY, CLAUSE, IMPLIED_PUBLISHER, PUBLISHER, YEAR, choice
from burdenshare.pledges import Clause, Verdict, clause_by_key, judge, not_addressed
from burdenshare.record import Edition, Observation, Record, View, cell_figure
from burdenshare.terms import edition_date, name_of

HUNDRED = Decimal(100)
OLDEST_OUTPUT = 1
"""Years by which an output may be older than the gap it prices."""


@dataclass(frozen=True, slots=True)
class Money:
    """A gap in money.

    Parameters
    ----------
    figure : million of `currency`; None where unknown
    prices : `current`, or `constant 2021`
    output : which output it rests on, in words
    reason : why it is unknown
    """

    figure: Figure | None
    currency: str
    prices: str
    output: str
    reason: str = ""


def gap_figure(record: Record, clause: Clause, o: Observation, as_of: date) -> Figure:
    """Return an ally's gap in points as a figure."""
    value, level = cell_figure(record, o), clause.level_figure()
    low, high = spread(lambda v, lv: v - lv, value, level)
    assert o.value is not None  # noqa: S101  only cells with a value have a gap
    return seal(
        GAP.recipe(as_of, publisher=o.publisher, clause=clause.key, ally=o.ally, year=o.year),
        f"{name_of(o.ally)}, {o.year}: gap to {clause.title}",
        o.value - clause.level,
        "points",
        max(2, level.decimals),
        Operation("subtract", "value − level", (value, level)),
        ally=o.ally,
        low=low if low != high else None,
        high=high if low != high else None,
    )


def gap_money(view: View, clause: Clause, verdict: Verdict, currency: str) -> Money:
    """Return an ally's gap in money, with the output it rests on.

    Parameters
    ----------
    currency : `usd` or `national`
    """
    o = verdict.observation
    if o is None or verdict.gap_pp is None:
        return _unknown("the gap in points is unknown")
    if clause.indicator != "share_of_gdp":
        return _unknown("the clause is not a share of GDP")
    output = output_of(view, o)
    if output is None:
        return _unknown("no visible edition gives an output for the year or the one before")
    gap = gap_figure(view.record, clause, o, view.day)
    in_dollars = _money(_money_recipe(view, clause, o, "usd"), gap, output, o)
    if currency == "usd":
        return Money(in_dollars, "USD", output.extra["prices"], output.label)
    return _national(view, clause, o, in_dollars, output)


def _money_recipe(view: View, clause: Clause, o: Observation, currency: str) -> Recipe:
    return MONEY.recipe(
        view.day, publisher=o.publisher, currency=currency, clause=clause.key, ally=o.ally, year=o.year
    )


def _unknown(reason: str) -> Money:
    return Money(None, "", "", "", reason)


def _money(recipe: Recipe, gap: Figure, output: Figure, o: Observation) -> Figure:
    low, high = spread(lambda g, y: g / HUNDRED * y, gap, output)
    return seal(
        recipe,
        f"{name_of(o.ally)}, {o.year}: gap in money, {output.extra['prices']} prices",
        gap.value / HUNDRED * output.value,
        output.unit,
        honest_decimals(low, high, 0),
        Operation("multiply", "gap ÷ 100 × output", (gap, output)),
        ally=o.ally,
        low=low if low != high else None,
        high=high if low != high else None,
    )


def output_of(view: View, o: Observation) -> Figure | None:
    """GDP in dollars that prices a gap, or None.

    Tried in order: GDP at current prices in the edition of the share; the output implied there by
    spending over share; GDP at constant prices there; then the same in earlier editions.
    """
    for edition in reversed(_until(view, o.edition)):
        held = view.record.only(edition.id)
        years = range(o.year, o.year - OLDEST_OUTPUT - 1, -1)
        for year in years if edition.id != o.edition else (o.year,):
            found = _in_edition(held, o.ally, year)
            if found is not None:
                return found
    return None


def _until(view: View, name: str) -> list[Edition]:
    """Visible editions up to one: a newer one, silent on the share, does not price it."""
    last = view.record.edition(name)
    return [e for e in view.editions if (e.published, e.id) <= (last.published, last.id)]


def _in_edition(held: View, ally: str, year: int) -> Figure | None:
    edition = held.newest
    named = f"the edition of {edition_date(edition.publisher, edition.published)}"
    current = held.latest("gdp_usd_current", ally, year)
    if current is not None and current.value is not None:
        return _published(held.record, current, "current", f"GDP of {year} in {named}")
    spending = held.latest("expenditure_usd_current", ally, year)
    share = held.latest("share_of_gdp", ally, year)
    if spending is not None and share is not None and spending.value and share.value:
        return _implied(held.record, spending, share, named)
    constant = held.latest("gdp_usd_constant", ally, year)
    if constant is not None and constant.value is not None:
        prices = f"constant {edition.price_base}"
        how = ", computed" if constant.origin == "computed" else ""
        return _published(held.record, constant, prices, f"GDP of {year} in {named}{how}")
    return None


def _published(record: Record, o: Observation, prices: str, label: str) -> Figure:
    cell = cell_figure(record, o)
    return _with(cell, label=label, prices=prices)


def _with(figure: Figure, *, label: str, prices: str) -> Figure:
    return replace(figure, label=label, extra={"prices": prices})


def _implied(record: Record, spending: Observation, share: Observation, named: str) -> Figure:
    money, part = cell_figure(record, spending), cell_figure(record, share)
    low, high = spread(lambda m, s: m / s * HUNDRED, money, part)
    label = f"output of {share.year} implied by spending over share in {named}"
    implied = seal(
        OUTPUT.recipe(share.pin, publisher=share.publisher, ally=share.ally, year=share.year),
        label,
        money.value / part.value * HUNDRED,
        "million USD",
        honest_decimals(low, high, 0),
        Operation("divide", "spending ÷ share × 100", (money, part)),
        ally=share.ally,
        low=low,
        high=high,
    )
    return _with(implied, label=label, prices="current")


def _national(view: View, clause: Clause, o: Observation, dollars: Figure, output: Figure) -> Money:
    """The dollar gap at the exchange rate that the edition's own tables imply."""
    held = view.record.only(o.edition)
    own = held.latest("expenditure_national_current", o.ally, o.year)
    usd = held.latest("expenditure_usd_current", o.ally, o.year)
    if output.extra["prices"] != "current" or own is None or usd is None:
        return _unknown("the edition gives no spending in national currency to convert by")
    if not own.value or not usd.value or dollars.editions()[-1] != o.edition:
        return _unknown("the edition gives no spending in national currency to convert by")
    parts = (dollars, cell_figure(view.record, own), cell_figure(view.record, usd))
    low, high = spread(lambda d, n, u: d * n / u, *parts)
    figure = seal(
        _money_recipe(view, clause, o, "national"),
        f"{name_of(o.ally)}, {o.year}: gap in national currency, current prices",
        parts[0].value * parts[1].value / parts[2].value,
        f"million {own.currency}",
        honest_decimals(low, high, 0),
        Operation("convert", "gap in dollars × spending in national currency ÷ in dollars", parts),
        ally=o.ally,
        low=low if low != high else None,
        high=high if low != high else None,
    )
    rate = f"{output.label}, at that edition's own exchange rate"
    return Money(figure, own.currency, "current", rate)


def judged(record: Record, recipe: Recipe) -> tuple[View, Clause, Verdict]:
    """Return what a recipe of an ally's gap is about, judged by the default reading.

    Raises
    ------
    FigureError : the clause does not address the ally
    """
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    clause = clause_by_key(recipe["clause"])
    stranger = not_addressed(clause, recipe["ally"])
    if stranger:
        raise FigureError(stranger, where=recipe.text)
    return view, clause, judge(view, clause, clause.readings[0], recipe.year, recipe["ally"])


def _evaluate_gap(record: Record, recipe: Recipe) -> Figure:
    _, clause, verdict = judged(record, recipe)
    if verdict.observation is None or verdict.observation.value is None:
        raise FigureError(
            f"the gap is unknown as of {recipe.pin}",
            where=recipe.text,
            mend="`burdenshare verdicts` gives the reason",
        )
    return gap_figure(record, clause, verdict.observation, recipe.as_of)


def _evaluate_money(record: Record, recipe: Recipe) -> Figure:
    view, clause, verdict = judged(record, recipe)
    money = gap_money(view, clause, verdict, recipe["currency"])
    if money.figure is None:
        raise FigureError(f"the gap in money is unknown: {money.reason}", where=recipe.text)
    return money.figure


def _evaluate_output(record: Record, recipe: Recipe) -> Figure:
    held = record.only(f"{recipe['publisher']}/{recipe.pin}")
    o = held.latest("share_of_gdp", recipe["ally"], recipe.year)
    output = output_of(held, o) if o else None
    if output is None:
        raise FigureError("the edition implies no such output", where=recipe.text)
    return output


GAP = Kind(
    "gap",
    "an ally's value minus the level of a clause",
    (IMPLIED_PUBLISHER, CLAUSE, ALLY, YEAR),
    _evaluate_gap,
)
MONEY = Kind(
    "money",
    "an ally's gap in money, in dollars or its own currency",
    (IMPLIED_PUBLISHER, choice("currency", "usd", "national"), CLAUSE, ALLY, YEAR),
    _evaluate_money,
)
OUTPUT = Kind(
    "output",
    "economic output as an edition's spending and share imply it",
    (PUBLISHER, ALLY, YEAR),
    _evaluate_output,
    pin="edition",
)
