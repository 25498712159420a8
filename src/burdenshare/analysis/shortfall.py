"""How much of the common shortfall is each ally's: gaps in dollars of all who are below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from burdenshare.analysis.gaps import HUNDRED, Money, gap_money
from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import ALLY, CLAUSE, IMPLIED_PUBLISHER, YEAR
from burdenshare.pledges import Clause, clause_by_key, evaluate
from burdenshare.record import Record, View
from burdenshare.terms import name_of

COARSE = 10
"""Per cent from which a part is shown without decimals."""


def comparable(gaps: Iterable[Money]) -> list[Figure]:
    """Gaps that may be added up: those in the prices that most of them are in.

    >>> comparable([])
    []
    """
    known = [m for m in gaps if m.figure is not None]
    if not known:
        return []
    prices, _ = Counter(m.prices for m in known).most_common(1)[0]
    return [m.figure for m in known if m.figure is not None and m.prices == prices]


def common_shortfall(view: View, clause: Clause, year: int, gaps: Iterable[Figure]) -> Figure | None:
    """Sum of the gaps of those below, in dollars; None where nobody is, or none is known.

    Parameters
    ----------
    gaps : gaps in million USD, negative for who is short
    """
    short = tuple(g for g in gaps if g.value < 0)
    if not short:
        return None
    return seal(
        SHORTFALL.recipe(view.day, publisher=view.newest.publisher, clause=clause.key, year=year),
        f"sum of the gaps of the {len(short)} allies below whose gap is known in money",
        sum((g.value for g in short), start=short[0].value * 0),
        short[0].unit,
        -3,
        Operation("sum", "sum of gaps below the level", short),
    )


def weight(view: View, clause: Clause, year: int, gap: Figure, total: Figure) -> Figure:
    """Return an ally's part of the common shortfall, per cent."""
    part = gap.value / total.value * HUNDRED
    publisher = view.newest.publisher
    return seal(
        WEIGHT.recipe(view.day, publisher=publisher, clause=clause.key, year=year, ally=gap.ally),
        f"{name_of(gap.ally)}: part of the common shortfall known in money",
        part,
        "percent",
        0 if part >= COARSE else 1 if part * COARSE >= 1 else 2,
        Operation("divide", "gap ÷ common shortfall × 100", (gap, total)),
        ally=gap.ally,
    )


def _known(record: Record, recipe: Recipe) -> tuple[View, Clause, list[Figure]]:
    """Return every gap of the recipe's clause and year that may be added up."""
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    clause = clause_by_key(recipe["clause"])
    verdicts = evaluate(view, clause, clause.readings[0], recipe.year)
    return view, clause, comparable(gap_money(view, clause, v, "usd") for v in verdicts)


def _evaluate_shortfall(record: Record, recipe: Recipe) -> Figure:
    view, clause, known = _known(record, recipe)
    total = common_shortfall(view, clause, recipe.year, known)
    if total is None:
        raise FigureError("nobody is known to be short", where=recipe.text)
    return total


def _evaluate_weight(record: Record, recipe: Recipe) -> Figure:
    view, clause, known = _known(record, recipe)
    total = common_shortfall(view, clause, recipe.year, known)
    for gap in known:
        if gap.ally == recipe["ally"] and total is not None:
            return weight(view, clause, recipe.year, gap, total)
    raise FigureError("the ally's gap in money is unknown", where=recipe.text)


SHORTFALL = Kind(
    "shortfall",
    "the gaps in dollars of all allies below, summed",
    (IMPLIED_PUBLISHER, CLAUSE, YEAR),
    _evaluate_shortfall,
)
WEIGHT = Kind(
    "weight",
    "an ally's part of the common shortfall",
    (IMPLIED_PUBLISHER, CLAUSE, YEAR, ALLY),
    _evaluate_weight,
)
