"""The triangle of one series: what each edition said of each year, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from burdenshare.analysis.causes import Cause, cause_of
from burdenshare.analysis.movement import change_figure
from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import INDICATOR, PUBLISHER, ROW
from burdenshare.record import Observation, Record, View
from burdenshare.terms import name_of

STILL = ("unchanged", "rounding", "first")
BREAKS = ("definition", "price base", "definition and price base")


@dataclass(frozen=True, slots=True)
class Step:
    """What one edition said of a year, against the edition before that spoke of it.

    Parameters
    ----------
    segment : number of the stretch of one definition and price base, from 1; a line drawn through
        the editions never joins across two
    """

    now: Observation
    before: Observation | None
    change: Figure | None
    cause: Cause
    segment: int


@dataclass(frozen=True, slots=True)
class Summary:
    """How far and how long an ally's figures move, redefinitions left out.

    Parameters
    ----------
    stretches : number of stretches of editions of one definition and price base, at least two
        editions each, over all years
    bias : mean of latest minus first, points; size : mean of its absolute value
    days_median, days_longest : from the first edition to the last that changed a year's figure
    redefined, deleted : steps that are no revision, and values taken back
    """

    stretches: int
    bias: Figure | None
    size: Figure | None
    days_median: float | None
    days_longest: int | None
    redefined: int
    deleted: int


def steps(view: View, indicator: str, ally: str, year: int) -> list[Step]:
    """Every edition that speaks of a year, oldest first."""
    found: list[Step] = []
    seen = view.vintages(indicator, ally, year)
    for before, now in pairwise([None, *seen]):
        assert now is not None  # noqa: S101  only the first of all is none
        if before is None:
            found.append(Step(now, None, None, Cause("first", "first edition that we hold"), 1))
            continue
        cause = cause_of(view, before, now)
        segment = found[-1].segment + (cause.name in BREAKS)
        known = before.value is not None and now.value is not None
        change = change_figure(view.record, before, now, view.day) if known else None
        found.append(Step(now, before, change, cause, segment))
    return found


def triangle(view: View, indicator: str, ally: str) -> dict[int, list[Step]]:
    """Year to steps, for every year of which any visible edition speaks."""
    years = sorted(view.record.series(indicator, ally))
    return {y: found for y in years if (found := steps(view, indicator, ally, y))}


def summary(view: View, indicator: str, ally: str, by_year: dict[int, list[Step]]) -> Summary:
    """Summarise the revisions of a series."""
    stretches = [part for found in by_year.values() for part in segments(found)]
    whole = [r for part in stretches if (r := _whole(view, part)) is not None]
    days = [_days(view, found) for found in by_year.values() if len(found) > 1]
    everything = [s for found in by_year.values() for s in found]
    return Summary(
        len(whole),
        _mean(view, indicator, ally, whole, BIAS),
        _mean(view, indicator, ally, whole, SIZE),
        float(median(days)) if days else None,
        max(days, default=None),
        sum(s.cause.name in BREAKS for s in everything),
        sum(s.cause.name == "deleted" for s in everything),
    )


def _whole(view: View, part: list[Step]) -> Figure | None:
    """Latest minus first within a stretch of one definition and price base."""
    cells = [s.now for s in part if s.now.value is not None]
    if len(cells) < 2:  # noqa: PLR2004
        return None
    return change_figure(view.record, cells[0], cells[-1], view.day)


def _mean(view: View, indicator: str, ally: str, changes: list[Figure], kind: Kind) -> Figure | None:
    if not changes:
        return None
    values = [c.value if kind is BIAS else abs(c.value) for c in changes]
    what = "mean revision" if kind is BIAS else "mean size of a revision"
    how = "latest − first" if kind is BIAS else "|latest − first|"
    return seal(
        kind.recipe(view.day, publisher=view.newest.publisher, indicator=indicator, ally=ally),
        f"{name_of(ally)}: {what} of {len(changes)} stretches",
        sum(values, Decimal(0)) / len(values),
        changes[0].unit,
        3,
        Operation("mean", f"mean of {how}, over stretches of one definition", tuple(changes)),
        ally=ally,
    )


def _days(view: View, found: list[Step]) -> int:
    """Days from the first edition to the last that moved the figure, redefinitions left out."""
    moved = [s.now for s in found if s.cause.name not in (*STILL, *BREAKS)]
    if not moved:
        return 0
    first, last = (view.record.edition(o.edition).published for o in (found[0].now, moved[-1]))
    return (last - first).days


def segments(found: Iterable[Step]) -> list[list[Step]]:
    """Stretches of one definition and price base."""
    kept: dict[int, list[Step]] = {}
    for step in found:
        kept.setdefault(step.segment, []).append(step)
    return list(kept.values())


def _summary_of(record: Record, recipe: Recipe) -> Summary:
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    indicator, ally = recipe["indicator"], recipe["ally"]
    return summary(view, indicator, ally, triangle(view, indicator, ally))


def _known(figure: Figure | None, recipe: Recipe) -> Figure:
    if figure is None:
        raise FigureError("no year was given by two editions that compare", where=recipe.text)
    return figure


BIAS = Kind(
    "bias",
    "the mean of an ally's revisions, latest minus first",
    (PUBLISHER, INDICATOR, ROW),
    lambda record, recipe: _known(_summary_of(record, recipe).bias, recipe),
)
SIZE = Kind(
    "revisionsize",
    "the mean size of an ally's revisions",
    (PUBLISHER, INDICATOR, ROW),
    lambda record, recipe: _known(_summary_of(record, recipe).size, recipe),
)
