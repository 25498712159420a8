"""What was known on a date: the record, its vintages and its coverage.

For each cell (indicator, ally, year) the newest edition published by the day wins. An edition held
only in part leaves cells to the edition before it, which is then named; never to a later one. A
gap that a publisher left is a row too: it hides what earlier editions said. Doubts are never
values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from burdenshare.errors import NothingKnownError, OutsideRecordError, UnknownEditionError, nearest
from burdenshare.record import store
from burdenshare.record.model import Edition, Observation
from burdenshare.record.rows import EDITION_COLUMNS, OBSERVATION_COLUMNS, edition_of, observation_of
from burdenshare.terms import ALLIES, INDICATORS

Series = dict[int, list[Observation]]
"""Year to the observations of all editions, oldest edition first."""


class Record:
    """The embedded record with the user's own laid over it.

    Parameters
    ----------
    db : the embedded record
    own : path of the user's record; no overlay where it does not exist
    """

    def __init__(self, db: sqlite3.Connection, own: Path | None = None) -> None:
        self._db = db
        self._has_own = own is not None and store.attach_user(db, own)
        self.own_path = own
        self._editions = {e.id: e for e in self._read_editions()}
        self._order = {e: k for k, e in enumerate(self._editions)}
        self._series: dict[tuple[str, str], Series] = {}

    def _select(self, columns: str, table: str, where: str = "1", group: str = "") -> str:
        by = f" GROUP BY {group}" if group else ""
        mine = f"SELECT {columns} FROM main.{table} WHERE {where}"
        if not self._has_own:
            return mine + by
        key = "id" if table == "edition" else "edition"
        hidden = f"AND {key} NOT IN (SELECT id FROM own.edition)"
        return f"{mine} {hidden}{by} UNION ALL SELECT {columns} FROM own.{table} WHERE {where}{by}"

    def _read_editions(self) -> list[Edition]:
        found = [edition_of(r) for r in self._db.execute(self._select(EDITION_COLUMNS, "edition"))]
        return sorted(found, key=lambda e: (e.published, e.id))

    def editions(self, *, source: str = "", as_of: date | None = None) -> list[Edition]:
        """Editions visible on a day, oldest first."""
        return [
            e
            for e in self._editions.values()
            if (not source or e.publisher == source) and (as_of is None or e.published <= as_of)
        ]

    def edition(self, name: str) -> Edition:
        """Return the edition with an id.

        Raises
        ------
        UnknownEditionError : it is not held; the nearest is named
        """
        if name in self._editions:
            return self._editions[name]
        near = nearest(name, self._editions)
        raise UnknownEditionError(
            f"the edition '{name}' is not held",
            mend=f"did you mean '{near}'?" if near else "see `burdenshare editions`",
        )

    def series(self, indicator: str, ally: str) -> Series:
        """Every observation of one series in all editions, by year, oldest edition first."""
        key = (indicator, ally)
        if key not in self._series:
            sql = self._select(OBSERVATION_COLUMNS, "observation", "indicator = ?1 AND ally = ?2")
            found = [observation_of(r) for r in self._db.execute(sql, key)]
            found.sort(key=lambda o: (o.year, self._order[o.edition], bool(o.doubt)))
            grouped: Series = {}
            for o in found:
                grouped.setdefault(o.year, []).append(o)
            self._series[key] = grouped
        return self._series[key]

    def observations(self, edition: str) -> list[Observation]:
        """Every observation of one edition, doubts too."""
        sql = self._select(OBSERVATION_COLUMNS, "observation", "edition = ?1")
        return [observation_of(r) for r in self._db.execute(sql, (edition,))]

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Edition to its number of observations, first and last year."""
        columns = "edition, count(*), min(year), max(year)"
        sql = self._select(columns, "observation", group="edition")
        return {e: (n, first, last) for e, n, first, last in self._db.execute(sql)}

    def indicators_of(self, ally: str, *, source: str) -> list[str]:
        """Indicators of which any edition of a publisher says something about an ally, in order."""
        where = "ally = ?1 AND edition LIKE ?2"
        sql = self._select("DISTINCT indicator", "observation", where)
        found = {row[0] for row in self._db.execute(sql, (ally, f"{source}/%"))}
        return [name for name in INDICATORS if name in found]

    def publishers_of_indicators(self) -> dict[str, tuple[str, ...]]:
        """Indicator to the publishers of whom any edition says something about it."""
        given: dict[str, set[str]] = {}
        sql = self._select("edition, indicator", "observation", group="edition, indicator")
        for edition, indicator in self._db.execute(sql):
            given.setdefault(indicator, set()).add(edition.partition("/")[0])
        return {indicator: tuple(sorted(publishers)) for indicator, publishers in given.items()}

    def as_of(self, day: date, *, source: str = "nato") -> View:
        """What a publisher's record said on a day.

        Raises
        ------
        NothingKnownError : no edition of that publisher had appeared
        """
        visible = self.editions(source=source, as_of=day)
        if not visible:
            held = self.editions(source=source)
            if not held:
                known = sorted({e.publisher for e in self._editions.values()})
                raise NothingKnownError(
                    f"no edition of '{source}' is held",
                    where="--source",
                    mend=f"held are: {', '.join(known)}; add one with `burdenshare import`",
                )
            raise NothingKnownError(
                f"on {day} no edition of '{source}' that is held had appeared",
                where="--as-of",
                mend=f"the first, {held[0].id}, appeared on {held[0].published}",
            )
        return View(self, day, visible)

    def only(self, edition: str) -> View:
        """One edition by itself, without those before it."""
        found = self.edition(edition)
        return View(self, found.published, [found])


class View:
    """The record seen through some editions, the newest first to speak.

    Parameters
    ----------
    record : the whole record
    day : as-of date
    editions : those visible, oldest first

    Attributes
    ----------
    memo : what others have worked out from this very view and want to keep
    """

    def __init__(self, record: Record, day: date, editions: list[Edition]) -> None:
        self.record = record
        self.day = day
        self.editions = editions
        self.memo: dict[tuple[str, ...], Any] = {}
        self._ids = {e.id for e in editions}

    @property
    def newest(self) -> Edition:
        """The last edition that had appeared."""
        return self.editions[-1]

    def vintages(self, indicator: str, ally: str, year: int) -> list[Observation]:
        """Sound observations of a cell in the visible editions, oldest first."""
        rows = self.record.series(indicator, ally).get(year, ())
        return [o for o in rows if o.edition in self._ids and not o.doubt]

    def first(self, indicator: str, ally: str, year: int) -> Observation | None:
        """Return what the first edition said."""
        return self.nth(indicator, ally, year, 1)

    def nth(self, indicator: str, ally: str, year: int, k: int) -> Observation | None:
        """Return what the k-th edition that speaks of the cell said, k from 1; None if fewer."""
        found = self.vintages(indicator, ally, year)
        return found[k - 1] if 0 < k <= len(found) else None

    def latest(self, indicator: str, ally: str, year: int) -> Observation | None:
        """Return what the newest edition says; None where none speaks of the cell."""
        found = self.vintages(indicator, ally, year)
        return found[-1] if found else None

    def doubts(self, indicator: str, ally: str, year: int) -> list[Observation]:
        """Return what was read and not believed."""
        rows = self.record.series(indicator, ally).get(year, ())
        return [o for o in rows if o.edition in self._ids and o.doubt]

    def years(self, indicator: str, allies: Iterable[str] = ()) -> list[int]:
        """Years of which any visible edition gives a value."""
        found = set()
        for ally in allies or ALLIES:
            for year, rows in self.record.series(indicator, ally).items():
                if any(o.edition in self._ids and o.value is not None for o in rows):
                    found.add(year)
        return sorted(found)

    def require_year(self, indicator: str, year: int, allies: Iterable[str] = ()) -> None:
        """Check that some visible edition speaks of a year.

        Raises
        ------
        OutsideRecordError : none does; the years held are named, or who else gives it
        """
        held = self.years(indicator, allies)
        if year in held:
            return
        span = f"{held[0]} to {held[-1]}" if held else f"no year; {self._who_gives(indicator)}"
        raise OutsideRecordError(
            f"as of {self.day} no edition gives {indicator} for {year}",
            where="--year",
            mend=f"held: {span}; `burdenshare coverage --as-of {self.day}` lists them",
        )

    def _who_gives(self, indicator: str) -> str:
        """Say which other publishers give an indicator, or how to bring figures of one's own."""
        given = self.record.publishers_of_indicators().get(indicator, ())
        others = [p for p in given if p != self.newest.publisher]
        if others:
            return f"who gives it is named with --source: {', '.join(others)}"
        return "figures of your own come in with `burdenshare import table FILE.csv --published DATE`"
