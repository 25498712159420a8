"""The currency in which a vintage states an ally's series in national currency.

World tables restate all years in the currency that is in use when they appear: from 2023 on
Croatia's output is in euros back to its first year, before in kuna. A currency that the table
does not know for so early a vintage is left open, never guessed.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def _table() -> dict[str, list[tuple[int, str]]]:
    """Ally to its currencies, the latest first, each with the year it was taken up."""
    found: dict[str, list[tuple[int, str]]] = {}
    text = Path(__file__).with_name("currencies.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["ally"], []).insert(0, (int(row["since"] or 0), row["currency"]))
    return found


def currency_in(ally: str, vintage: int) -> str:
    """ISO 4217 code of an ally's currency in a vintage of a year; empty where we do not know it.

    >>> currency_in("HRV", 2022), currency_in("HRV", 2023), currency_in("JPN", 2023)
    ('HRK', 'EUR', '')
    """
    return next((c for since, c in _table().get(ally, []) if since <= vintage), "")


def taken_up(ally: str, vintage: int) -> int:
    """Year in which an ally took up the currency of a vintage; 0 where it always had it.

    >>> taken_up("EST", 2016), taken_up("NOR", 2016)
    (2011, 0)
    """
    return next((since for since, _ in _table().get(ally, []) if since <= vintage), 0)
