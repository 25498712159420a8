"""Who moved since the last complete edition, split into restatement and the new year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import EDITION, INDICATOR, ROW, YEAR, edition_argument, edition_of
from burdenshare.record import Edition, Observation, Record, View, cell_figure, expected
from burdenshare.terms import name_of

WHOLE = 0.95
"""Part of the reporting members that an edition must give for its last year to be complete."""


@dataclass(frozen=True, slots=True)
class Move:
    """An ally's move between two editions' headline years.

    Parameters
    ----------
    before : the cell in the earlier edition
    restated : the same year in the present view; None where not held
    now : the cell now
    change : now minus before, points
    restatement : what the present edition changed about the earlier year; None where not held
    fresh : the rest, from the earlier year to this one in the present edition
    """

    ally: str
    before: Observation
    restated: Observation | None
    now: Observation
    change: Figure
    restatement: Figure | None = None
    fresh: Figure | None = None


def last_complete(view: View, indicator: str, newest: str) -> tuple[Edition, int] | None:
    """Newest edition before `newest` that gives its last year whole, and that year."""
    day = view.record.edition(newest).published
    for edition in reversed([e for e in view.editions if e.published < day]):
        held = view.record.only(edition.id)
        years = held.years(indicator)
        if not years:
            continue
        allies = expected(years[-1], edition.published)
        given = [a for a in allies if (o := held.latest(indicator, a, years[-1])) and o.value]
        if len(given) >= WHOLE * len(allies):
            return edition, years[-1]
    return None


def moves(view: View, indicator: str, year: int) -> list[Move]:
    """Moves of all allies since the last complete edition, largest first."""
    now = [o for a in expected(year, view.day) if (o := view.latest(indicator, a, year))]
    now = [o for o in now if o.value is not None]
    if not now:
        return []
    before = last_complete(view, indicator, max(o.edition for o in now))
    if before is None:
        return []
    edition, then = before
    held = view.record.only(edition.id)
    found = [m for o in now if (m := _move(view, held, o, then)) is not None]
    return sorted(found, key=lambda m: (-abs(m.change.value), m.ally))


def _move(view: View, held: View, now: Observation, then: int) -> Move | None:
    before = held.latest(now.indicator, now.ally, then)
    if before is None or before.value is None or now.value is None:
        return None
    restated = view.record.only(now.edition).latest(now.indicator, now.ally, then)
    change = change_figure(view.record, before, now, view.day)
    if restated is None or restated.value is None or then == now.year:
        return Move(now.ally, before, None, now, change)
    return Move(
        now.ally,
        before,
        restated,
        now,
        change,
        change_figure(view.record, before, restated, view.day),
        change_figure(view.record, restated, now, view.day),
    )


def change_figure(record: Record, a: Observation, b: Observation, day: date) -> Figure:
    """Return the difference of two cells of one ally, points."""
    one, two = cell_figure(record, a), cell_figure(record, b)
    recipe = CHANGE.recipe(
        day,
        indicator=a.indicator,
        ally=a.ally,
        year=a.year,
        edition=edition_argument(a.edition),
        later_year=b.year,
        later_edition=edition_argument(b.edition),
    )
    return seal(
        recipe,
        f"{name_of(a.ally)}: change from {a.year} ({a.edition}) to {b.year} ({b.edition})",
        two.value - one.value,
        "points" if one.unit == "percent" else one.unit,
        max(2, one.decimals) if one.unit == "percent" else one.decimals,
        Operation("subtract", "later − earlier", (two, one)),
        ally=a.ally,
    )


def _evaluate(record: Record, recipe: Recipe) -> Figure:
    before, after = (
        record.only(edition_of(recipe[edition])).latest(
            recipe["indicator"], recipe["ally"], int(recipe[year])
        )
        for year, edition in (("year", "edition"), ("later_year", "later_edition"))
    )
    if before is None or after is None or before.value is None or after.value is None:
        raise FigureError("no such change is known", where=recipe.text)
    return change_figure(record, before, after, recipe.as_of)


CHANGE = Kind(
    "change",
    "the difference of two cells of a series, each a year of an edition",
    (INDICATOR, ROW, YEAR, EDITION, YEAR.called("later_year"), EDITION.called("later_edition")),
    _evaluate,
)
