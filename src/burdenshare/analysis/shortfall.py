"""How much of the common shortfall is each ally's: gaps in dollars of all who are below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from burdenshare.analysis.gaps import HUNDRED, Money
from burdenshare.figures import Figure, Operation, seal
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


def common_shortfall(gaps: Iterable[Figure], recipe_key: str, pin: str) -> Figure | None:
    """Sum of the gaps of those below, in dollars; None where nobody is, or none is known.

    Parameters
    ----------
    gaps : gaps in million USD, negative for who is short
    """
    short = tuple(g for g in gaps if g.value < 0)
    if not short:
        return None
    return seal(
        f"shortfall.{recipe_key}@{pin}",
        f"sum of the gaps of the {len(short)} allies below whose gap is known in money",
        sum((g.value for g in short), start=short[0].value * 0),
        short[0].unit,
        -3,
        Operation("sum", "sum of gaps below the level", short),
    )


def weight(gap: Figure, total: Figure, recipe_key: str, pin: str) -> Figure:
    """Return an ally's part of the common shortfall, per cent."""
    part = gap.value / total.value * HUNDRED
    return seal(
        f"weight.{recipe_key}.{gap.ally}@{pin}",
        f"{name_of(gap.ally)}: part of the common shortfall known in money",
        part,
        "percent",
        0 if part >= COARSE else 1 if part * COARSE >= 1 else 2,
        Operation("divide", "gap ÷ common shortfall × 100", (gap, total)),
        ally=gap.ally,
    )
