"""The rows of the verbs that look and judge, field by field as the commands print them.

Those of other verbs stand beside them, so that looking starts fast.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class EditionRow(NamedTuple):
    """One edition held."""

    publisher: str
    edition: str
    published: str
    years: str
    definition: str
    price_base: int | None
    origin: str
    observations: int


class ShowRow(NamedTuple):
    """One cell as known on the day; `flag` is the publisher's own mark, by colour or sign."""

    ally: str
    year: int
    indicator: str
    value: Decimal | None
    unit: str
    status: str
    edition: str
    sheet: str
    cell: str
    raw: str
    figure: str | None
    origin: str
    published: str
    line: int | None
    url: str
    missing: str
    flag: str
    notes: tuple[str, ...]
    note_texts: tuple[str, ...]


class VerdictRow(NamedTuple):
    """One judgement; see `burdenshare.pledges.Verdict`."""

    ally: str
    year: int
    clause: str
    reading: str
    value: Decimal | None
    level: Decimal
    gap_pp: Decimal | None
    at_level: bool | None
    verdict: str
    reasons: tuple[str, ...]
    edition: str | None
    figure: str | None
    name: str
    status: str
    published: str | None
    origin: str | None
    sheet: str
    cell: str
    raw: str
    at_level_in: int = 0
    editions_with_value: int = 0


class EditionCountRow(NamedTuple):
    """Allies at the level in one edition by itself, and what was stated at the time.

    `deleted` are allies of whom an earlier edition gave the year and this one takes it back.
    """

    edition: str
    published: str
    year: int
    found: int
    stated: int | None
    held: int
    at_level: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


class GapRow(NamedTuple):
    """One gap, in points and in money."""

    ally: str
    year: int
    gap_pp: Decimal | None
    figure: str | None
    gap_money: Decimal | None
    currency: str
    prices: str
    money_figure: str | None
    low: Decimal | None
    high: Decimal | None
    output: str
    reason: str
    value: Decimal | None
    level: Decimal
    edition: str | None
    path: str = ""
    cumulative_money: Decimal | None = None
    cumulative_figure: str | None = None


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
