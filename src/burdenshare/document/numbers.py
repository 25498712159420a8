"""How figures read in a sentence and in a cell."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from burdenshare.figures import Figure

MINUS = "\u2212"
BILLION, TEN_BILLIONS = Decimal(1000), Decimal(10_000)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round to decimals; negative ones round to tens, hundreds and so on.

    >>> rounded(Decimal("26659"), -3)
    Decimal('27000')
    """
    step = Decimal(1).scaleb(-decimals)
    return (value / step).quantize(Decimal(1), ROUND_HALF_EVEN) * (
        step if decimals > 0 else Decimal(10**-decimals)
    )


def plain(value: Decimal, decimals: int, *, sign: bool = False) -> str:
    """Write a number with a true minus sign and thousands apart.

    >>> plain(Decimal("-0.764"), 2), plain(Decimal("0.764"), 2, sign=True)
    ('−0.76', '+0.76')
    """
    number = rounded(value, decimals)
    text = f"{abs(number):,.{max(0, decimals)}f}"
    mark = MINUS if number < 0 else "+" if sign and number > 0 else ""
    return mark + text


def billions(figure: Figure, *, sign: bool = False) -> str:
    """Write millions as billions for a table, no finer than the figure allows."""
    decimals = min(1, max(0, figure.decimals + 3))
    if abs(figure.value) < BILLION:
        decimals = min(2, max(0, figure.decimals + 3))
    return plain(figure.value / BILLION, decimals, sign=sign)
