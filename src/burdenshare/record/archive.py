"""The user's record as one file: exported as plain text, restored whole, checked cell by cell.

The archive is a zip of the same tables and sidecars that the package ships its editions in, with a
manifest of their checksums. The same record gives the same bytes, and so does a restored one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record import store
from burdenshare.record.importing import write_editions
from burdenshare.record.model import Edition, Observation
from burdenshare.record.rows import read_all
from burdenshare.record.tables import seal_of, sidecar_text, table_text

FORM = "burdenshare record 1"
MAX_ARCHIVE = 2_000_000_000
_NAME = re.compile(r"[a-z_]+/\d{4}-\d{2}-\d{2}(?:\.r\d+)?\.(?:csv|toml)")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)

Held = list[tuple[Edition, list[Observation]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found of one edition.

    Parameters
    ----------
    kept : `embedded` or `own`
    intact : whether everything reads back as it was written
    why : what is wrong; empty where nothing is
    """

    edition: str
    kept: str
    cells: int
    sha256: str
    intact: bool
    why: str


def read_own(path: Path) -> Held:
    """Every edition of the user's record; none where there is no record.

    Raises
    ------
    BrokenRecordError : the file is not a record, or is damaged
    """
    if not path.is_file():
        return []
    try:
        with contextlib.closing(_open(path)) as db:
            _require_whole(db, path)
            tables = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'edition'").fetchone()
            return read_all(db) if tables else []
    except (sqlite3.DatabaseError, ValueError, ArithmeticError) as error:
        raise _broken(path, str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _require_whole(db: sqlite3.Connection, path: Path) -> None:
    (said,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise _broken(path, str(said))


def _broken(path: Path, why: str) -> BrokenRecordError:
    return BrokenRecordError(
        f"your record is damaged ({why})",
        where=str(path),
        mend="restore your last export with `burdenshare record restore FILE`",
    )


def check_own(path: Path) -> Iterator[Checked]:
    """Compare every edition of the user's record with the checksum noted when it was written."""
    held = read_own(path)
    if not held:
        return
    with contextlib.closing(_open(path)) as db:
        there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal'").fetchone()
        seals = dict(db.execute("SELECT edition, sha256 FROM seal")) if there else {}
    for edition, observations in held:
        found, noted = seal_of(edition, observations), seals.get(edition.id, "")
        same = found == noted or not noted
        why = (
            "no checksum was noted when it was written"
            if not noted
            else ("" if same else "its cells are not those that were written")
        )
        yield Checked(edition.id, "own", len(observations), found, same, why)


def check_embedded() -> Iterator[Checked]:
    """Compare the compiled record with its tables, and the tables with the package's checksums."""
    folder = store.embedded_folder()
    noted = _checksums(folder)
    with contextlib.closing(store.open_embedded()) as db:
        compiled = {e.id: seal_of(e, observations) for e, observations in read_all(db)}
    for edition, observations in store.read_editions(folder):
        sha = seal_of(edition, observations)
        files = [folder / f"{edition.id}{ending}" for ending in (".csv", ".toml")]
        changed = [f.name for f in files if noted.get(f"{edition.publisher}/{f.name}") != _sha(f)]
        why = f"not the file that was shipped: {', '.join(changed)}" if changed else ""
        if compiled.get(edition.id) != sha:
            why = "the compiled record differs from its table; empty the cache"
        yield Checked(edition.id, "embedded", len(observations), sha, not why, why)


def _checksums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: sha for sha, name in (line.split(maxsplit=1) for line in lines)}


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(path: Path, out: Path) -> Held:
    """Write the user's record into one file, moved into place whole.

    Raises
    ------
    BrokenRecordError : there is no record, or it is damaged
    """
    held = read_own(path)
    if not held:
        raise BrokenRecordError(
            "there is nothing to export: your record is empty",
            where=str(path),
            mend="import a file first, or name another record with --record",
        )
    texts = {n: t.encode() for e, observations in held for n, t in _texts(e, observations)}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(texts.items())}
    manifest = json.dumps({"form": FORM, "sha256": sums}, indent=1) + "\n"
    part = out.with_name(out.name + ".part")
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [("manifest.json", manifest.encode()), *sorted(texts.items())]:
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    part.replace(out)
    return held


def _texts(edition: Edition, observations: list[Observation]) -> Iterator[tuple[str, str]]:
    yield f"{edition.id}.csv", table_text(observations)
    yield f"{edition.id}.toml", sidecar_text(edition)


def restore(archive: Path, path: Path) -> Held:
    """Read an export back into the user's record, in one transaction.

    Editions held already with the same content are left as they are.

    Raises
    ------
    BrokenRecordError : the archive is damaged, or an edition of its is held with other content
    """
    held = {e.id: seal_of(e, observations) for e, observations in read_own(path)}
    found = _unpack(archive)
    fresh = []
    for edition, observations in found:
        if edition.id not in held:
            fresh.append((edition, observations))
        elif held[edition.id] != seal_of(edition, observations):
            raise BrokenRecordError(
                f"{edition.id} is held already, with other content",
                where=str(path),
                mend="restore into a fresh file: --record PATH",
            )
    if fresh:
        write_editions(fresh, path)
    return found


def _unpack(archive: Path) -> Held:
    if not archive.is_file():
        raise BrokenRecordError("there is no such file", where=str(archive), mend="check the path")
    try:
        with zipfile.ZipFile(archive) as packed, tempfile.TemporaryDirectory() as folder:
            return _read_archive(packed, Path(folder))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError) as error:
        raise BrokenRecordError(
            f"the archive does not read ({error})",
            where=str(archive),
            mend="take another export; nothing was restored",
        ) from error


def _read_archive(packed: zipfile.ZipFile, folder: Path) -> Held:
    if sum(part.file_size for part in packed.infolist()) > MAX_ARCHIVE:
        raise ValueError("it would unpack to more than any record")
    manifest = json.loads(packed.read("manifest.json"))
    if manifest.get("form") != FORM:
        raise ValueError("its manifest is not one of ours")
    for name, sha in manifest["sha256"].items():
        content = packed.read(name)
        if not _NAME.fullmatch(name) or hashlib.sha256(content).hexdigest() != sha:
            raise ValueError(f"{name} is not what the manifest says")
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return store.read_editions(folder)
