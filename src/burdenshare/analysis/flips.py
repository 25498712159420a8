"""Who crossed a pledge's level between two editions, without a new year having begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from burdenshare.analysis.causes import Cause, cause_of
from burdenshare.analysis.movement import change_figure
from burdenshare.figures import Figure
from burdenshare.pledges import Clause
from burdenshare.record import Observation, View
from burdenshare.terms import ALLIES

Pair = tuple[Observation, Observation]


@dataclass(frozen=True, slots=True)
class Flip:
    """A year of an ally that one edition puts at the level and another below, or takes back.

    Parameters
    ----------
    before, after : the two cells
    direction : `rose`, `fell`, or `deleted`
    change : the difference, points; None where the value was taken back
    """

    before: Observation
    after: Observation
    direction: str
    change: Figure | None
    cause: Cause


def flips(view: View, clause: Clause, year: int | None = None) -> Iterator[Flip]:
    """Every flip between successive visible editions, by ally and year."""
    for ally in clause.named or ALLIES:
        for each in sorted(view.record.series(clause.indicator, ally)):
            if year in (None, each):
                found = pairwise(view.vintages(clause.indicator, ally, each))
                yield from _crossed(view, clause.level, found)


def flips_between(view: View, clause: Clause, first: str, second: str) -> Iterator[Flip]:
    """Flips of the years of which both of two editions speak.

    Raises
    ------
    UnknownEditionError : one of them is not held
    """
    old, new = view.record.only(first), view.record.only(second)
    for ally in clause.named or ALLIES:
        for year in sorted(view.record.series(clause.indicator, ally)):
            a, b = (v.latest(clause.indicator, ally, year) for v in (old, new))
            if a is not None and b is not None:
                yield from _crossed(view, clause.level, [(a, b)])


def _crossed(view: View, level: Decimal, pairs: Iterator[Pair] | list[Pair]) -> Iterator[Flip]:
    for a, b in pairs:
        direction = _direction(a.value, b.value, level)
        if direction:
            known = b.value is not None
            change = change_figure(view.record, a, b, view.day) if known else None
            yield Flip(a, b, direction, change, cause_of(view, a, b))


def _direction(a: Decimal | None, b: Decimal | None, level: Decimal) -> str:
    if a is None or (b is None and a < level):
        return ""
    if b is None:
        return "deleted"
    if (a >= level) == (b >= level):
        return ""
    return "rose" if b >= level else "fell"


def pairs_seen(view: View, clause: Clause, year: int | None = None) -> int:
    """Count the pairs of successive editions that both give a year of an ally a value."""
    total = 0
    for ally in clause.named or ALLIES:
        for each in view.record.series(clause.indicator, ally):
            if year in (None, each):
                seen = view.vintages(clause.indicator, ally, each)
                total += sum(a.value is not None and b.value is not None for a, b in pairwise(seen))
    return total
