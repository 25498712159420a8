"""What the record holds: editions, coverage, one ally's cells.

Kept apart from judging, so that the verbs that only look start fast.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from burdenshare.errors import NothingKnownError, OutsideRecordError
from burdenshare.record import (
    CoverageRow,
    Observation,
    Record,
    View,
    cell_figure,
    open_embedded,
    unit_of,
    user_record_path,
    value_figure,
)
from burdenshare.record import coverage as cover
from burdenshare.results import Result
from burdenshare.rows import EditionRow, ShowRow
from burdenshare.terms import describe_publishers, find_indicator, find_row, name_of, parse_date

Day = date | str | None
PathLike = Path | str | None


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
    """Return the as-of date; today where none is given."""
    if as_of is None:
        return date.today()  # noqa: DTZ011  the reader's own day
    return as_of if isinstance(as_of, date) else parse_date(as_of)


def used(rows: Iterable[str | None]) -> list[str]:
    """Return the editions that rows rest on, each once."""
    return sorted({e for e in rows if e})


def editions(*, as_of: Day = None, source: str = "", record: PathLike = None) -> Result[EditionRow]:
    """Every edition published by the day, oldest first."""
    held, day = open_record(record), day_of(as_of)
    counts = held.counts()
    rows = []
    for e in held.editions(source=source, as_of=day):
        n, first, last = counts.get(e.id, (0, 0, 0))
        years = f"{first}-{last}" if first != last else str(first)
        rows.append(
            EditionRow(
                e.publisher, e.id, e.published.isoformat(), years, e.definition, e.price_base, e.origin, n
            )
        )
    return Result(day, [r.edition for r in rows], rows)


def coverage(
    *,
    as_of: Day = None,
    source: str = "nato",
    indicator: str = "",
    year: int | None = None,
    record: PathLike = None,
) -> Result[CoverageRow]:
    """What the day supports: allies held of allies expected, per indicator and year."""
    view = open_record(record).as_of(day_of(as_of), source=source)
    name = find_indicator(indicator).id if indicator else ""
    rows = cover(view, indicator=name, year=year)
    return Result(view.day, used(e for r in rows for e in r.editions), rows)


def show(
    ally: str,
    *,
    indicator: str = "",
    year: int | None = None,
    release: str = "latest",
    as_of: Day = None,
    source: str = "nato",
    record: PathLike = None,
) -> Result[ShowRow]:
    """What the record of the day says of an ally, cell by cell.

    Parameters
    ----------
    release : `latest`, `first`, or `2`, `3` ... : which of the editions that speak of a cell
    """
    view = open_record(record).as_of(day_of(as_of), source=source)
    code = find_row(ally)
    held = view.record.indicators_of(code, source=source)
    if not held:
        raise NothingKnownError(
            f"no edition of '{source}' that is held speaks of {name_of(code)}",
            where="--source",
            mend="name another publisher; see `burdenshare editions`",
        )
    names = [find_indicator(indicator).id] if indicator else held
    k = release_number(release)
    rows = []
    for name in names:
        for each in sorted(view.record.series(name, code)):
            o = view.nth(name, code, each, k) if k else view.latest(name, code, each)
            if o is not None and year in (None, each):
                rows.append(show_row(view, o, pinned=k > 0))
    if year is not None and not rows:
        view.require_year(names[0], year)
    return Result(view.day, used(r.edition for r in rows), rows)


def release_number(text: str) -> int:
    """Return which release is meant: 0 the latest, 1 the first.

    Raises
    ------
    OutsideRecordError : it is neither a word we know nor a number from 1
    """
    words = {"latest": 0, "first": 1}
    if text in words:
        return words[text]
    if text.isdigit() and int(text) > 0:
        return int(text)
    raise OutsideRecordError(
        f"'{text}' is no release", where="--release", mend="write latest, first, or a number from 2"
    )


def show_row(view: View, o: Observation, *, pinned: bool = False) -> ShowRow:
    """Return one cell as a row; its figure is pinned to the day, or to the edition."""
    figure = None
    if o.value is not None:
        day = view.day.isoformat()
        figure = (cell_figure(view.record, o) if pinned else value_figure(view.record, o, day)).id
    edition = view.record.edition(o.edition)
    texts = tuple(edition.notes.get(n, "") for n in o.notes)
    return ShowRow(
        o.ally,
        o.year,
        o.indicator,
        o.value,
        unit_of(o),
        o.status,
        o.edition,
        o.sheet,
        o.cell,
        o.raw,
        figure,
        o.origin,
        edition.published.isoformat(),
        o.line,
        o.url,
        o.missing,
        o.flag,
        o.notes,
        texts,
    )
