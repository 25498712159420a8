"""Editions and observations to and from the rows of a database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from burdenshare.record.model import Edition, Observation
from burdenshare.record.tables import plain

OBSERVATION_COLUMNS = (
    "edition, ally, year, indicator, value, raw, decimals, status, origin, missing, flag, "
    "currency, sheet, cell, line, url, notes, doubt"
)
EDITION_COLUMNS = (
    "id, publisher, title, published, definition, price_base, origin, complete, licence, "
    "citation, url, retrieved, sources, notes, stated_counts, remarks"
)


def create(db: sqlite3.Connection) -> None:
    """Lay out an empty record, within the caller's transaction if there is one."""
    create_tables(db)
    create_indexes(db)


def create_tables(db: sqlite3.Connection) -> None:
    """Lay out a record without its indexes: it fills faster so."""
    for statement in _schema():
        if not statement.startswith("CREATE INDEX"):
            db.execute(statement)


def create_indexes(db: sqlite3.Connection) -> None:
    """Add the indexes of a record's tables."""
    for statement in _schema():
        if statement.startswith("CREATE INDEX"):
            db.execute(statement)


def _schema() -> list[str]:
    text = Path(__file__).with_name("schema.sql").read_text("utf-8")
    return [statement.strip() for statement in text.split(";")]


def insert(db: sqlite3.Connection, edition: Edition, observations: Iterable[Observation]) -> None:
    """Write one edition with all its observations; the caller commits."""
    marks = ",".join("?" * 16)
    db.execute(f"INSERT INTO edition ({EDITION_COLUMNS}) VALUES ({marks})", _edition_row(edition))
    marks = ",".join("?" * 18)
    db.executemany(
        f"INSERT INTO observation ({OBSERVATION_COLUMNS}) VALUES ({marks})",
        (_observation_row(o) for o in observations),
    )


def remove(db: sqlite3.Connection, edition: str) -> None:
    """Take an edition out, to be written anew; the caller commits."""
    db.execute("DELETE FROM observation WHERE edition = ?", (edition,))
    db.execute("DELETE FROM seal WHERE edition = ?", (edition,))
    db.execute("DELETE FROM edition WHERE id = ?", (edition,))


def write_seal(db: sqlite3.Connection, edition: str, sha256: str) -> None:
    """Note the checksum of an edition as it was written; the caller commits."""
    db.execute("INSERT INTO seal (edition, sha256) VALUES (?, ?)", (edition, sha256))


def read_all(db: sqlite3.Connection) -> list[tuple[Edition, list[Observation]]]:
    """Every edition of a record with its observations, in the order of their ids."""
    found = []
    for row in db.execute(f"SELECT {EDITION_COLUMNS} FROM edition ORDER BY id").fetchall():
        edition = edition_of(row)
        sql = f"SELECT {OBSERVATION_COLUMNS} FROM observation WHERE edition = ? ORDER BY rowid"
        found.append((edition, [observation_of(r) for r in db.execute(sql, (edition.id,))]))
    return found


def _edition_row(e: Edition) -> tuple[Any, ...]:
    return (
        e.id,
        e.publisher,
        e.title,
        e.published.isoformat(),
        e.definition,
        e.price_base,
        e.origin,
        json.dumps(e.complete),
        e.licence,
        e.citation,
        e.url,
        e.retrieved,
        json.dumps(e.sources),
        json.dumps(e.notes),
        json.dumps(e.stated_counts),
        e.remarks,
    )


def _observation_row(o: Observation) -> tuple[Any, ...]:
    value = None if o.value is None else plain(o.value)
    return (
        o.edition,
        o.ally,
        o.year,
        o.indicator,
        value,
        o.raw,
        o.decimals,
        o.status,
        o.origin,
        o.missing,
        o.flag,
        o.currency,
        o.sheet,
        o.cell,
        o.line,
        o.url,
        " ".join(o.notes),
        o.doubt,
    )


def edition_of(row: tuple[Any, ...]) -> Edition:
    """Read a row selected in the order of `EDITION_COLUMNS`."""
    stated = {int(year): n for year, n in json.loads(row[14]).items()}
    return Edition(
        row[0],
        row[1],
        row[2],
        date.fromisoformat(row[3]),
        row[4],
        row[5],
        row[6],
        tuple(json.loads(row[7])),
        row[8],
        row[9],
        row[10],
        row[11],
        json.loads(row[12]),
        json.loads(row[13]),
        stated,
        row[15],
    )


def observation_of(row: tuple[Any, ...]) -> Observation:
    """Read a row selected in the order of `OBSERVATION_COLUMNS`."""
    value = None if row[4] is None else Decimal(row[4])
    return Observation(
        row[0],
        row[1],
        row[2],
        row[3],
        value,
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
        row[12],
        row[13],
        row[14],
        row[15],
        tuple(row[16].split()),
        row[17],
    )
