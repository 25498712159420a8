"""Dates and years as readers and publishers write them."""

from __future__ import annotations

import calendar
import re
from datetime import date

from burdenshare.errors import BadDateError

FIRST_YEAR, LAST_YEAR = 1949, 2100

MONTH_NAMES = {
    "en": "january|february|march|april|may|june|july|august|september|october|november|december",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "de": "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
}
"""Language to a pattern of the months, small, in order."""

MONTHS = {name: k for names in MONTH_NAMES.values() for k, name in enumerate(names.split("|"), start=1)}
MONTHS["jänner"] = 1
"""Names of months in English, French and German, small, to their numbers."""

WEEKDAYS = {
    "en": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "de": "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
}


def parse_date(text: str, *, where: str = "--as-of") -> date:
    """Read a day written as YYYY-MM-DD.

    Raises
    ------
    BadDateError : the text is no such day
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise BadDateError(
            f"'{text}' is not a day", where=where, mend="write it as YYYY-MM-DD, e.g. 2018-07-11"
        ) from None


def parse_year(text: str, *, where: str = "--year") -> int:
    """Read a year of the record, written with four digits.

    Raises
    ------
    BadDateError : the text is no year between 1949 and 2100
    """
    if re.fullmatch(r"\d{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise BadDateError(f"'{text}' is not a year", where=where, mend="write four digits, e.g. 2018")


def latest_possible_day(text: str) -> date:
    """Last day that a date written as year, month or day can mean.

    Whoever asks what was known on a day must not be shown what may have come later, so a date
    known only to the month counts from the month's end.

    >>> latest_possible_day("2018-07"), latest_possible_day("2029")
    (datetime.date(2018, 7, 31), datetime.date(2029, 12, 31))
    """
    parts = [int(p) for p in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]  # noqa: PLR2004
    return date(year, month, day)


def long_date(day: date) -> str:
    """Write a day in words, English.

    >>> long_date(date(2018, 7, 10))
    '10 July 2018'
    """
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
