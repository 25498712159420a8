"""A fact: what is known of an ally on the day, for conditions, slots and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from burdenshare.analysis import Standing, Standings
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.letters.conditions import Value


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a summit; each language has its own name and preposition."""

    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AllyName:
    """An ally, named in a sentence with the grammar of its language."""

    code: str


@dataclass(frozen=True, slots=True)
class When:
    """A day, a month or a year, as far as it is known."""

    text: str


@dataclass(frozen=True, slots=True)
class Issued:
    """When an edition of a publisher appeared."""

    publisher: str
    day: date


@dataclass(frozen=True, slots=True)
class PublisherWord:
    """A publisher, named in a sentence with the grammar of its language."""

    id: str


Word = str | int | date | Place | AllyName | When | Issued | PublisherWord | Mapping[str, str]
"""What a bracket may stand for; a mapping gives words by language."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about one ally.

    Parameters
    ----------
    name : as conditions, `{slots}` and `[words]` call it
    value : for conditions; None where unknown
    figure : what a slot prints, where the fact is a quantity
    word : what a bracket prints, where the fact is a name, a day or words
    """

    name: str
    value: Value = None
    figure: Figure | None = None
    word: Word | None = None


def quantity(name: str, figure: Figure | None) -> Fact:
    """Return a figure as a fact; unknown stays unknown."""
    return Fact(name, figure.value if figure else None, figure)


def truth(name: str, value: bool | None) -> Fact:
    """Return yes, no or unknown as a fact."""
    return Fact(name, None if value is None else "yes" if value else "no")


def word(name: str, value: Word | None) -> Fact:
    """Return words as a fact that is known where they are."""
    if value is None or value == "":
        return Fact(name)
    known = Decimal(value) if isinstance(value, int) else value
    return Fact(name, known if isinstance(known, (Decimal, str)) else "words", word=value)


@dataclass(frozen=True, slots=True)
class Writer:
    """What facts may know of the sender."""

    ally: str = ""


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact that the user brought, with its source.

    Parameters
    ----------
    texts : sentence by language; `{value}` stands for the figure
    """

    ally: str
    fact: str
    known_on: date
    texts: Mapping[str, str]
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All that a source of facts may look at.

    Parameters
    ----------
    evaluate : a figure's recipe to the figure; FigureError where it is unknown
    declared : name to recipe, from the kit's `facts.toml`
    own : the user's facts about this ally, known on the day
    leader : name of whoever is addressed; empty where none is confirmed
    led_on : a day to the name of whoever was addressed on it
    """

    table: Standings
    line: Standing
    sender: Writer
    evaluate: Callable[[str], Figure]
    declared: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnFact, ...] = ()
    leader: str = ""
    led_on: Callable[[date], str] = lambda _: ""
    place: Place | None = None

    @property
    def ally(self) -> str:
        """Code of the ally written to."""
        return self.line.ally


Source = Callable[[Case], list[Fact]]
"""Gives facts; one source of facts a module, each listed in `SOURCES`."""


class Evidence:
    """The facts of one ally, by name."""

    def __init__(self, ally: str, facts: list[Fact]) -> None:
        self.ally = ally
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            if fact.name in self._facts:
                raise LetterError(
                    f"the fact '{fact.name}' is given twice",
                    where=f"the facts of {ally}",
                    mend="give the newer one a name of its own",
                )
            self._facts[fact.name] = fact

    def get(self, name: str) -> Fact | None:
        """Return a fact, known or not; None where nobody gives one of that name."""
        return self._facts.get(name)

    def names(self) -> list[str]:
        """Return the names of all facts, known or not."""
        return list(self._facts)

    def values(self, language: str, tone: str) -> dict[str, Value]:
        """Every fact's value, for conditions; words that lack the language are not known."""
        found = {name: _value_in(fact, language) for name, fact in self._facts.items()}
        return {**found, "language": language, "tone": tone}


def _value_in(fact: Fact, language: str) -> Value:
    is_missing = isinstance(fact.word, Mapping) and not fact.word.get(language)
    return None if is_missing else fact.value
