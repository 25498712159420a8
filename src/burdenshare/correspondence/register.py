"""The register: one SQLite file per correspondence. No clock inside: every verb is told when."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from burdenshare.correspondence import statements
from burdenshare.correspondence.kept import Approval, Event, Kept, Promise, Written
from burdenshare.correspondence.lookup import Lookup, begun_in
from burdenshare.errors import RegisterError


class Register(Lookup):
    """The letters of one correspondence and everything that happened to them."""

    def compose(self, kept: Kept, at: datetime, who: str = "") -> None:
        """Keep a new letter, or new words for one that was not sent; an approval lapses.

        Raises
        ------
        RegisterError : it has been sent, or is being sent
        """
        self.compose_all([kept], at, who)

    def compose_all(
        self, letters: Sequence[Kept], at: datetime, who: str = "", written: Sequence[Written] = ()
    ) -> None:
        """Keep several letters, all or none, and the bytes of their forms.

        Raises
        ------
        RegisterError : one has been sent, or is being sent
        """
        with self.open(writing=True) as db:
            for kept in letters:
                self._refuse_if_sent(db, kept.id)
                if not self._is_unchanged(db, kept):
                    statements.keep(db, kept)
                    statements.note(db, kept.id, "composed", at, who, kept.sha256)
            statements.settle(db, written)

    def edit(
        self,
        letter: str,
        content: str,
        at: datetime,
        who: str,
        detail: Any = None,
        written: Sequence[Written] = (),
    ) -> None:
        """Take in edited words, and the bytes of their forms; an approval lapses.

        Raises
        ------
        RegisterError : there is no such letter, or it has been sent
        """
        with self.open(writing=True) as db:
            self._refuse_if_sent(db, letter)
            kept = replace(self._one(db, letter), content=content)
            statements.keep(db, kept)
            statements.note(db, letter, "edited", at, who, kept.sha256, detail)
            statements.settle(db, written)

    def approve(self, letter: str, at: datetime, who: str, sha256: str) -> None:
        """Approve a letter as it stands.

        Raises
        ------
        RegisterError : nobody approves, it was sent, or its words are not those that were read
        """
        with self.open(writing=True) as db:
            self._approve(db, letter, at, who, sha256, {})

    def approve_all(
        self, approvals: Sequence[Approval], at: datetime, who: str, written: Sequence[Written] = ()
    ) -> None:
        """Approve several letters, all or none, and keep what will be sent.

        Raises
        ------
        RegisterError : nobody approves, one was sent, or its words are not those that were read
        """
        with self.open(writing=True) as db:
            for kept, sealed in ((a.kept, a.sealed) for a in approvals):
                detail = {"sealed": sealed.sha256, "to": sealed.to, "copies": sealed.copies}
                self._approve(db, kept.id, at, who, kept.sha256, detail)
                statements.keep(db, kept)
                statements.seal(db, sealed)
            statements.settle(db, written)

    def _approve(
        self, db: sqlite3.Connection, letter: str, at: datetime, who: str, sha256: str, detail: Any
    ) -> None:
        if not who.strip():
            raise RegisterError("nobody approves", where="--by", mend="say who approves the letter")
        self._refuse_if_sent(db, letter)
        if self._one(db, letter).sha256 != sha256:
            raise RegisterError(
                f"{letter} changed while it was read",
                where=str(self.path),
                mend="read it again, then approve",
            )
        statements.note(db, letter, "approved", at, who.strip(), sha256, detail)

    def expect(self, written: Sequence[Written]) -> None:
        """Note bytes that are about to be written, beside those that lie there."""
        with self.open(writing=True) as db:
            statements.add(db, written)

    def withdraw(self, letter: str, at: datetime, who: str = "") -> None:
        """Take an approval back.

        Raises
        ------
        RegisterError : it was sent
        """
        with self.open(writing=True) as db:
            self._refuse_if_sent(db, letter)
            statements.note(db, letter, "withdrawn", at, who, self._one(db, letter).sha256)

    def begin(self, letter: str, message_id: str, at: datetime) -> Event | None:
        """Note that an approved letter is being sent, once; None if it is not to be sent.

        A run that was interrupted finds the note of the first, with its id and moment: the message
        is the same, whatever happened.
        """
        with self.open(writing=True) as db:
            if not self._is_waiting(db, letter):
                return None
            if begun_in(statements.events(db, letter)) is None:
                digest = self._one(db, letter).sha256
                statements.note(db, letter, "sending", at, "", digest, {"message_id": message_id})
            return begun_in(statements.events(db, letter))

    def sent(self, letter: str, at: datetime, detail: Any = None) -> None:
        """Note that a letter has been handed over, once."""
        with self.open(writing=True) as db:
            if not any(e.what == "sent" for e in statements.events(db, letter)):
                statements.note(db, letter, "sent", at, "", self._one(db, letter).sha256, detail)

    def answer(self, letter: str, at: datetime, detail: Any, promises: Sequence[Promise]) -> None:
        """Keep an answer and what it promised; the same answer twice is kept once.

        Raises
        ------
        RegisterError : the letter was not sent
        """
        with self.open(writing=True) as db:
            events = statements.events(db, letter)
            if not any(e.what == "sent" for e in events):
                raise RegisterError(
                    f"{letter} was not sent, so nobody can have answered it",
                    where=str(self.path),
                    mend="send it, or note with --sent-otherwise that it went another way",
                )
            if any(e.what == "answered" and e.detail.get("sha256") == detail.get("sha256") for e in events):
                return
            statements.note(db, letter, "answered", at, "", self._one(db, letter).sha256, detail)
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
        with self.open(writing=True) as db:
            row = db.execute("SELECT letter FROM promise WHERE number = ?", (number,)).fetchone()
            if row is None:
                raise RegisterError(
                    f"there is no promise {number}",
                    where=str(self.path),
                    mend="`burdenshare letters register --format json` shows what was promised",
                )
            db.execute("UPDATE promise SET status = ? WHERE number = ?", (status, number))
            statements.note(
                db,
                row[0],
                "settled",
                at,
                who,
                self._one(db, row[0]).sha256,
                {"promise": number, "status": status},
            )
