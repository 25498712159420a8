"""How many stand at the level, in words that agree with the verdicts beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from burdenshare.terms import name_of

NAMED = 3
"""Allies that are named one by one; more are counted."""
WORDS = {
    "met": "met",
    "too_close": "too close to call",
    "not_met": "not met",
    "not_due": "not yet due",
    "unknown": "unknown",
    "not_applicable": "held to no level",
}


class Judged(Protocol):
    """A verdict, or a row of one."""

    @property
    def ally(self) -> str:
        """Code of the ally."""

    @property
    def at_level(self) -> bool | None:
        """Whether its published value is at or above the level."""

    @property
    def verdict(self) -> str:
        """The verdict's word."""


def at_level_words(rows: Iterable[Judged]) -> str:
    """Say how those at the level are judged; empty where the pledge is met by all of them.

    Returns
    -------
    str : "4 met, Latvia too close to call"
    """
    above = [r for r in rows if r.at_level]
    judged = Counter(r.verdict for r in above)
    if judged.keys() <= {"met"}:
        return ""
    parts = [f"{judged['met']} met"]
    for verdict, words in list(WORDS.items())[1:]:
        allies = [name_of(r.ally) for r in above if r.verdict == verdict]
        if allies:
            parts.append(f"{' and '.join(allies) if len(allies) <= NAMED else len(allies)} {words}")
    return ", ".join(parts)
