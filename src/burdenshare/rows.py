"""The rows of every verb, field by field as the commands print them."""

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
    """One cell as known on the day."""

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


class EditionCountRow(NamedTuple):
    """Allies at the level in one edition by itself, and what was stated at the time."""

    edition: str
    published: str
    year: int
    found: int
    stated: int | None
    held: int


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
