"""Arithmetic on figures that carries the printed precision along as bounds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product

from burdenshare.figures.model import Figure

Bounds = tuple[Decimal, Decimal]


def bounds(figure: Figure) -> Bounds:
    """Low and high; the value twice where it is exact."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return low, high


def spread(combine: Callable[..., Decimal], *figures: Figure) -> Bounds:
    """Bounds of a result that is monotone in each input: its extremes at the corners.

    >>> from burdenshare.figures.model import Operation
    >>> low, high = Decimal("0.5"), Decimal("1.5")
    >>> one = Figure("", "", Decimal(1), "", 0, Operation("", "", ()), low=low, high=high)
    >>> spread(lambda a: 2 * a, one)
    (Decimal('1.0'), Decimal('3.0'))
    """
    corners = [combine(*corner) for corner in product(*(bounds(f) for f in figures))]
    return min(corners), max(corners)


def honest_decimals(low: Decimal, high: Decimal, most: int) -> int:
    """Decimals that do not promise more than the bounds hold; at most `most`.

    The unit of the last digit shown is no smaller than half the width of the bounds.

    >>> honest_decimals(Decimal(26350), Decimal(26980), 0)
    -3
    >>> honest_decimals(Decimal("0.755"), Decimal("0.765"), 2)
    2
    """
    width = (high - low) / 2
    decimals = most
    while width > Decimal(1).scaleb(-decimals):
        decimals -= 1
    return decimals
