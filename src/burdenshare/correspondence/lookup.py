"""What the register says: letters, their history, where each stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from burdenshare.correspondence import statements
from burdenshare.correspondence.kept import (
    Entry,
    Event,
    Kept,
    Promise,
    Sealed,
    Written,
    entry_of,
    is_approved,
    state_of,
)
from burdenshare.correspondence.store import Store
from burdenshare.errors import RegisterError, nearest


class Lookup(Store):
    """What the register says of its letters."""

    def letters(self) -> list[Kept]:
        """Return every letter, by id."""
        with self.open() as db:
            sql = f"SELECT {statements.LETTER} FROM letter ORDER BY id"
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
        with self.open() as db:
            return statements.events(db, letter)

    def promises(self, letter: str = "") -> list[Promise]:
        """Return what was promised, in one answer or in all."""
        with self.open() as db:
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

    def states(self) -> dict[str, str]:
        """Return the state of each letter, by id."""
        return {k.id: state_of(self.history(k.id), k.sha256) for k in self.letters()}

    def is_unchanged(self, kept: Kept) -> bool:
        """Whether the very same letter is kept: to compose it again changes nothing."""
        with self.open() as db:
            return self._is_unchanged(db, kept)

    def refuse_if_sent(self, letter: str) -> None:
        """Refuse where a letter cannot change any more.

        Raises
        ------
        RegisterError : it has been sent, or is being sent
        """
        with self.open() as db:
            self._refuse_if_sent(db, letter)

    def sealed(self, letter: str) -> Sealed | None:
        """Return a letter as its last approval saw it; None where a version before this approved it.

        Raises
        ------
        RegisterError : what was kept of it is not what was approved
        """
        with self.open() as db:
            approvals = [e for e in statements.events(db, letter) if e.what == "approved"]
            expected = approvals[-1].detail.get("sealed") if approvals else None
            sealed = statements.sealed_of(db, letter)
        if expected is None:
            return None
        if sealed is None or sealed.sha256 != expected:
            raise RegisterError(
                f"{letter} is not in the register as it was approved",
                where=str(self.path),
                mend="approve it again",
            )
        return sealed

    def begun(self, letter: str) -> Event | None:
        """Return the note that a letter is being sent, if a run has begun to."""
        return begun_in(self.history(letter))

    def is_waiting(self, letter: str) -> bool:
        """Whether a letter is to be sent: approved as it stands, or begun; and not sent yet."""
        with self.open() as db:
            return self._is_waiting(db, letter)

    def written(self) -> list[Written]:
        """Return the bytes that lie, or may lie, in each file that a run wrote; the last written last."""
        with self.open() as db:
            return [
                Written(*row) for row in db.execute("SELECT file, sha256, letter FROM written ORDER BY rowid")
            ]

    def wording(self, sha256: str) -> str:
        """Return words that a letter had at any time, by the checksum that its history names."""
        with self.open() as db:
            row = db.execute("SELECT content FROM wording WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] if row else ""

    def _is_unchanged(self, db: sqlite3.Connection, kept: Kept) -> bool:
        row = db.execute("SELECT sha256, settings, email FROM letter WHERE id = ?", (kept.id,))
        return bool(row.fetchone() == (kept.sha256, kept.settings, kept.email))

    def _is_waiting(self, db: sqlite3.Connection, letter: str) -> bool:
        kept, events = self._one(db, letter), statements.events(db, letter)
        if any(e.what == "sent" for e in events):
            return False
        return begun_in(events) is not None or is_approved(events, kept.sha256)

    def _refuse_if_sent(self, db: sqlite3.Connection, letter: str) -> None:
        happened = {e.what for e in statements.events(db, letter)}
        if happened & {"sending", "sent"}:
            how = "has been sent" if "sent" in happened else "is being sent"
            raise RegisterError(
                f"{letter} {how}",
                where=str(self.path),
                mend="write a letter of another day; if a run was interrupted, send again first",
            )

    def _one(self, db: sqlite3.Connection, letter: str) -> Kept:
        sql = f"SELECT {statements.LETTER} FROM letter WHERE id = ?"
        row = db.execute(sql, (letter,)).fetchone()
        if row is None:
            raise RegisterError(
                f"no letter '{letter}' is in the register",
                where=str(self.path),
                mend="see `burdenshare letters register`",
            )
        return Kept(*row)


def begun_in(events: Sequence[Event]) -> Event | None:
    """Return the note that a letter is being sent, from its history."""
    return next((e for e in events if e.what == "sending"), None)
