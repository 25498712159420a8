"""Allies, the dates they joined, the names publishers give them, and the aggregates.

Accession dates are those on which each ally became a party to the treaty. Iceland is an ally
without armed forces: it counts as a member and never as a reporting ally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from burdenshare.errors import UnknownAllyError, nearest
from burdenshare.terms.tables import rows


@dataclass(frozen=True, slots=True)
class Ally:
    """A member state.

    Parameters
    ----------
    code : ISO 3166-1 alpha-3
    iso2 : ISO 3166-1 alpha-2
    name : the short English name we print
    official_name : the name for an address
    accession : the day it became a party to the treaty
    has_forces : False for Iceland alone
    other_names : names under which publishers list it
    """

    code: str
    iso2: str
    name: str
    official_name: str
    accession: date
    has_forces: bool
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A row of a publisher's table that sums several allies."""

    code: str
    name: str
    other_names: tuple[str, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(n for n in text.split("|") if n)


ALLIES: dict[str, Ally] = {
    r["ally"]: Ally(
        code=r["ally"],
        iso2=r["iso2"],
        name=r["name"],
        official_name=r["official_name"],
        accession=date.fromisoformat(r["accession"]),
        has_forces=r["forces"] == "yes",
        other_names=_names(r["other_names"]),
    )
    for r in rows("allies.csv")
}
"""The 32 allies by code, in the order of their names."""

AGGREGATES: dict[str, Aggregate] = {
    r["ally"]: Aggregate(r["ally"], r["name"], _names(r["other_names"])) for r in rows("aggregates.csv")
}
"""The aggregates by code."""


def fold(name: str) -> str:
    """Bring a publisher's spelling to one form: no asterisks, single blanks, case folded.

    >>> fold(" Czechia*  ")
    'czechia'
    """
    return re.sub(r"\s+", " ", name.replace("*", " ")).strip().casefold()


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for ally in ALLIES.values():
        for name in (ally.code, ally.iso2, ally.name, ally.official_name, *ally.other_names):
            table[fold(name)] = ally.code
    for aggregate in AGGREGATES.values():
        for name in (aggregate.code, aggregate.name, *aggregate.other_names):
            table[fold(name)] = aggregate.code
    return table


def ally_by_name(name: str) -> str | None:
    """Code of an ally or aggregate under any of its names, or None.

    >>> ally_by_name("Slovak Republic"), ally_by_name("NATO Total"), ally_by_name("Notes")
    ('SVK', 'NATO', None)
    """
    return _by_name().get(fold(name))


def find_ally(name: str) -> Ally:
    """Return the ally a reader means by a code or name.

    Raises
    ------
    UnknownAllyError : no ally has that code or name; the nearest is named
    """
    code = ally_by_name(name)
    if code in ALLIES:
        return ALLIES[code]
    if code in AGGREGATES:
        raise UnknownAllyError(
            f"'{name}' is an aggregate, not an ally", mend="name one ally, for example DEU"
        )
    known = [n for a in ALLIES.values() for n in (a.name, a.code)]
    near = nearest(name, known)
    hint = f"did you mean '{near}' ({_by_name()[fold(near)]})?" if near else "give a name or code"
    raise UnknownAllyError(f"'{name}' is not an ally", mend=hint)


def members(on: date) -> list[Ally]:
    """Allies that were parties to the treaty on a day, ordered by name.

    >>> len(members(date(2018, 7, 11))), len(members(date(2026, 1, 1)))
    (29, 32)
    """
    return [a for a in ALLIES.values() if a.accession <= on]


@cache
def _borders() -> frozenset[tuple[str, str]]:
    return frozenset((r["ally"], r["neighbour"]) for r in rows("borders.csv"))


def has_border_with(ally: str, neighbour: str) -> bool:
    """Whether an ally shares a land border with a state outside the alliance.

    Source
    ------
    Correlates of War, Direct Contiguity 3.2, contiguity type 1, spells open in December 2016.
    """
    return (ally, neighbour) in _borders()
