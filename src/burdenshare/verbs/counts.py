"""The verb `counts`, `verdicts --every-edition`: how many stood at the level in each edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Unpack

from burdenshare.pledges import Clause, year_asked
from burdenshare.record import Edition, Observation, View
from burdenshare.results import WHERE_KNOWN, Column, Result
from burdenshare.terms import ALLIES
from burdenshare.verbs.asked import allies_and_pledge
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Query, QueryOptions


class EditionCountRow(NamedTuple):
    """Allies at the level in one edition by itself, and what was stated at the time.

    `deleted` are allies of whom an earlier edition gave the year and this one takes it back.
    """

    edition: str
    published: str
    year: int
    found: int
    stated: int | None
    held: int
    at_level: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class EditionCounts(Result[EditionCountRow]):
    """The count that each edition gives of a year."""

    pledge: str
    year: int
    level: Decimal
    among: list[str] | None = field(default=None, metadata=WHERE_KNOWN)

    columns = (
        Column("edition", lambda r: r.edition),
        Column("year", lambda r: str(r.year), right=True),
        Column("found", lambda r: str(r.found), right=True),
        Column("stated", lambda r: "-" if r.stated is None else str(r.stated), right=True),
        Column("held", lambda r: str(r.held), right=True),
        Column("taken back", lambda r: " ".join(r.deleted)),
    )

    def last_line(self) -> str:
        """Say what was counted, among whom."""
        among = f" among {', '.join(self.among)}" if self.among else ""
        level = f"found: at {self.level} ({self.pledge}) or above in that edition alone{among}"
        return f"{level}; stated: at the time; held: with a value. {super().last_line()}"


@verb
def counts(
    *names: str, pledge: str = "", year: int | None = None, clause: str = "", **query: Unpack[QueryOptions]
) -> EditionCounts:
    """Count the allies at the level in each edition, beside what was stated.

    Parameters
    ----------
    names : allies, by code or name, among whom to count; default: all
    pledge : a pledge's id, or a TOML file of your own; default: the newest common one of the day
    year : the year counted; default: the last one known
    clause : a clause's id; default: the principal one
    """
    asked = Query(**query)
    view = asked.view()
    codes, rule = allies_and_pledge(names, pledge, asked.day)
    one = rule.clause(clause) if clause else rule.principal
    counted = year_asked(view, one, year)
    rows: list[EditionCountRow] = []
    given: set[str] = set()
    everyone = one.named or tuple(ALLIES)
    counting = [c for c in codes if c in everyone] if codes else list(everyone)
    for edition in view.editions:
        cells = _cells(view, one, counted, edition.id, counting)
        row = _count(one, counted, edition, given, cells)
        given = (given | {a for a, o in cells.items() if o.value is not None}) - set(row.deleted)
        if row.held or row.deleted or row.stated is not None:
            rows.append(row._replace(stated=None) if codes or one.named else row)
    return EditionCounts(
        view.day,
        [r.edition for r in rows],
        rows,
        pledge=rule.id,
        year=counted,
        level=one.level,
        among=codes or None,
    )


def _cells(view: View, clause: Clause, year: int, edition: str, codes: list[str]) -> dict[str, Observation]:
    """Return what one edition by itself says of the year."""
    held = view.record.only(edition)
    return {a: o for a in codes if (o := held.latest(clause.indicator, a, year))}


def _count(
    clause: Clause, year: int, edition: Edition, given: set[str], cells: dict[str, Observation]
) -> EditionCountRow:
    """Count in one edition; `given` are those of whom an earlier one gave the year."""
    values = {a: o.value for a, o in cells.items() if o.value is not None}
    above = tuple(sorted(a for a, value in values.items() if value >= clause.level))
    stated = edition.stated_counts.get(year) if clause.indicator == "share_of_gdp" else None
    return EditionCountRow(
        edition=edition.id,
        published=edition.published.isoformat(),
        year=year,
        found=len(above),
        stated=stated if clause.level == 2 else None,  # noqa: PLR2004  the count stated is of two per cent
        held=len(values),
        at_level=above,
        deleted=tuple(sorted(a for a, o in cells.items() if o.value is None and a in given)),
    )
