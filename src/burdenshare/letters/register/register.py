"""The register: one SQLite file per correspondence. No clock inside: every verb is told when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from burdenshare.errors import RegisterError, nearest
from burdenshare.letters.register.model import (
    Entry,
    Event,
    Kept,
    Promise,
    entry_of,
    is_approved,
    stamp,
    state_of,
)

_LETTER = [f.name for f in fields(Kept)]


class Register:
    """The letters of one correspondence and everything that happened to them.

    Parameters
    ----------
    path : the file; it is made when something is first written
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        if writing:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        elif not self.path.is_file():
            yield _empty()
            return
        try:
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        except sqlite3.Error as error:
            raise self._unreadable(error) from error
        try:
            db.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            )
            db.executescript((files(__package__) / "schema.sql").read_text("utf-8"))
            if writing:
                db.execute("BEGIN IMMEDIATE")
            yield db
            if writing:
                db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error
        finally:
            db.close()  # an open transaction is rolled back

    def _unreadable(self, error: sqlite3.Error) -> RegisterError:
        return RegisterError(
            f"the register cannot be used ({error})",
            where=str(self.path),
            mend="name another folder with --kit, or restore the file",
        )

    def compose(self, kept: Kept, at: datetime, who: str = "") -> None:
        """Keep a new letter, or new words for one that was not sent; an approval lapses.

        Raises
        ------
        RegisterError : it has been sent, or is being sent
        """
        with self._open(writing=True) as db:
            self._refuse_if_sent(db, kept.id)
            if self._is_unchanged(db, kept):
                return
            marks = ", ".join("?" * (len(_LETTER) + 1))
            db.execute(
                f"INSERT INTO letter ({', '.join(_LETTER)}, sha256) VALUES ({marks}) "
                "ON CONFLICT (id) DO UPDATE SET "
                + ", ".join(f"{n} = excluded.{n}" for n in [*_LETTER[1:], "sha256"]),
                [*(getattr(kept, n) for n in _LETTER), kept.sha256],
            )
            _note(db, kept.id, "composed", at, who, kept.sha256)

    def edit(self, letter: str, content: str, at: datetime, who: str, detail: Any = None) -> None:
        """Take in edited words; an approval lapses.

        Raises
        ------
        RegisterError : there is no such letter, or it has been sent
        """
        with self._open(writing=True) as db:
            self._refuse_if_sent(db, letter)
            db.execute("UPDATE letter SET content = ?2 WHERE id = ?1", (letter, content))
            digest = self._one(db, letter).sha256
            db.execute("UPDATE letter SET sha256 = ?2 WHERE id = ?1", (letter, digest))
            _note(db, letter, "edited", at, who, digest, detail)

    def approve(self, letter: str, at: datetime, who: str, sha256: str) -> None:
        """Approve a letter as it stands.

        Raises
        ------
        RegisterError : nobody approves, it was sent, or its words are not those that were read
        """
        if not who.strip():
            raise RegisterError("nobody approves", where="--by", mend="say who approves the letter")
        with self._open(writing=True) as db:
            kept = self._one(db, letter)
            self._refuse_if_sent(db, letter)
            if kept.sha256 != sha256:
                raise RegisterError(
                    f"{letter} changed while it was read",
                    where=str(self.path),
                    mend="read it again, then approve",
                )
            _note(db, letter, "approved", at, who.strip(), sha256)

    def withdraw(self, letter: str, at: datetime, who: str = "") -> None:
        """Take an approval back.

        Raises
        ------
        RegisterError : it was sent
        """
        with self._open(writing=True) as db:
            self._refuse_if_sent(db, letter)
            _note(db, letter, "withdrawn", at, who, self._one(db, letter).sha256)

    def begin(self, letter: str, message_id: str, at: datetime) -> Event | None:
        """Note that an approved letter is being sent, once; None if it is not to be sent.

        A run that was interrupted finds the note of the first, with its id and moment: the message
        is the same, whatever happened.
        """
        with self._open(writing=True) as db:
            kept, events = self._one(db, letter), _events(db, letter)
            if any(e.what == "sent" for e in events):
                return None
            begun = [e for e in events if e.what == "sending"]
            if not begun and not is_approved(events, kept.sha256):
                return None
            if not begun:
                _note(db, letter, "sending", at, "", kept.sha256, {"message_id": message_id})
                begun = [e for e in _events(db, letter) if e.what == "sending"]
            return begun[0]

    def sent(self, letter: str, at: datetime, detail: Any = None) -> None:
        """Note that a letter has been handed over, once."""
        with self._open(writing=True) as db:
            if not any(e.what == "sent" for e in _events(db, letter)):
                _note(db, letter, "sent", at, "", self._one(db, letter).sha256, detail)

    def answer(self, letter: str, at: datetime, detail: Any, promises: Sequence[Promise]) -> None:
        """Keep an answer and what it promised; the same answer twice is kept once.

        Raises
        ------
        RegisterError : the letter was not sent
        """
        with self._open(writing=True) as db:
            events = _events(db, letter)
            if not any(e.what == "sent" for e in events):
                raise RegisterError(
                    f"{letter} was not sent, so nobody can have answered it",
                    where=str(self.path),
                    mend="send it, or note with --sent-otherwise that it went another way",
                )
            if any(e.what == "answered" and e.detail.get("sha256") == detail.get("sha256") for e in events):
                return
            _note(db, letter, "answered", at, "", self._one(db, letter).sha256, detail)
            db.executemany(
                "INSERT INTO promise (letter, text, due, status, source) VALUES (?, ?, ?, ?, ?)",
                [
                    (letter, p.text, p.due.isoformat() if p.due else None, p.status, p.source)
                    for p in promises
                ],
            )

    def settle(self, number: int, status: str, at: datetime, who: str = "") -> None:
        """Say what became of a promise.

        Raises
        ------
        RegisterError : there is no such promise
        """
        with self._open(writing=True) as db:
            row = db.execute("SELECT letter FROM promise WHERE number = ?", (number,)).fetchone()
            if row is None:
                raise RegisterError(
                    f"there is no promise {number}",
                    where=str(self.path),
                    mend="see `burdenshare letters register --promises`",
                )
            db.execute("UPDATE promise SET status = ? WHERE number = ?", (status, number))
            _note(
                db,
                row[0],
                "settled",
                at,
                who,
                self._one(db, row[0]).sha256,
                {"promise": number, "status": status},
            )

    def letters(self) -> list[Kept]:
        """Return every letter, by id."""
        with self._open() as db:
            sql = f"SELECT {', '.join(_LETTER)} FROM letter ORDER BY id"
            return [Kept(*row) for row in db.execute(sql)]

    def find(self, name: str) -> Kept:
        """Return a letter by its id, or the newest to an ally.

        Raises
        ------
        RegisterError : there is none
        """
        held = self.letters()
        found = [k for k in held if name in {k.id, k.ally}]
        if found:
            return max(found, key=lambda k: k.as_of)
        near = nearest(name, [n for k in held for n in (k.id, k.ally)])
        raise RegisterError(
            f"no letter to '{name}' is in the register",
            where=str(self.path),
            mend=f"did you mean '{near}'?" if near else "write it with `burdenshare letters compose`",
        )

    def history(self, letter: str) -> list[Event]:
        """Return everything that happened to a letter, oldest first."""
        with self._open() as db:
            return _events(db, letter)

    def promises(self, letter: str = "") -> list[Promise]:
        """Return what was promised, in one answer or in all."""
        with self._open() as db:
            rows = db.execute(
                "SELECT text, due, status, source, number, letter FROM promise "
                "WHERE ?1 IN ('', letter) ORDER BY number",
                (letter,),
            )
            return [
                Promise(t, date.fromisoformat(d) if d else None, s, o, n, lt) for t, d, s, o, n, lt in rows
            ]

    def entries(self) -> list[Entry]:
        """Return one line per letter."""
        return [entry_of(k, self.history(k.id), self.promises(k.id)) for k in self.letters()]

    def state(self, letter: str) -> str:
        """Return a letter's state."""
        kept = self.find(letter)
        return state_of(self.history(kept.id), kept.sha256)

    def _is_unchanged(self, db: sqlite3.Connection, kept: Kept) -> bool:
        """Whether the very same letter is kept: to compose it again changes nothing."""
        row = db.execute("SELECT sha256, settings, email FROM letter WHERE id = ?", (kept.id,))
        return bool(row.fetchone() == (kept.sha256, kept.settings, kept.email))

    def _one(self, db: sqlite3.Connection, letter: str) -> Kept:
        sql = f"SELECT {', '.join(_LETTER)} FROM letter WHERE id = ?"
        row = db.execute(sql, (letter,)).fetchone()
        if row is None:
            raise RegisterError(
                f"no letter '{letter}' is in the register",
                where=str(self.path),
                mend="see `burdenshare letters register`",
            )
        return Kept(*row)

    def _refuse_if_sent(self, db: sqlite3.Connection, letter: str) -> None:
        happened = {e.what for e in _events(db, letter)}
        if happened & {"sending", "sent"}:
            how = "has been sent" if "sent" in happened else "is being sent"
            raise RegisterError(
                f"{letter} {how}",
                where=str(self.path),
                mend="write a letter of another day; if a run was interrupted, send again first",
            )


def _empty() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript((files(__package__) / "schema.sql").read_text("utf-8"))
    return db


def _note(
    db: sqlite3.Connection, letter: str, what: str, at: datetime, who: str, sha256: str, detail: Any = None
) -> None:
    text = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
    db.execute(
        "INSERT INTO event (letter, what, at, who, sha256, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (letter, what, stamp(at), who, sha256, text),
    )


def _events(db: sqlite3.Connection, letter: str) -> list[Event]:
    sql = "SELECT number, letter, what, at, who, sha256, detail FROM event WHERE letter = ? ORDER BY number"
    return [
        Event(n, k, w, at, who, sha, json.loads(d)) for n, k, w, at, who, sha, d in db.execute(sql, (letter,))
    ]
