"""Dates as letters write them."""

from __future__ import annotations

import re
from datetime import date

from burdenshare.terms import MONTHS

_FURTHER = (
    "gennaio enero janeiro jänner jan",
    "febbraio febrero fevereiro feber feb",
    "marts maart marzo março mar",
    "aprile abril apr",
    "maj mei maggio mayo maio",
    "giugno junio junho jun",
    "luglio julio julho jul",
    "augustus agosto aug",
    "settembre septiembre setembro sept sep",
    "ottobre octubre outubro oct okt",
    "noviembre novembro nov",
    "desember dicembre diciembre dezembro dec dez",
)
NAMES = MONTHS | {name: k for k, names in enumerate(_FURTHER, start=1) for name in names.split()}
"""Names of months in the languages of the allies that we meet most, to their numbers."""
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def date_of(line: str) -> str:
    """Return the first date of a line in ISO form; empty if there is none.

    >>> date_of("Strelsau, den 9. Juli 2024"), date_of("March 2, 1966, 8:27 p.m.")
    ('2024-07-09', '1966-03-02')
    """
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        for found in pattern.finditer(line):
            year, month, day = (found[k] for k in order)
            if iso := _iso(year, month, day):
                return iso
    return ""


def _iso(year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else NAMES.get(month.casefold(), 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
