"""Keeping the record: checked, exported as one file, restored."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from burdenshare.errors import BrokenRecordError
from burdenshare.looking import PathLike, day_of, forget
from burdenshare.record import user_record_path
from burdenshare.record.archive import Checked, Held, check_embedded, check_own, export, restore
from burdenshare.results import Result


class KeptRow(NamedTuple):
    """One edition of an export."""

    edition: str
    title: str
    observations: int


def _path(record: PathLike) -> Path:
    return Path(record) if record else user_record_path()


def check_record(*, record: PathLike = None) -> Result[Checked]:
    """Check every edition against the checksum noted when it was written.

    `more["intact"]` says whether all of them are.

    Raises
    ------
    BrokenRecordError : the user's record does not open at all
    """
    rows = [*check_embedded(), *check_own(_path(record))]
    intact = all(r.intact for r in rows)
    return Result(day_of(None), [r.edition for r in rows], rows, {"intact": intact})


def require_intact(result: Result[Checked]) -> None:
    """Refuse a record of which any edition is damaged.

    Raises
    ------
    BrokenRecordError : the damaged editions are named
    """
    damaged = [f"{r.edition} ({r.kept}): {r.why}" for r in result.rows if not r.intact]
    if damaged:
        raise BrokenRecordError(
            f"{len(damaged)} of {len(result.rows)} editions are damaged: {'; '.join(damaged)}",
            mend="restore your last export, or install the package again",
        )


def export_record(out: Path | str, *, record: PathLike = None) -> Result[KeptRow]:
    """Write your record into one archive of plain text; the same record, the same bytes."""
    return _kept(export(_path(record), Path(out)))


def restore_record(archive: Path | str, *, record: PathLike = None) -> Result[KeptRow]:
    """Read an archive back into your record, whole or not at all."""
    found = restore(Path(archive), _path(record))
    forget()
    return _kept(found)


def _kept(held: Held) -> Result[KeptRow]:
    rows = [KeptRow(e.id, e.title, len(observations)) for e, observations in held]
    return Result(day_of(None), [r.edition for r in rows], rows)
