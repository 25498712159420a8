"""One year across publishers: whose verdict depends on the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from burdenshare.record import Observation, View
from burdenshare.terms import ALLIES


@dataclass(frozen=True, slots=True)
class Comparison:
    """One ally's value of a year as several publishers give it.

    Parameters
    ----------
    cells : publisher to cell; None where it gives no value
    spread : largest minus smallest value, in the indicator's unit; None with fewer than two
    depends : whether some publishers put it at the level and others below
    """

    ally: str
    year: int
    cells: dict[str, Observation | None]
    spread: Decimal | None
    depends: bool

    def ends(self) -> tuple[Observation, Observation] | None:
        """Return the cells with the smallest and the largest value; None with fewer than two."""
        known = [o for o in self.cells.values() if o is not None]
        if self.spread is None:
            return None
        known.sort(key=lambda o: o.value or Decimal(0))
        return known[0], known[-1]


def compare(
    views: dict[str, View], indicator: str, year: int, level: Decimal | None, allies: Iterable[str] = ()
) -> list[Comparison]:
    """Everyone of whom any publisher gives a value.

    Parameters
    ----------
    allies : codes; all allies with forces where none are given
    """
    found = []
    for ally in tuple(allies) or (a.code for a in ALLIES.values() if a.has_forces):
        cells = {p: _known(view.latest(indicator, ally, year)) for p, view in views.items()}
        values = [o.value for o in cells.values() if o is not None and o.value is not None]
        if values:
            spread = max(values) - min(values) if len(values) > 1 else None
            found.append(Comparison(ally, year, cells, spread, _depends(values, level)))
    return found


def _known(o: Observation | None) -> Observation | None:
    return o if o is not None and o.value is not None else None


def _depends(values: list[Decimal], level: Decimal | None) -> bool:
    return level is not None and len({v >= level for v in values}) > 1


def typical(found: Iterable[Comparison]) -> tuple[Decimal, Decimal] | None:
    """Median and largest spread over the allies that at least two publishers give."""
    spreads = [c.spread for c in found if c.spread is not None]
    return (median(spreads), max(spreads)) if spreads else None
