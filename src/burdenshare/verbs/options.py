"""The options that verbs share: which record, seen on which day, and who writes.

Their values are `burdenshare.record.query.Query` and `burdenshare.letters.desk.Writing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from burdenshare.record.query import Day, PathLike, Query, day_of, forget, open_record

__all__ = [
    "Day",
    "DayOptions",
    "KitOption",
    "PathLike",
    "Query",
    "QueryOptions",
    "RecordOption",
    "WritingOptions",
    "day_of",
    "forget",
    "open_record",
    "used",
]


class RecordOption(TypedDict, total=False):
    """For verbs that look into the record, on no day of their own.

    Parameters
    ----------
    record : your own record; default: in your data folder
    """

    record: PathLike


class KitOption(RecordOption, total=False):
    """For verbs on letters that are written.

    Parameters
    ----------
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """

    kit: PathLike


class DayOptions(RecordOption, total=False):
    """For verbs that look into all publishers' records.

    Parameters
    ----------
    as_of : the day whose knowledge counts; default: today
    """

    as_of: Day


class QueryOptions(DayOptions, total=False):
    """For verbs that look into one publisher's record.

    Parameters
    ----------
    source : the publisher whose record is read; default: nato
    """

    source: str


def used(editions: Iterable[str | None]) -> list[str]:
    """Return the editions that rows rest on, each once."""
    return sorted({e for e in editions if e})


class WritingOptions(QueryOptions, total=False):
    """For verbs that compose letters.

    Parameters
    ----------
    pledge : a pledge's id, or a TOML file of your own; default: the kit's, else the newest common
        one of the day
    year : the year judged; default: the last one known
    tone : warm, firm or pointed; default: the kit's
    language : en, fr or de; default: the kit's
    sender : who writes: an ally's code, or a TOML file; default: the kit's
    kit : a folder that `letters init` made; default: the present folder if it is one, else the kit
        that is built in
    """

    pledge: str
    year: int | None
    tone: str
    language: str
    sender: Path | str
    kit: PathLike
