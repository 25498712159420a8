"""Cumulative gaps against a named path: never against an unspoken one.

`level` asks the level in every year since the pledge; `line` asks a straight line from the ally's
own share in the year of the pledge to the level in the year it falls due. All years come from one
edition and are in prices of one kind, current where they are all held; a year without share or
output makes the sum unknown. Years above the path do not offset.
"""

from __future__ import annotations

from decimal import Decimal

from burdenshare.analysis.gaps import HUNDRED, judged
from burdenshare.errors import FigureError, PledgeError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import ALLY, CLAUSE, IMPLIED_PUBLISHER, YEAR, choice
from burdenshare.pledges import Clause
from burdenshare.record import Observation, Record, View, cell_figure
from burdenshare.terms import name_of

PATHS = {
    "level": "the level in every year since the pledge",
    "line": "a straight line from the share in the year of the pledge to the level when due",
}


def cumulative(view: View, clause: Clause, o: Observation, path: str) -> Figure | None:
    """Return the sum of an ally's yearly gaps below a path, million US dollars; None where unknown.

    Parameters
    ----------
    path : `level` or `line`

    Raises
    ------
    PledgeError : the path is none of ours, or the clause falls due in no year
    """
    if path not in PATHS:
        raise PledgeError(f"'{path}' is not a path", where="--path", mend=f"one of {', '.join(PATHS)}")
    if path == "line" and clause.due_year is None:
        raise PledgeError(f"{clause.pledge} falls due in no year", where="--path", mend="use level")
    if clause.indicator != "share_of_gdp":
        return None
    held = view.record.only(o.edition)
    first = clause.agreed.year if path == "line" else clause.start
    years = range(first, o.year + 1)
    for output in ("gdp_usd_current", "gdp_usd_constant"):
        pairs = [p for year in years if (p := _pair(held, output, o.ally, year)) is not None]
        if pairs and len(pairs) == len(years):
            return _sum(view, clause, o, path, pairs)
    return None


def _pair(held: View, indicator: str, ally: str, year: int) -> tuple[Observation, Observation] | None:
    share, output = held.latest("share_of_gdp", ally, year), held.latest(indicator, ally, year)
    if share is None or output is None or share.value is None or output.value is None:
        return None
    return share, output


def _asked(clause: Clause, path: str, start: Decimal, year: int) -> Decimal:
    """Share that the path asks in a year."""
    if path == "level" or clause.due_year is None:
        return clause.level
    part = Decimal(year - clause.agreed.year) / (clause.due_year - clause.agreed.year)
    return start + (clause.level - start) * min(part, Decimal(1))


def _sum(
    view: View, clause: Clause, o: Observation, path: str, pairs: list[tuple[Observation, Observation]]
) -> Figure:
    start = pairs[0][0].value or Decimal(0)
    total = Decimal(0)
    for share, output in pairs:
        assert share.value is not None and output.value is not None  # noqa: S101, PT018
        gap = share.value - _asked(clause, path, start, share.year)
        total += min(gap, Decimal(0)) / HUNDRED * output.value
    cells = tuple(cell_figure(view.record, c) for pair in pairs for c in pair)
    recipe = CUMULATIVE.recipe(
        view.day, publisher=o.publisher, path=path, clause=clause.key, ally=o.ally, year=o.year
    )
    return seal(
        recipe,
        f"{name_of(o.ally)}, {pairs[0][0].year} to {o.year}: sum of the gaps below the path",
        total,
        "million USD",
        -2,
        Operation("sum", f"sum of yearly gaps below {PATHS[path]}", (clause.level_figure(), *cells)),
        ally=o.ally,
    )


def _evaluate(record: Record, recipe: Recipe) -> Figure:
    view, clause, verdict = judged(record, recipe)
    if verdict.observation is None:
        raise FigureError("the share is unknown", where=recipe.text)
    total = cumulative(view, clause, verdict.observation, recipe["path"])
    if total is None:
        raise FigureError("no edition gives every year of the path", where=recipe.text)
    return total


CUMULATIVE = Kind(
    "cumulative",
    "an ally's yearly gaps below a path, summed, in dollars",
    (IMPLIED_PUBLISHER, choice("path", *PATHS), CLAUSE, ALLY, YEAR),
    _evaluate,
)
