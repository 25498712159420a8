"""Making a figure: its id is its recipe and a check over the result and all it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from burdenshare.figures.model import Cell, Declared, Derivation, Figure, Operation, RuleLevel
from burdenshare.figures.recipes import Recipe

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Those of Crockford's base 32: none is taken for another."""


def check_of(signed: str, value: Decimal, parts: Iterable[str]) -> str:
    """Four characters that change when the result, or what it rests on, changes."""
    text = "\n".join([signed, format(value.normalize(), "f"), *parts])
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])


def seal(
    recipe: Recipe,
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
    parts = [f.signed for f in inputs] if inputs else [_leaf_text(derivation)]
    check = check_of(recipe.signed, value, parts)
    return Figure(
        id=f"{recipe.text}~{check}",
        label=label,
        value=value,
        unit=unit,
        decimals=decimals,
        derivation=derivation,
        ally=ally,
        low=low,
        high=high,
        is_estimate=_is_estimate(derivation),
        signed=f"{recipe.signed}~{check}",
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
