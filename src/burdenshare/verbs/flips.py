"""The verb `flips`: who crossed a pledge's level from one edition to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Unpack

from burdenshare import analysis
from burdenshare.analysis import Flip
from burdenshare.errors import UnknownEditionError
from burdenshare.pledges import year_asked
from burdenshare.record import Record, View, cell_figure
from burdenshare.results import WHERE_KNOWN, Column, Result, day_of_edition, held_text, places_that_show
from burdenshare.terms import name_of
from burdenshare.verbs.asked import allies_and_pledge
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Query, QueryOptions, used
from burdenshare.verbs.revisions import causes


class FlipRow(NamedTuple):
    """A year of an ally that one edition puts at the level and the next below, or takes back.

    `from_` is printed as `from`; both are values in the clause's unit.
    """

    ally: str
    year: int
    from_: Decimal | None
    to: Decimal | None
    cause: str
    edition: str
    direction: str
    why: str
    before: str
    change: Decimal | None
    name: str
    from_figure: str | None
    to_figure: str | None
    change_figure: str | None


@dataclass(frozen=True, repr=False)
class Flips(Result[FlipRow]):
    """Crossings of a level, between two editions or between all successive pairs."""

    pledge: str
    clause: str
    level: Decimal
    between: list[str] | None = field(default=None, metadata=WHERE_KNOWN)
    pairs: int | None = field(default=None, metadata=WHERE_KNOWN)

    columns = (
        Column("ally", lambda r: f"{r.ally} {r.name}"),
        Column("year", lambda r: str(r.year), right=True),
        Column(
            "from",
            lambda r: held_text(r.from_, places_that_show(r.from_, r.to)),
            right=True,
            figure="from_figure",
        ),
        Column(
            "to", lambda r: held_text(r.to, places_that_show(r.from_, r.to)), right=True, figure="to_figure"
        ),
        Column("edition", lambda r: day_of_edition(r.edition)),
        Column("cause", lambda r: r.cause),
    )

    def nothing(self) -> str:
        """Say that nobody crossed, and how to ask about another level."""
        return (
            f"Nobody crossed {self.level}, the level of {self.pledge}, between the editions asked about. "
            "--pledge asks about another level; `burdenshare pledges` lists them."
        )

    def last_line(self) -> str:
        """Name the level that was crossed."""
        return f"Crossings of {self.level}, {self.clause} of {self.pledge}. {super().last_line()}"

    def asides(self) -> Iterable[tuple[str, str]]:
        """Return why each crossed."""
        return causes(self.rows)


@verb
def flips(
    *names: str,
    pledge: str = "",
    between: tuple[str, str] | None = None,
    year: int | None = None,
    clause: str = "",
    **query: Unpack[QueryOptions],
) -> Flips:
    """Name who crossed a level from one edition to another, and for which cause.

    Parameters
    ----------
    names : allies, by code or name; default: all. A pledge may stand among them
    pledge : whose level is crossed: an id, or a TOML file of your own; default: the newest common
        one of the day
    between : two editions, by id or date; default: all successive pairs
    year : one year only
    clause : a clause's id; default: the principal one
    """
    asked = Query(**query)
    view = asked.view()
    codes, rule = allies_and_pledge(names, pledge, asked.day)
    one = rule.clause(clause) if clause else rule.principal
    if year is not None:
        year_asked(view, one, year)
    if between:
        pair = [_edition_seen(view, name, asked.source) for name in between]
        crossings = analysis.flips_between(view, one, pair[0], pair[1])
    else:
        pair = []
        crossings = analysis.flips(view, one, year)
    rows = [
        _flip_row(view, f)
        for f in crossings
        if year in (None, f.after.year) and (not codes or f.after.ally in codes)
    ]
    return Flips(
        asked.day,
        used(e for r in rows for e in (r.before, r.edition)),
        rows,
        pledge=rule.id,
        clause=one.id,
        level=one.level,
        between=pair or None,
        pairs=None if pair else analysis.pairs_seen(view, one, year),
    )


def edition_named(record: Record, text: str, source: str) -> str:
    """Return the id of an edition named by its id, its date, or a year that has one edition only.

    Raises
    ------
    UnknownEditionError : it is not held, or the year has several; they are named
    """
    of_year = [
        e.id for e in record.editions(source=source) if text.isdecimal() and str(e.published.year) == text
    ]
    if len(of_year) == 1:
        return of_year[0]
    if of_year:
        raise UnknownEditionError(
            f"{source} published {len(of_year)} editions in {text}", mend=f"name one of {', '.join(of_year)}"
        )
    return record.edition(text if "/" in text else f"{source}/{text}").id


def _edition_seen(view: View, text: str, source: str) -> str:
    name = edition_named(view.record, text, source)
    if view.record.edition(name).published > view.day:
        raise UnknownEditionError(f"{name} had not appeared by {view.day}", where="--between")
    return name


def _flip_row(view: View, flip: Flip) -> FlipRow:
    a, b = flip.before, flip.after
    from_figure, to_figure = (None if o.value is None else cell_figure(view.record, o).id for o in (a, b))
    return FlipRow(
        ally=b.ally,
        year=b.year,
        from_=a.value,
        to=b.value,
        cause=flip.cause.name,
        edition=b.edition,
        direction=flip.direction,
        why=flip.cause.why,
        before=a.edition,
        change=flip.change.value if flip.change else None,
        name=name_of(b.ally),
        from_figure=from_figure,
        to_figure=to_figure,
        change_figure=flip.change.id if flip.change else None,
    )
