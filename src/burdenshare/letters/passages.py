"""Passages as data, and the little language of their conditions.

A condition is `fact operator literal` (`gap >= -0.1`, `estimate == yes`) or `fact known`. A fact
that is not known makes every comparison false: the unknown never carries a sentence.
"""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.errors import LetterError

PARTS = (
    "opening", "standing", "trend", "distance", "weight", "own", "plan", "difficulty", "request",
    "correct",
)  # fmt: skip
"""Parts of a letter, in order; from each at most one passage."""

JOINED = {"standing": "trend", "distance": "weight", "difficulty": "request"}
"""Parts that share a paragraph with the part after them."""

Fact = Decimal | str | None
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, ">=": operator.ge, "<=": operator.le,
    ">": operator.gt, "<": operator.lt,
}  # fmt: skip
_CONDITION = re.compile(r"(\w+) (?:(known)|(==|!=|>=|<=|>|<) (\S+))")


@dataclass(frozen=True, slots=True)
class Passage:
    """A small text with the conditions under which it may stand, and why."""

    id: str
    part: str
    text: str
    why: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a passage was taken, and the reason."""

    passage: str
    part: str
    taken: bool
    reason: str


@cache
def passages(language: str = "en") -> tuple[Passage, ...]:
    """Return all passages of a language, in the order in which they are tried."""
    folder = files("burdenshare.letters") / "passages" / language
    found: list[Passage] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        for raw in tomllib.loads(entry.read_text("utf-8"))["passage"]:
            found.append(Passage(**{**raw, "when": tuple(raw.get("when", ()))}))
    return tuple(found)


def holds(condition: str, facts: Mapping[str, Fact]) -> bool:
    """Whether a condition holds for an ally's facts.

    >>> holds("gap >= -0.1", {"gap": Decimal("-0.02")}), holds("gap >= -0.1", {})
    (True, False)
    """
    found = _CONDITION.fullmatch(condition)
    if found is None:
        raise LetterError(
            f"the condition '{condition}' does not read", mend="fact operator literal"
        )
    name, known, sign, literal = found.groups()
    value = facts.get(name)
    if value is None:
        return False
    if known:
        return True
    other: Fact = facts.get(literal, literal)
    if other is None:
        return False
    if isinstance(value, Decimal):
        other = other if isinstance(other, Decimal) else Decimal(other)
    return _TESTS[sign](value, other)


def choose(facts: Mapping[str, Fact]) -> tuple[list[Passage], list[Choice]]:
    """Take the first passage of each part whose conditions hold; say why of every one."""
    taken: list[Passage] = []
    choices: list[Choice] = []
    for part in PARTS:
        done = ""
        for passage in (p for p in passages() if p.part == part):
            failed = next((c for c in passage.when if not holds(c, facts)), "")
            if failed:
                reason = f"not so: {failed}"
            elif done:
                reason = f"'{done}' comes before it"
            else:
                done, reason = passage.id, passage.why
                taken.append(passage)
            choices.append(Choice(passage.id, part, passage.id == done, reason))
    return taken, choices
