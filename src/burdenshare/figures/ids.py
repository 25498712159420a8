"""Ids of figures: a recipe plus a check.

`gap.wales-2014.DEU.2018@2018-07-11~k3f9` reads: the gap of Germany, year 2018, against the
pledge of Wales, as known on 11 July 2018; `k3f9` is a hash of the result and of all it rests on.
Whoever holds the id can evaluate it again and see whether it still says the same. A recipe is
`kind.arguments@pin`, the pin a day (as of) or, for a cell, an edition.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from burdenshare.errors import FigureError
from burdenshare.figures.model import Cell, Declared, Derivation, Figure, Operation, RuleLevel

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Those of Crockford's base 32: none is taken for another."""

_FORM = re.compile(
    r"(?P<kind>[a-z]+)\.(?P<args>[A-Za-z0-9_:.\-]+)@(?P<pin>\d{4}-\d{2}-\d{2}(?:\.r\d+)?)"
    r"(?:~(?P<check>[0-9a-z]{4}))?"
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A parsed id.

    Parameters
    ----------
    kind : the recipe's name, `gap`
    args : its arguments; a pledge's id may itself hold dots, so read them from the right
    pin : the day, or the edition's date
    check : four characters, empty where the id came without
    """

    kind: str
    args: tuple[str, ...]
    pin: str
    check: str = ""

    @property
    def text(self) -> str:
        """The recipe without its check."""
        return f"{self.kind}.{'.'.join(self.args)}@{self.pin}"

    @property
    def as_of(self) -> date:
        """The pin as a day."""
        return date.fromisoformat(self.pin[:10])


def parse_id(text: str) -> Recipe:
    """Read a figure's id.

    Raises
    ------
    FigureError : the text is no recipe

    >>> parse_id("gap.oda-0.7.DEU.2018@2018-07-11~k3f9").args
    ('oda-0', '7', 'DEU', '2018')
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise FigureError(
            f"'{text}' is not a figure's id",
            mend="ids look like gap.wales-2014.DEU.2018@2018-07-11~k3f9; copy one from a table",
        )
    args = tuple(found["args"].split("."))
    return Recipe(found["kind"], args, found["pin"], found["check"] or "")


def check_of(recipe: str, value: Decimal, parts: Iterable[str]) -> str:
    """Four characters that change when the result, or what it rests on, changes."""
    text = "\n".join([recipe, format(value.normalize(), "f"), *parts])
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])


def seal(
    recipe: str,
    label: str,
    value: Decimal,
    unit: str,
    decimals: int,
    derivation: Derivation,
    *,
    ally: str = "",
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> Figure:
    """Make a figure and give it its id."""
    inputs = derivation.inputs if isinstance(derivation, Operation) else ()
    parts = [f.id for f in inputs] if inputs else [_leaf_text(derivation)]
    return Figure(
        id=f"{recipe}~{check_of(recipe, value, parts)}",
        label=label,
        value=value,
        unit=unit,
        decimals=decimals,
        derivation=derivation,
        ally=ally,
        low=low,
        high=high,
        is_estimate=_is_estimate(derivation),
    )


def _leaf_text(leaf: Derivation) -> str:
    match leaf:
        case Cell():
            return f"{leaf.edition} {leaf.sheet}!{leaf.cell} {leaf.line} {leaf.url} {leaf.raw}"
        case RuleLevel():
            return f"{leaf.pledge} {leaf.clause} {leaf.url} {leaf.paragraph}"
        case Declared():
            return f"{leaf.plan} {leaf.url}"
        case Operation():
            return leaf.formula


def _is_estimate(derivation: Derivation) -> bool:
    if isinstance(derivation, Operation):
        return any(f.is_estimate for f in derivation.inputs)
    return isinstance(derivation, Cell) and derivation.status in ("estimated", "projected")
