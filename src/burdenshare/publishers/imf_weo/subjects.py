"""The subjects of the World Economic Outlook that we read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

PRINTED = 3
"""Decimals with which the IMF prints every series, in the unit and scale it prints it in."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a subject code is.

    Parameters
    ----------
    code : the IMF's, `NGDP`
    indicator : ours
    power : power of ten between the printed number and the canonical unit
    currency : `national`, `USD`, or empty for what is no money
    units, scale : the words of the file; others refuse
    low, high : bounds of a printed number
    """

    code: str
    indicator: str
    power: int
    currency: str
    units: str
    scale: str
    low: Decimal
    high: Decimal


def _subjects() -> dict[str, Subject]:
    text = Path(__file__).with_name("subjects.csv").read_text("utf-8")
    return {
        r["subject"]: Subject(
            r["subject"],
            r["indicator"],
            int(r["power"]),
            r["currency"],
            r["units"],
            r["scale"],
            Decimal(r["low"]),
            Decimal(r["high"] or "1e20"),
        )
        for r in csv.DictReader(text.splitlines())
    }


SUBJECTS = _subjects()
"""Subjects by the IMF's code."""

DECIMALS = {s.indicator: max(PRINTED - s.power, 0) for s in SUBJECTS.values()}
"""Indicator to the decimals that are printed, counted in the canonical unit."""
