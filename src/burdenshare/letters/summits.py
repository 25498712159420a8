"""Summits of the alliance, by day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from burdenshare.letters.facts.model import Place

NEAR = timedelta(days=21)
"""A letter speaks of a summit that is at most so far ahead."""


@cache
def _summits() -> tuple[dict[str, str], ...]:
    text = (files("burdenshare.letters") / "summits.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(keepends=True)))


def summit_near(day: date) -> Place | None:
    """Return the place of a summit within three weeks from a day on; None if there is none.

    >>> summit_near(date(2018, 7, 11)).names["fr"], summit_near(date(2018, 8, 1))
    ('à Bruxelles', None)
    """
    for row in _summits():
        if day <= date.fromisoformat(row["date"]) <= day + NEAR:
            return Place({each: row[each] for each in ("en", "fr", "de")})
    return None
