"""Rows of the letters' verbs."""

from __future__ import annotations

from typing import NamedTuple


class ChoiceRow(NamedTuple):
    """One passage of a letter, taken or not, with what decided it."""

    passage: str
    part: str
    chosen: bool
    why: str
    conditions: list[str]
    otherwise: str
    figures: list[str]
    text: str


class CheckRow(NamedTuple):
    """One fault of a kit."""

    ally: str
    language: str
    tone: str
    passage: str
    message: str
    where: str
    mend: str
