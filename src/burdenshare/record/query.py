"""What a reader asks of the record: a day, a publisher, and a record of his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from burdenshare.errors import BadDateError
from burdenshare.record.record import Record, View
from burdenshare.record.store import open_embedded, user_record_path
from burdenshare.terms import describe_publishers, parse_date

Day = date | str | None
PathLike = Path | str | None


@dataclass(frozen=True, slots=True)
class Query:
    """One publisher's record as known on a day; the options of every verb that looks into it."""

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
    described = own.with_name("publishers.toml")
    if described.is_file():
        describe_publishers(described)
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
