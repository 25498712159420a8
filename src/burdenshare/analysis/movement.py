"""Who moved since the last complete edition, split into restatement and the new year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from burdenshare.figures import Figure, Operation, seal
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
    then, now = f"{a.year}.{pin_argument(a)}", f"{b.year}.{pin_argument(b)}"
    return seal(
        f"change.{a.indicator}.{a.ally}.{then}.{now}@{day}",
        f"{name_of(a.ally)}: change from {a.year} ({a.edition}) to {b.year} ({b.edition})",
        two.value - one.value,
        "points" if one.unit == "percent" else one.unit,
        max(2, one.decimals) if one.unit == "percent" else one.decimals,
        Operation("subtract", "later − earlier", (two, one)),
        ally=a.ally,
    )


def pin_argument(o: Observation) -> str:
    """Return an edition as an argument of a recipe, without dots; NATO's by its date alone."""
    publisher, _, pin = o.edition.partition("/")
    pin = pin.replace(".", "_")
    return pin if publisher == "nato" else f"{publisher}:{pin}"


def edition_of_argument(text: str) -> str:
    """Return the edition's id that an argument of a recipe means.

    >>> edition_of_argument("2024-06-17_r2"), edition_of_argument("sipri:2025-04-30")
    ('nato/2024-06-17.r2', 'sipri/2025-04-30')
    """
    publisher, _, pin = text.rpartition(":")
    return f"{publisher or 'nato'}/{pin.replace('_', '.')}"
