"""The register's file: opened, brought to the present schema, its transactions whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from burdenshare.errors import RegisterError

VERSION = 1
"""Of the schema, as the file's `user_version` says; registers of before it have 0."""


class Store:
    """One SQLite file.

    Parameters
    ----------
    path : the file; it is made when something is first written
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def open(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """Yield a connection; what is written counts once the block has ended without an error.

        Raises
        ------
        RegisterError : the file is no register, is a later version's, or cannot be written
        """
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
            self._migrate(db)
            if writing:
                db.execute("BEGIN IMMEDIATE")
            yield db
            if writing:
                db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error
        finally:
            db.close()  # an open transaction is rolled back

    def _migrate(self, db: sqlite3.Connection) -> None:
        """Add what later versions keep beside the letters; nothing that is there changes."""
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise RegisterError(
                "the register was written by a later version of this program",
                where=str(self.path),
                mend="update burdenshare",
            )
        if version < VERSION:
            db.executescript(f"BEGIN IMMEDIATE; {_schema()} PRAGMA user_version = {VERSION}; COMMIT;")

    def _unreadable(self, error: sqlite3.Error) -> RegisterError:
        return RegisterError(
            f"the register cannot be used ({error})",
            where=str(self.path),
            mend="name another folder with --kit, or restore the file",
        )


def _schema() -> str:
    return (files(__package__) / "schema.sql").read_text("utf-8")


def _empty() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript(_schema())
    return db
