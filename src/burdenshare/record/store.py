"""The two stores: the embedded record, compiled from plain text, and the user's own.

The embedded one is disposable: a SQLite file in the user's cache, named by the digest of the
tables it was made from, so that a changed table makes another file and two processes never see
half of one. Where nothing can be written it lives in memory. The user's record is permanent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record.model import Edition, Observation
from burdenshare.record.rows import create, create_indexes, create_tables, insert
from burdenshare.record.tables import read_sidecar, read_table

MADE = 1_000_000_000
"""Time that a compiled file is given; whatever writes into it afterwards gives it another."""


def embedded_folder() -> Path:
    """Folder of the embedded editions, `<publisher>/<date>.csv` with a sidecar each."""
    return Path(__file__).parents[1] / "data" / "editions"


def digest(folder: Path) -> str:
    """Hash of every table and sidecar, and of the schema they are compiled into."""
    total = hashlib.sha256()
    for path in _tables(folder):
        total.update(f"{path.parent.name}/{path.name}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def digest_noted(folder: Path, cache: Path) -> str:
    """Return the same, from a note in the cache while no name, size or time of a file has changed."""
    total = hashlib.sha256()
    for path in _tables(folder):
        at = path.stat()
        total.update(f"{path} {at.st_size} {at.st_mtime_ns}\n".encode())
    state, note = total.hexdigest(), cache / f"tables-{hashlib.sha256(bytes(folder)).hexdigest()[:8]}"
    with contextlib.suppress(OSError, ValueError):
        seen, content = note.read_text("ascii").split()
        if seen == state:
            return content
    content = digest(folder)
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(f".{os.getpid()}.part")
        part.write_text(f"{state} {content}", "ascii")
        part.replace(note)
    return content


def _tables(folder: Path) -> list[Path]:
    return [Path(__file__).with_name("schema.sql"), *sorted(folder.glob("*/*.*"))]


def read_editions(folder: Path) -> list[tuple[Edition, list[Observation]]]:
    """Every edition kept as plain text under a folder."""
    found = []
    for sidecar in sorted(folder.glob("*/*.toml")):
        edition = read_sidecar(sidecar)
        found.append((edition, read_table(sidecar.with_suffix(".csv"), edition.id, edition.origin)))
    return found


def compile_record(folder: Path, db: sqlite3.Connection) -> None:
    """Write all editions of a folder into an empty database."""
    create_tables(db)
    for edition, observations in read_editions(folder):
        insert(db, edition, observations)
    create_indexes(db)
    db.commit()


def cache_folder() -> Path:
    """Where disposable files go."""
    return _user_folder("XDG_CACHE_HOME", ".cache", "user_cache_path")


def _user_folder(variable: str, usual: str, elsewhere: str) -> Path:
    """Folder of the XDG base directory specification; on other systems that of platformdirs.

    platformdirs gives the same on Linux, and costs as much start-up time as half of this package.
    """
    system: str = sys.platform
    if system == "linux":
        named = os.environ.get(variable, "").strip()
        return (Path(named) if named else Path.home() / usual) / "burdenshare"
    import platformdirs  # noqa: PLC0415

    found: Path = getattr(platformdirs, elsewhere)("burdenshare")
    return found


def open_embedded(folder: Path | None = None, cache: Path | None = None) -> sqlite3.Connection:
    """Open the embedded record, compiling it first if its tables are new.

    Parameters
    ----------
    folder : the plain-text editions; the embedded ones by default
    cache : where to keep the compiled file; the user's cache by default
    """
    folder, cache = folder or embedded_folder(), cache or cache_folder()
    target = cache / f"record-{digest_noted(folder, cache)}.sqlite"
    if not _is_whole(target):
        try:
            _compile_atomically(folder, target)
        except OSError:
            return _in_memory(folder)
    return sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True)


def _is_whole(path: Path) -> bool:
    """Whether a compiled record is there as it was made, and opens; another is compiled again."""
    if not path.is_file() or path.stat().st_mtime != MADE:
        return False
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        try:
            return db.execute("SELECT count(*) FROM edition").fetchone() is not None
        except sqlite3.DatabaseError:
            return False


def _in_memory(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", uri=True)
    compile_record(folder, db)
    return db


def memory(edition: Edition, observations: list[Observation]) -> sqlite3.Connection:
    """Open a record in memory that holds one edition only."""
    db = sqlite3.connect(":memory:")
    create(db)
    insert(db, edition, observations)
    return db


def _compile_atomically(folder: Path, target: Path) -> None:
    import tempfile  # noqa: PLC0415  needed once per changed table

    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(part)) as db:
            db.execute("PRAGMA journal_mode = MEMORY")
            compile_record(folder, db)
        os.utime(part, (MADE, MADE))
        part.replace(target)
    except sqlite3.OperationalError as error:  # a full disk
        raise OSError(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    for old in target.parent.glob("record-*.sqlite"):
        if old != target:
            old.unlink(missing_ok=True)


def user_record_path() -> Path:
    """Where the user's own record lives unless `--record` says otherwise."""
    return _user_folder("XDG_DATA_HOME", ".local/share", "user_data_path") / "record.sqlite"


def attach_user(db: sqlite3.Connection, path: Path) -> bool:
    """Overlay the user's record, read-only; False where there is none, or an empty one.

    Raises
    ------
    BrokenRecordError : the file is not a record
    """
    if not path.is_file():
        return False
    try:
        db.execute("ATTACH DATABASE ? AS own", (f"{path.absolute().as_uri()}?mode=ro",))
        if not db.execute("SELECT 1 FROM own.sqlite_master LIMIT 1").fetchone():
            db.execute("DETACH DATABASE own")  # made by an import that was stopped at its start
            return False
        db.execute("SELECT count(*) FROM own.edition").fetchone()
    except sqlite3.DatabaseError as error:
        raise BrokenRecordError(
            f"your record does not open ({error})",
            where=str(path),
            mend="move it away and import your files again, or name another with --record",
        ) from error
    return True


def open_user_for_writing(path: Path) -> sqlite3.Connection:
    """Open the user's record to add an edition; a transaction is begun, the tables are there.

    The tables of a new record become visible with the first edition, in the same transaction.

    Raises
    ------
    BrokenRecordError : the file is not a record, or cannot be written
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'edition'").fetchone():
            create(db)
        elif not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal'").fetchone():
            db.execute("CREATE TABLE seal (edition TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT")
    except (OSError, sqlite3.DatabaseError) as error:
        raise BrokenRecordError(
            f"your record cannot be written ({error})",
            where=str(path),
            mend="name another file with --record",
        ) from error
    return db
