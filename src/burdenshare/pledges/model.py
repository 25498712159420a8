"""Pledges as data: one TOML file each in `rules/`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.errors import PledgeError, nearest
from burdenshare.figures import Figure, Kind, Recipe, RuleLevel, seal
from burdenshare.figures.recipes import CLAUSE


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a clause: the default with one named departure.

    Parameters
    ----------
    id : `unrounded`, `rounded`, ...
    departs : in words, what it reads otherwise than the default
    decimals : round the value to so many before comparing; None compares it unrounded
    test : `level`, or `direction`: higher than in the year of the pledge
    deadline : another deadline than the clause's
    members_on : hold only those who were members on that day
    levels : ally to another level for it
    """

    id: str
    departs: str
    decimals: int | None = None
    test: str = "level"
    deadline: date | None = None
    members_on: date | None = None
    levels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """What is asked, of whom, how firmly, by when.

    Parameters
    ----------
    indicator : the variable; empty where none is published
    level : in the indicator's unit
    start, due_year : first year, and the year whose data must reach the level
    deadline : the day after which being below is `not_met`; None for a floor that always holds
    at_least : the variable is a lower bound of what is asked
    says : the text in our words
    """

    pledge: str
    id: str
    title: str
    addressees: str
    verb: str
    says: str
    paragraph: str
    indicator: str
    comparator: str
    level: Decimal
    start: int
    readings: tuple[Reading, ...]
    agreed: date
    source: str
    url: str
    due_year: int | None = None
    deadline: date | None = None
    review: str = ""
    reservations: str = ""
    principal: bool = False
    at_least: bool = False

    @property
    def key(self) -> str:
        """How the clause is named in a recipe: the pledge alone for the principal one."""
        return self.pledge if self.principal else f"{self.pledge}:{self.id}"

    def reading(self, name: str) -> Reading:
        """Return the reading with an id.

        Raises
        ------
        PledgeError : the clause has none of that name
        """
        for each in self.readings:
            if each.id == name:
                return each
        known = ", ".join(r.id for r in self.readings)
        raise PledgeError(
            f"{self.pledge} has no reading '{name}'", where="--reading", mend=f"one of {known}, all"
        )

    def level_figure(self) -> Figure:
        """Return the level as a figure, its source at the value."""
        rule = RuleLevel(self.pledge, self.id, self.agreed, self.source, self.url, self.paragraph)
        return seal(
            LEVEL.recipe(self.agreed, clause=self.key),
            f"Level of {self.title}",
            self.level,
            "percent",
            max(0, -int(self.level.as_tuple().exponent)),
            rule,
        )


@dataclass(frozen=True, slots=True)
class Pledge:
    """A common commitment.

    Parameters
    ----------
    short : a noun phrase for a sentence, "the guideline agreed in Wales"
    noun : what the principal level is called, "guideline"
    """

    id: str
    title: str
    agreed: date
    source: str
    url: str
    short: str
    noun: str
    clauses: tuple[Clause, ...]

    @property
    def principal(self) -> Clause:
        """The clause that is meant where none is named."""
        return next(c for c in self.clauses if c.principal)

    def clause(self, name: str) -> Clause:
        """Return the clause with an id.

        Raises
        ------
        PledgeError : the pledge has none of that name
        """
        for each in self.clauses:
            if each.id == name:
                return each
        known = ", ".join(c.id for c in self.clauses)
        raise PledgeError(f"{self.id} has no clause '{name}'", where="--clause", mend=f"one of {known}")


@cache
def pledges() -> dict[str, Pledge]:
    """Return all pledges by id, oldest first."""
    folder = files("burdenshare.pledges") / "rules"
    found = []
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            data = tomllib.loads(entry.read_text("utf-8"))
            found.append(_pledge(entry.name.removesuffix(".toml"), data))
    return {p.id: p for p in sorted(found, key=lambda p: p.agreed)}


def _pledge(name: str, data: dict[str, Any]) -> Pledge:
    common = {k: data[k] for k in ("agreed", "source", "url")}
    clauses = tuple(_clause(name, common, c) for c in data["clause"])
    return Pledge(
        name, data["title"], data["agreed"], data["source"], data["url"], data["short"], data["noun"], clauses
    )


def _clause(pledge: str, common: dict[str, Any], data: dict[str, Any]) -> Clause:
    rest = {k: v for k, v in data.items() if k not in {"reading", "level"}}
    readings = tuple(Reading(**r) for r in data["reading"])
    level = Decimal(data["level"])
    return Clause(pledge=pledge, readings=readings, level=level, **common, **rest)


def find_pledge(name: str, as_of: date | None = None) -> Pledge:
    """Return the pledge with an id, which must have been agreed by the day.

    Raises
    ------
    PledgeError : there is none, or it was agreed later
    """
    known = pledges()
    if name not in known:
        near = nearest(name, known)
        hint = f"did you mean '{near}'? Known: " if near else "one of "
        raise PledgeError(f"'{name}' is not a pledge we hold", where="--pledge", mend=hint + ", ".join(known))
    found = known[name]
    if as_of is not None and found.agreed > as_of:
        earlier = [p.id for p in known.values() if p.agreed <= as_of]
        raise PledgeError(
            f"{name} was agreed on {found.agreed}, after {as_of}",
            where="--pledge",
            mend=f"agreed by then: {', '.join(earlier) or 'none that we hold'}",
        )
    return found


def newest(as_of: date) -> Pledge:
    """Return the last of the alliance's pledges with a deadline that was agreed by a day.

    Raises
    ------
    PledgeError : none was
    """
    known = [p for p in pledges().values() if p.agreed <= as_of and p.principal.due_year]
    ours = [p for p in known if p.principal.indicator == "share_of_gdp"]
    if not ours:
        raise PledgeError(
            f"no pledge with a deadline was agreed by {as_of}", where="--pledge", mend="name one"
        )
    return max(ours, key=lambda p: p.agreed)


def clause_by_key(key: str) -> Clause:
    """Return the clause a recipe names: `wales-2014` or `wales-2014:equipment`."""
    pledge, _, clause = key.partition(":")
    found = find_pledge(pledge)
    return found.clause(clause) if clause else found.principal


def _evaluate_level(_record: object, recipe: Recipe) -> Figure:
    return clause_by_key(recipe["clause"]).level_figure()


LEVEL = Kind("level", "a level that a pledge sets, from the day it was agreed", (CLAUSE,), _evaluate_level)
