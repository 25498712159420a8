"""How many allies stand at a level: a figure over all their cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Operation, seal
from burdenshare.pledges import Clause, Verdict, evaluate
from burdenshare.record import View, cell_figure

NEAR = Decimal("0.1")
"""Points within which an ally below counts as near the level."""

WORDS = {
    "at_level": "allies at or above {}",
    "with_value": "allies with a figure, against {}",
    "near": "allies below {} by at most 0.1 points",
    "members": "allies of the year, against {}",
}


def chosen(rows: list[Verdict], what: str) -> list[Verdict]:
    """Return the rows that a count counts."""
    tests: dict[str, Callable[[Verdict], bool]] = {
        "at_level": lambda v: v.at_level is True,
        "with_value": lambda v: v.value is not None,
        "near": lambda v: v.gap_pp is not None and -NEAR <= v.gap_pp < 0,
        "members": lambda _: True,
    }
    if what not in tests:
        raise FigureError(f"'{what}' is not counted", mend=f"one of {', '.join(tests)}")
    return [v for v in rows if tests[what](v)]


def count_figure(view: View, clause: Clause, year: int, what: str) -> Figure:
    """Count allies, as a figure over the cells counted."""
    rows = evaluate(view, clause, clause.readings[0], year)
    counted = chosen(rows, what)
    level = clause.level_figure()
    cells = tuple(
        cell_figure(view.record, v.observation)
        for v in counted
        if v.observation is not None and v.observation.value is not None
    )
    return seal(
        f"count.{what}.{clause.key}.{year}@{view.day}",
        f"{year}: {WORDS[what].format(clause.title)}",
        Decimal(len(counted)),
        "allies",
        0,
        Operation("count", WORDS[what].format("the level"), (level, *cells)),
    )
