"""Pledges as data: one TOML file each, in `rules/` or the user's own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from burdenshare.errors import PledgeError, nearest
from burdenshare.figures import Figure, Kind, Recipe, RuleLevel, seal
from burdenshare.figures.recipes import CLAUSE
from burdenshare.pledges.defaults import whole
from burdenshare.terms import find_publisher

DESCRIBED = "NATO"
"""Whose definition the descriptions of publishers compare theirs with."""


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
    addressees : codes of the states that it addresses, allies or not; a text means all allies
    indicator : the variable; empty where none is published
    level : in the indicator's unit
    start, due_year : first year, and the year whose data must reach the level
    deadline : the day after which being below is `not_met`; None for a floor that always holds
    at_least : the variable is a lower bound of what is asked
    says : the text in our words
    definition : whose definition of the variable is meant; by another's the answer depends
    """

    pledge: str
    id: str
    title: str
    addressees: str | tuple[str, ...]
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
    definition: str = DESCRIBED

    @property
    def named(self) -> tuple[str, ...]:
        """Codes of the states that it addresses by name; empty where it addresses all allies."""
        return () if isinstance(self.addressees, str) else self.addressees

    def differences(self, publisher: str) -> dict[str, str]:
        """Return, by language, how a publisher's figures differ from what the clause means.

        Empty where they do not, or where the clause means another definition than the publishers'
        descriptions compare with.
        """
        if self.definition != DESCRIBED:
            return {}
        return {k: n.difference for k, n in find_publisher(publisher).names.items() if n.difference}

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
    text : its file, where it is the user's own; empty for a shipped one
    """

    id: str
    title: str
    agreed: date
    source: str
    url: str
    short: str
    noun: str
    clauses: tuple[Clause, ...]
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What it calls itself; quantities within these are its own."""
        return self.title, self.short, self.noun

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
    """Return all shipped pledges by id, oldest first."""
    rules = [e for e in (files("burdenshare.pledges") / "rules").iterdir() if e.name.endswith(".toml")]
    found = [_built(e.read_text("utf-8"), e.name, e.name.removesuffix(".toml")) for e in rules]
    return {p.id: p for p in sorted(found, key=lambda p: p.agreed)}


def _built(written: str, file: str, name: str) -> Pledge:
    data = whole(written, file, name)
    common = {k: data[k] for k in ("agreed", "source", "url", "definition")}
    clauses = (
        Clause(pledge=data["id"], **common, **{**c, "readings": tuple(Reading(**r) for r in c["readings"])})
        for c in data.pop("clauses")
    )
    del data["definition"]
    return Pledge(**data, clauses=tuple(clauses))


_own: dict[str, Pledge] = {}
"""Pledges of the user's own that have been read, by id: figures name them by it."""


def read_pledge(path: Path | str) -> Pledge:
    """Read a pledge of the user's own from its file; figures can name it from then on.

    Raises
    ------
    PledgeError : it does not read, its form is wrong, or a shipped pledge has its id
    """
    try:
        written = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or error
        raise PledgeError(
            f"the file does not read ({why})", where=str(path), mend="name a TOML file in UTF-8"
        ) from error
    found = replace(_built(written, str(path), Path(path).stem), text=written)
    if found.id in pledges():
        raise PledgeError(
            f"'{found.id}' is a pledge that we hold",
            where=str(path),
            mend=f'give yours another id, such as id = "{found.id}-own"',
        )
    _own[found.id] = found
    return found


def find_pledge(name: str, as_of: date | None = None) -> Pledge:
    """Return the pledge with an id, or in a file of the user's own; it must have been agreed by the day.

    Raises
    ------
    PledgeError : there is none, it does not read, or it was agreed later
    """
    found = read_pledge(name) if name.endswith(".toml") else _held(name)
    if as_of is not None and found.agreed > as_of:
        earlier = [p.id for p in pledges().values() if p.agreed <= as_of]
        raise PledgeError(
            f"{found.id} was agreed on {found.agreed}, after {as_of}",
            where="--pledge",
            mend=f"agreed by then: {', '.join(earlier) or 'none that we hold'}",
        )
    return found


def _held(name: str) -> Pledge:
    known = pledges() | _own
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f"did you mean '{near}'? Known: " if near else "one of "
    raise PledgeError(
        f"'{name}' is not a pledge we hold",
        where="--pledge",
        mend=f"{hint}{', '.join(known)}; one of your own is named by its file, --pledge FILE.toml",
    )


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
