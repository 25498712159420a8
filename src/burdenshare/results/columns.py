"""Columns of text tables, and how their cells read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from burdenshare.figures import honest_decimals


class Column(NamedTuple):
    """One column.

    Parameters
    ----------
    head : its heading, with the unit where it holds numbers
    read : how a row's cell reads
    right : set flush right, as numbers are
    wraps : takes what width is left, and goes on below where that is not enough
    figure : the row's field that holds the id of the number shown
    """

    head: str
    read: Callable[[Any], str]
    right: bool = False
    wraps: bool = False
    figure: str = ""


Columns = tuple[Column, ...]


def number_text(value: Decimal | float | None, places: int = 2, *, sign: bool = False) -> str:
    """Return a number with a minus sign that prints; `?` where it is unknown.

    >>> number_text(Decimal("-0.764")), number_text(None), number_text(Decimal(1), 1, sign=True)
    ('−0.76', '?', '+1.0')
    """
    if value is None:
        return "?"
    return format(round(Decimal(str(value)), places), "+f" if sign else "f").replace("-", "−")


def places_that_show(before: Decimal | None, after: Decimal | None) -> int:
    """Decimals that do not hide a move: two, or three where two would print it away or misprint it.

    >>> places_that_show(Decimal("2.003"), Decimal("1.996")), places_that_show(Decimal(1), Decimal(2))
    (3, 2)
    """
    if before is None or after is None or before == after:
        return 2
    printed = round(after, 2) - round(before, 2)
    return 2 if printed and printed == round(after - before, 2) else 3


def held_text(value: Decimal | None, places: int) -> str:
    """Return a number with so many decimals, but no more than it is held with, and two at least.

    >>> held_text(Decimal("1.98"), 3), held_text(Decimal("1.9957"), 3)
    ('1.98', '1.996')
    """
    if value is None:
        return "?"
    own = -int(value.as_tuple().exponent)
    return number_text(value, max(2, min(places, own)))


def millions(value: Decimal | None, low: Decimal | None = None, high: Decimal | None = None) -> str:
    """Return millions with no more digits than their bounds allow; the bounds where none is left.

    >>> millions(Decimal("-26664.3"), Decimal(-26980), Decimal(-26350))
    '−27,000'
    >>> millions(Decimal(-319), Decimal(-478), Decimal(-159))
    '−480 to −160'
    """
    if value is None:
        return "?"
    places = 0 if low is None or high is None else honest_decimals(low, high, 0)
    shown = round(value, places)
    if value and not shown and low is not None and high is not None:
        return f"{two_digits(low)} to {two_digits(high)}"
    return f"{int(shown):,}".replace("-", "−")


def two_digits(value: Decimal | None) -> str:
    """Return millions with two digits that count; `?` where unknown."""
    if value is None:
        return "?"
    return f"{int(Decimal(f'{value:.2g}')):,}".replace("-", "−")


def mark_of(row: Any) -> str:
    """Return the mark behind a value: e estimate, p projection, ~ uncertain."""
    if getattr(row, "flag", "") == "uncertain":
        return "~"
    return {"estimated": "e", "projected": "p"}.get(row.status, " ")


def day_of_edition(edition: str | None) -> str:
    """Return the day by which a publisher's edition is called, `2024-06-17`."""
    return (edition or "").partition("/")[2]


def place_of(row: Any) -> str:
    """Return where a row's value stands: sheet and cell, or the line of a transcription."""
    if getattr(row, "cell", ""):
        return f"{row.sheet}!{row.cell}" if row.sheet else str(row.cell)
    return f"line {row.line}" if getattr(row, "line", None) else ""
