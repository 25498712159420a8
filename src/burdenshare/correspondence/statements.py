"""The register's statements, one a function, each within a transaction of its caller's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from burdenshare.correspondence.kept import Event, Kept, Sealed, Written, stamp

LETTER = ", ".join(f.name for f in fields(Kept))
_SEALED = [f.name for f in fields(Sealed)]
_NAMES = ", ".join(f'"{name}"' for name in _SEALED)


def keep(db: sqlite3.Connection, kept: Kept) -> None:
    """Keep a letter as it now is; the words that it had stay among the wordings."""
    names = [*LETTER.split(", "), "sha256"]
    db.execute(
        f"INSERT INTO letter ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in names[1:])}",
        [getattr(kept, n) for n in names],
    )
    db.execute("INSERT OR IGNORE INTO wording VALUES (?, ?)", (kept.sha256, kept.content))


def seal(db: sqlite3.Connection, sealed: Sealed) -> None:
    """Keep what will be sent of an approved letter."""
    values = {name: getattr(sealed, name) for name in _SEALED} | {"copies": "\n".join(sealed.copies)}
    marks = ", ".join(f":{name}" for name in _SEALED)
    db.execute(f"INSERT OR REPLACE INTO sealed ({_NAMES}) VALUES ({marks})", values)


def sealed_of(db: sqlite3.Connection, letter: str) -> Sealed | None:
    """Return what will be sent of a letter, as the file now has it; None where it has none, or no such."""
    row = db.execute(f"SELECT {_NAMES} FROM sealed WHERE letter = ?", (letter,)).fetchone()
    if row is None or [type(value) for value in row] != [str] * (len(row) - 1) + [bytes]:
        return None
    values = dict(zip(_SEALED, row, strict=True))
    return Sealed(**{**values, "copies": tuple(values["copies"].splitlines())})


def add(db: sqlite3.Connection, written: Sequence[Written]) -> None:
    """Note bytes that lie in a file, or soon will."""
    rows = [(w.file, w.sha256, w.letter) for w in written]
    db.executemany("INSERT OR REPLACE INTO written (file, sha256, letter) VALUES (?, ?, ?)", rows)


def settle(db: sqlite3.Connection, written: Sequence[Written]) -> None:
    """Forget what lay in a file before."""
    db.executemany("DELETE FROM written WHERE file = ?", [(w.file,) for w in written])
    add(db, written)


def note(
    db: sqlite3.Connection, letter: str, what: str, at: datetime, who: str, sha256: str, detail: Any = None
) -> None:
    """Add to a letter's history."""
    text = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
    db.execute(
        "INSERT INTO event (letter, what, at, who, sha256, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (letter, what, stamp(at), who, sha256, text),
    )


def events(db: sqlite3.Connection, letter: str) -> list[Event]:
    """Return a letter's history, oldest first."""
    sql = "SELECT number, letter, what, at, who, sha256, detail FROM event WHERE letter = ? ORDER BY number"
    return [
        Event(n, k, w, at, who, sha, json.loads(d)) for n, k, w, at, who, sha, d in db.execute(sql, (letter,))
    ]
