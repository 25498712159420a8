"""The options that verbs share, as values: which record, seen on which day, and who writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypedDict

from burdenshare.errors import BadDateError
from burdenshare.record import Record, View, open_embedded, user_record_path
from burdenshare.terms import parse_date

Day = date | str | None
PathLike = Path | str | None


class RecordOption(TypedDict, total=False):
    """For verbs that look into the record, on no day of their own.

    Parameters
    ----------
    record : your own record; default: in your data folder
    """

    record: PathLike


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


@dataclass(frozen=True, slots=True)
class Query:
    """One publisher's record as known on a day; see `QueryOptions`."""

    as_of: Day = None
    source: str = "nato"
    record: PathLike = None

    @property
    def day(self) -> date:
        """The day whose knowledge counts."""
        return day_of(self.as_of)

    def opened(self) -> Record:
        """Return the record, the user's own laid over it."""
        return open_record(self.record)

    def view(self) -> View:
        """Return what the publisher's record said on the day.

        Raises
        ------
        NothingKnownError : no edition of that publisher had appeared
        """
        return self.opened().as_of(self.day, source=self.source)


@cache
def _open(own: Path) -> Record:
    return Record(open_embedded(), own)


def open_record(path: PathLike = None) -> Record:
    """Open the embedded record with the user's own laid over it."""
    return _open(Path(path) if path else user_record_path())


def forget() -> None:
    """Close the records held open, so that the next verb sees what was imported."""
    _open.cache_clear()


def day_of(as_of: Day) -> date:
    """Return the as-of date; today where none is given.

    Raises
    ------
    BadDateError : it is no day
    """
    if as_of is None:
        return date.today()  # noqa: DTZ011  the reader's own day
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    if not isinstance(as_of, str):
        raise BadDateError(f"{as_of!r} is not a day", where="as_of", mend="write '2018-07-11', or a date")
    return parse_date(as_of)


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


@dataclass(frozen=True, slots=True)
class Writing(Query):
    """From what, and how, letters of a day are written; see `WritingOptions`."""

    pledge: str = ""
    year: int | None = None
    tone: str = ""
    language: str = ""
    sender: Path | str = ""
    kit: PathLike = None
