"""The book of recipes: every kind of figure, with its grammar and what evaluates it.

A kind is declared once, in the room that computes it, beside the function that makes its figures.
Both write and read ids by the kind's grammar, so that none is printed that cannot be evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from burdenshare.errors import BurdenshareError, FigureError, nearest
from burdenshare.figures.model import Figure
from burdenshare.figures.recipes import IMPLIED, Argument, Recipe
from burdenshare.terms import parse_date

EXAMPLE = "gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9"
_CHECK = r"(?:~(?P<check>[0-9a-z]{4}))?"
_DAY = r"\d{4}-\d{2}-\d{2}"

Evaluate = Callable[[Any, Recipe], Figure]
"""From the record and a recipe to the figure; the record's class lives in a higher room."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of figure.

    Parameters
    ----------
    name : first word of its ids, `gap`
    says : what such a figure is, in words
    arguments : what follows the name, in order
    evaluate : makes the figure again from the record
    pin : what stands after the `@`; `edition` must be given, a day left out is today
    """

    name: str
    says: str
    arguments: tuple[Argument, ...]
    evaluate: Evaluate
    pin: str = "day"
    _form: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pin = rf"@(?P<pin>{_DAY}(?:\.r\d+)?)" if self.pin == "edition" else rf"(?:@(?P<pin>{_DAY}))?"
        form = self.name + "".join(_group(a) for a in self.arguments) + pin + _CHECK
        object.__setattr__(self, "_form", form)  # compiled when first used: `re` keeps it

    @property
    def grammar(self) -> str:
        """The form of its ids, `gap.<publisher>.<pledge>[:<clause>].<ally>.<year>@<day>`."""
        return f"{'.'.join((self.name, *(a.shown for a in self.arguments)))}@<{self.pin}>"

    def recipe(self, pin: object, **arguments: object) -> Recipe:
        """Write a recipe.

        Raises
        ------
        FigureError : it would not read back
        """
        texts = {a.name: str(arguments[a.name]) for a in self.arguments}
        made = self._recipe(texts, str(pin))
        match = re.fullmatch(self._form, made.text)
        if match is None or any(match[name] != text for name, text in texts.items()):
            raise FigureError(f"'{made.text}' would not read back", mend=f"the form is {self.grammar}")
        return made

    def read(self, text: str) -> Recipe:
        """Read an id of this kind.

        Raises
        ------
        FigureError : it is none, or names what we do not know
        """
        match = re.fullmatch(self._form, text)
        if match is None:
            raise FigureError(f"'{text}' does not read", mend=f"the form is {self.grammar}")
        texts = {a.name: a.read(match[a.name] or IMPLIED) for a in self.arguments}
        pin = match["pin"] or date.today().isoformat()  # noqa: DTZ011  the reader's own day
        parse_date(pin[:10])
        return self._recipe(texts, pin, match["check"] or "")

    def _recipe(self, texts: Mapping[str, str], pin: str, check: str = "") -> Recipe:
        signed = [s for a in self.arguments if (s := a.signed(texts[a.name]))]
        return Recipe(
            kind=self.name,
            arguments=texts,
            pin=pin,
            text=f"{'.'.join((self.name, *texts.values()))}@{pin}",
            signed=f"{'.'.join((self.name, *signed))}@{pin}",
            check=check,
        )


def _group(argument: Argument) -> str:
    form = rf"\.(?P<{argument.name}>{argument.pattern})"
    return f"(?:{form})?" if argument.is_optional else form


class Book:
    """Kinds of figures by name, from all the rooms that make figures."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.kinds = {kind.name: kind for kind in kinds}

    def with_kind(self, kind: Kind) -> Book:
        """Return a book with one more kind, or another in its place."""
        return Book([*(k for k in self.kinds.values() if k.name != kind.name), kind])

    def kind_of(self, text: str) -> Kind:
        """Return the kind of an id.

        Raises
        ------
        FigureError : it is of none
        """
        name, dot, _ = text.partition(".")
        if name in self.kinds and dot:
            return self.kinds[name]
        near = nearest(name, self.kinds)
        if not near:
            raise FigureError(
                f"'{text}' is not a figure's id", mend=f"ids look like {EXAMPLE}; copy one from a table"
            )
        raise FigureError(
            f"'{text}' is not a figure's id",
            mend=f"did you mean '{near}'? Its form is {self.kinds[near].grammar}",
        )

    def read(self, text: str) -> Recipe:
        """Read a figure's id.

        Raises
        ------
        FigureError : it is none; the form of its kind, or a near kind, is named
        """
        text = text.strip()
        kind = self.kind_of(text)
        try:
            return kind.read(text)
        except BurdenshareError as error:
            raise _about(error, text) from error

    def evaluate(self, record: Any, text: str) -> Figure:
        """Make a figure again from its id.

        Raises
        ------
        FigureError : the id does not read, or the record cannot answer
        """
        recipe = self.read(text)
        try:
            return self.kinds[recipe.kind].evaluate(record, recipe)
        except BurdenshareError as error:
            raise _about(error, recipe.text) from error


def _about(error: BurdenshareError, text: str) -> FigureError:
    """Say what another room said, of the id and not of an option."""
    return FigureError(error.message, where="" if text in error.message else text, mend=error.mend)


def is_unchanged(text: str, figure: Figure) -> bool:
    """Whether a figure still says what the id said that asked for it; an id without check asks nothing."""
    check = text.strip().partition("~")[2]
    return not check or check == figure.id.partition("~")[2]
