"""The verbs `pledges`, `indicators` and `allies`: the words that other verbs take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Unpack

from burdenshare.pledges import Clause, Pledge, pledges, read_pledge
from burdenshare.results import NEVER_PRINTED, Column, Result, prose
from burdenshare.terms import INDICATORS, Ally, long_date, members, name_of
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Day, DayOptions, Query, day_of


class PledgeRow(NamedTuple):
    """One clause of a pledge."""

    pledge: str
    clause: str
    principal: bool
    level: Decimal
    indicator: str
    agreed: str
    due_year: int | None
    readings: tuple[str, ...]
    title: str
    source: str
    url: str
    addressees: tuple[str, ...] | str = "all"


@dataclass(frozen=True, repr=False)
class Pledges(Result[PledgeRow]):
    """Clauses of the pledges agreed by the day, oldest first."""

    columns = (
        Column("pledge", lambda r: r.pledge),
        Column("clause", lambda r: r.clause + ("*" if r.principal else "")),
        Column("due", lambda r: str(r.due_year or "-"), right=True),
        Column("level", lambda r: f"{r.level} %", right=True),
        Column("indicator", lambda r: r.indicator or "-"),
    )

    def asides(self) -> Iterable[tuple[str, str]]:
        """Return the readings of each clause that has more than one."""
        several = (r for r in self.rows if len(r.readings) > 1)
        yield from ((f"{r.pledge} {r.clause}", f"readings {', '.join(r.readings)}.") for r in several)

    def last_line(self) -> str:
        """Say what the star means."""
        return f"* the principal clause: meant where none is named. As of {self.as_of}."


class IndicatorRow(NamedTuple):
    """One indicator, and the publishers held that give it."""

    indicator: str
    unit: str
    publishers: tuple[str, ...]
    title: str
    about: str


@dataclass(frozen=True, repr=False)
class Indicators(Result[IndicatorRow]):
    """What is measured."""

    columns = (
        Column("indicator", lambda r: r.indicator),
        Column("unit", lambda r: r.unit),
        Column("given by", lambda r: ", ".join(r.publishers) or "-"),
        Column("what it is", lambda r: r.title, wraps=True),
    )


class AllyRow(NamedTuple):
    """One ally."""

    ally: str
    name: str
    iso2: str
    accession: str
    has_forces: bool
    other_names: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Allies(Result[AllyRow]):
    """The allies of a day, by name."""

    columns = (
        Column("ally", lambda r: r.ally),
        Column("name", lambda r: r.name),
        Column("member since", lambda r: r.accession),
        Column("also called", lambda r: ", ".join(r.other_names), wraps=True),
    )

    def last_line(self) -> str:
        """Count them."""
        return f"{len(self.rows) or 'No'} allies on {self.as_of}."


@verb
def list_pledges(*, as_of: Day = None) -> Pledges:
    """List the pledges with their clauses, readings and levels.

    Parameters
    ----------
    as_of : agreed by that day; default: today
    """
    day = day_of(as_of)
    return Pledges(
        day, [], [_clause_row(p, c) for p in pledges().values() if p.agreed <= day for c in p.clauses]
    )


def _clause_row(pledge: Pledge, c: Clause) -> PledgeRow:
    return PledgeRow(
        pledge=pledge.id,
        clause=c.id,
        principal=c.principal,
        level=c.level,
        indicator=c.indicator,
        agreed=pledge.agreed.isoformat(),
        due_year=c.due_year,
        readings=tuple(r.id for r in c.readings),
        title=c.title,
        source=c.source,
        url=c.url,
        addressees=c.addressees,
    )


@dataclass(frozen=True, repr=False)
class CheckedPledge(Result[PledgeRow]):
    """A pledge of the user's own as it was read: a row for each clause."""

    pledge: Pledge = field(metadata=NEVER_PRINTED)

    columns = Pledges.columns

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the clauses in sentences, with addressees and readings."""
        del ids
        p = self.pledge
        lines = [f"{p.id}: {p.title}, agreed on {long_date(p.agreed)}. Source: {p.source}{_page(p.url)}."]
        lines += [line for clause in p.clauses for line in _clause_lines(clause)]
        return "\n".join(prose(line, width, "    ") for line in [*lines, "", self.last_line()])

    def last_line(self) -> str:
        """Say that the form is right."""
        return "The file is in order."


def _page(url: str) -> str:
    return f", {url}" if url else ""


def _clause_lines(c: Clause) -> Iterable[str]:
    """Say what a clause asks, of whom, and how it may be read."""
    due = f"due in {c.due_year}, judged after {long_date(c.deadline)}" if c.deadline else "a floor"
    what = c.indicator or "what nobody publishes"
    yield f"{c.id}{' (principal)' if c.principal else ''}: {c.title}."
    yield f"  Asks {c.comparator} {c.level} % of {what} from {c.start}, {due}."
    named = ", ".join(name_of(code) for code in c.named)
    yield f"  Addresses {named or 'all allies of the year'}."
    yield from (f"  Reading {r.id}: departs in {r.departs}." for r in c.readings)


@verb
def check_pledge(file: Path | str) -> CheckedPledge:
    """Read a pledge of your own; say what it asks, of whom.

    Parameters
    ----------
    file : the TOML file

    Raises
    ------
    PledgeError : the form is wrong; with line, key and mend
    """
    read = read_pledge(file)
    return CheckedPledge(day_of(None), [], [_clause_row(read, c) for c in read.clauses], read)


@verb
def list_indicators(*, source: str = "", **when: Unpack[DayOptions]) -> Indicators:
    """List what is measured, its unit, and who gives it.

    Parameters
    ----------
    source : one publisher's only; default: all
    """
    query = Query(source=source or "nato", **when)
    if source:
        query.view()  # refuses a publisher or a day without editions
    given = query.opened().publishers_of_indicators()
    rows = [
        IndicatorRow(
            indicator=i.id, unit=i.unit, publishers=given.get(i.id, ()), title=i.title, about=i.about
        )
        for i in INDICATORS.values()
        if not source or source in given.get(i.id, ())
    ]
    return Indicators(query.day, [], rows)


@verb
def list_allies(*, as_of: Day = None) -> Allies:
    """List the allies of a day, with their codes and accession.

    Parameters
    ----------
    as_of : allies on that day; default: today
    """
    day = day_of(as_of)
    return Allies(day, [], [_ally_row(a) for a in members(day)])


def _ally_row(a: Ally) -> AllyRow:
    return AllyRow(
        ally=a.code,
        name=a.name,
        iso2=a.iso2,
        accession=a.accession.isoformat(),
        has_forces=a.has_forces,
        other_names=a.other_names,
    )
