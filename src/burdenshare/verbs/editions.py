"""The verbs `editions` and `coverage`: what is held, and what a day supports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Unpack

from burdenshare.record import CoverageRow
from burdenshare.record import coverage as cover
from burdenshare.results import Column, Result, day_of_edition
from burdenshare.terms import find_indicator
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import DayOptions, Query, QueryOptions, used


class EditionRow(NamedTuple):
    """One edition held."""

    publisher: str
    edition: str
    published: str
    years: str
    definition: str
    price_base: int | None
    origin: str
    observations: int


@dataclass(frozen=True, repr=False)
class Editions(Result[EditionRow]):
    """The editions of a day, oldest first.

    Parameters
    ----------
    others : publishers of whom editions are held too
    """

    others: list[str]

    columns = (
        Column("edition", lambda r: r.edition),
        Column("years", lambda r: r.years),
        Column("prices", lambda r: str(r.price_base or "-")),
        Column("origin", lambda r: r.origin),
        Column("cells", lambda r: f"{r.observations:,}", right=True),
        Column("definition", lambda r: r.definition.removeprefix("nato_")),
    )

    def last_line(self) -> str:
        """Name the other publishers held."""
        others = f" Held too: {', '.join(self.others)}; --source all lists them." if self.others else ""
        return f"{super().last_line()}{others}"


@dataclass(frozen=True, repr=False)
class Coverage(Result[CoverageRow]):
    """Allies held of allies expected, per indicator and year."""

    columns = (
        Column("indicator", lambda r: r.indicator),
        Column("year", lambda r: str(r.year), right=True),
        Column("held", lambda r: f"{r.allies_held}/{r.allies_expected}", right=True),
        Column("editions", lambda r: " ".join(map(day_of_edition, r.editions)), wraps=True),
    )

    def nothing(self) -> str:
        """Say that no edition of the day speaks of it."""
        return "No edition of the day speaks of this indicator and year."


@verb
def editions(*, source: str = "nato", **when: Unpack[DayOptions]) -> Editions:
    """List the editions held, oldest first, and how each is held.

    Parameters
    ----------
    source : a publisher, or all; default: nato
    """
    query = Query(source=source, **when)
    record, publisher = query.opened(), "" if source == "all" else source
    if publisher:
        query.view()  # refuses a publisher or a day without editions
    counts = record.counts()
    rows = []
    for e in record.editions(source=publisher, as_of=query.day):
        number, first, last = counts.get(e.id, (0, 0, 0))
        rows.append(
            EditionRow(
                publisher=e.publisher,
                edition=e.id,
                published=e.published.isoformat(),
                years=f"{first}-{last}" if first != last else str(first),
                definition=e.definition,
                price_base=e.price_base,
                origin=e.origin,
                observations=number,
            )
        )
    others = {e.publisher for e in record.editions(as_of=query.day)} - {r.publisher for r in rows}
    return Editions(query.day, [r.edition for r in rows], rows, others=sorted(others))


@verb
def coverage(*, indicator: str = "", year: int | None = None, **query: Unpack[QueryOptions]) -> Coverage:
    """Say what a day supports: allies held of allies expected.

    Parameters
    ----------
    indicator : one indicator only; default: all
    year : one year only; default: all
    """
    view = Query(**query).view()
    name = find_indicator(indicator).id if indicator else ""
    rows = cover(view, indicator=name, year=year)
    return Coverage(view.day, used(e for r in rows for e in r.editions), rows)
