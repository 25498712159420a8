"""How many allies stand at a level: a figure over all their cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import CLAUSE, IMPLIED_PUBLISHER, YEAR, choice
from burdenshare.pledges import Clause, Verdict, clause_by_key, evaluate
from burdenshare.record import Record, View, cell_figure

NEAR = Decimal("0.1")
"""Points within which an ally below counts as near the level."""

WORDS = {
    "at_level": "allies at or above {}",
    "with_value": "allies with a figure, against {}",
    "near": "allies below {} by at most 0.1 points",
    "members": "allies of the year, against {}",
}


_TESTS: dict[str, Callable[[Verdict], bool]] = {
    "at_level": lambda v: v.at_level is True,
    "with_value": lambda v: v.value is not None,
    "near": lambda v: v.gap_pp is not None and -NEAR <= v.gap_pp < 0,
    "members": lambda _: True,
}


def count_figure(view: View, clause: Clause, year: int, what: str) -> Figure:
    """Count allies, as a figure over the cells counted."""
    rows = evaluate(view, clause, clause.readings[0], year)
    counted = [v for v in rows if _TESTS[what](v)]
    level = clause.level_figure()
    cells = tuple(
        cell_figure(view.record, v.observation)
        for v in counted
        if v.observation is not None and v.observation.value is not None
    )
    return seal(
        COUNT.recipe(view.day, publisher=view.newest.publisher, what=what, clause=clause.key, year=year),
        f"{year}: {WORDS[what].format(clause.title)}",
        Decimal(len(counted)),
        "allies",
        0,
        Operation("count", WORDS[what].format("the level"), (level, *cells)),
    )


def _evaluate(record: Record, recipe: Recipe) -> Figure:
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    return count_figure(view, clause_by_key(recipe["clause"]), recipe.year, recipe["what"])


COUNT = Kind(
    "count",
    "a number of allies, by where they stand",
    (IMPLIED_PUBLISHER, choice("what", *WORDS), CLAUSE, YEAR),
    _evaluate,
)
