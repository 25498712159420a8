"""Recipes of figures, and the arguments that their grammars are made of.

`gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9` reads: the gap of Germany, year 2018, against the
pledge of Wales, by NATO's record as known on 11 July 2018; `k3f9` is a hash of the result and of
all it rests on. Ids once left NATO's publisher out; such ids still read, and since checks are made
over that shorter form, they still agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from burdenshare.terms import find_ally, find_indicator, find_row, state_by_name

IMPLIED = "nato"
"""The publisher that an id means which names none."""
_PUBLISHER = r"[a-z][a-z0-9_]*"
_DAY = r"\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a figure's id says, read.

    Parameters
    ----------
    kind : the kind's name, `gap`
    arguments : name to value, each in its one spelling
    pin : the day, or the edition's date
    text : as it is printed, without the check
    signed : the same as the check is made over it
    check : four characters; empty where the id came without
    """

    kind: str
    arguments: Mapping[str, str]
    pin: str
    text: str
    signed: str
    check: str = ""

    def __getitem__(self, name: str) -> str:
        """Return an argument."""
        return self.arguments[name]

    @property
    def year(self) -> int:
        """The argument `year`."""
        return int(self["year"])

    @property
    def as_of(self) -> date:
        """The pin as a day."""
        return date.fromisoformat(self.pin[:10])


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a grammar.

    Parameters
    ----------
    name : how the evaluator asks for it
    shown : how the grammar shows it
    pattern : what it looks like, without groups
    read : brings it to its one spelling; raises one of our errors for what we do not know
    signed : the same as checks are made over it; empty leaves it out
    is_optional : whether an id may leave it out, which then means NATO
    """

    name: str
    shown: str
    pattern: str
    read: Callable[[str], str] = _same
    signed: Callable[[str], str] = _same
    is_optional: bool = False

    def called(self, name: str) -> Argument:
        """Return the same argument under another name."""
        return replace(self, name=name, shown=f"<{name.replace('_', ' ')}>")


def choice(name: str, *words: str) -> Argument:
    """Return an argument that is one of a few words."""
    return Argument(name, "|".join(words), "|".join(words))


def _edition(text: str) -> str:
    return text if ":" in text else f"{IMPLIED}:{text}"


PUBLISHER = Argument("publisher", "<publisher>", _PUBLISHER)
IMPLIED_PUBLISHER = replace(PUBLISHER, signed=lambda text: "" if text == IMPLIED else text, is_optional=True)
"""A publisher that ids of this kind did not always name."""
CLAUSE = Argument(
    "clause", "<pledge>[:<clause>]", r"[A-Za-z0-9][A-Za-z0-9_.\-]*(?::[A-Za-z0-9][A-Za-z0-9_\-]*)?"
)
"""The pledge alone means its principal clause; a pledge's id may hold dots."""
ALLY = Argument(
    "ally", "<ally>", r"[A-Za-z][A-Za-z0-9\-]*", lambda text: state_by_name(text) or find_ally(text).code
)
"""An ally, or another state that a pledge addresses."""
ROW = replace(ALLY, read=find_row)
"""An ally, an aggregate or another state of the record."""
INDICATOR = Argument("indicator", "<indicator>", r"[a-z][a-z0-9_]*", lambda text: find_indicator(text).id)
YEAR = Argument("year", "<year>", r"[12]\d{3}")
DAY = Argument("day", "<day>", _DAY)
NAME = Argument("name", "<name>", r"[A-Za-z0-9][A-Za-z0-9_.\-]*")
EDITION = Argument(
    "edition",
    "<edition>",
    rf"(?:{_PUBLISHER}:)?{_DAY}(?:_r\d+)?",
    _edition,
    lambda text: text.removeprefix(f"{IMPLIED}:"),
)
"""An edition within a recipe, `sipri:2025-04-28`; a second release of a day ends in `_r2`."""


def edition_argument(edition: str) -> str:
    """Return an edition's id as an argument.

    >>> edition_argument("nato/2024-06-17.r2")
    'nato:2024-06-17_r2'
    """
    return edition.replace("/", ":").replace(".", "_")


def edition_of(argument: str) -> str:
    """Return the edition's id that an argument means.

    >>> edition_of("nato:2024-06-17_r2")
    'nato/2024-06-17.r2'
    """
    publisher, _, release = argument.partition(":")
    return f"{publisher}/{release.replace('_', '.')}"
