"""The verbs `record check`, `record export` and `record restore`: your record kept safe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Unpack

from burdenshare.errors import BrokenRecordError, BurdenshareError
from burdenshare.record import user_record_path
from burdenshare.record.archive import Checked, Held, check_embedded, check_own, export, restore
from burdenshare.results import Column, Result
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike, RecordOption, day_of, forget


class KeptRow(NamedTuple):
    """One edition of an export."""

    edition: str
    title: str
    observations: int


@dataclass(frozen=True, repr=False)
class CheckedRecord(Result[Checked]):
    """Editions compared with the checksums noted when they were written."""

    intact: bool

    columns = (
        Column("edition", lambda r: r.edition),
        Column("kept", lambda r: r.kept),
        Column("cells", lambda r: f"{r.cells:,}", right=True),
        Column("sha256", lambda r: r.sha256[:12]),
        Column("state", lambda r: (r.why or "intact") if r.intact else f"DAMAGED: {r.why}", wraps=True),
    )

    def failure(self) -> BurdenshareError | None:
        """Name the damaged editions."""
        damaged = [f"{r.edition} ({r.kept}): {r.why}" for r in self.rows if not r.intact]
        if not damaged:
            return None
        return BrokenRecordError(
            f"{len(damaged)} of {len(self.rows)} editions are damaged: {'; '.join(damaged)}",
            mend="restore your last export, or install the package again",
        )


@dataclass(frozen=True, repr=False)
class KeptEditions(Result[KeptRow]):
    """Editions written into an archive, or read back."""

    columns = (
        Column("edition", lambda r: r.edition),
        Column("cells", lambda r: f"{r.observations:,}", right=True),
        Column("title", lambda r: r.title),
    )


def _path(record: PathLike) -> Path:
    return Path(record) if record else user_record_path()


@verb
def check_record(**where: Unpack[RecordOption]) -> CheckedRecord:
    """Check every edition against the checksum noted when it was written.

    Raises
    ------
    BrokenRecordError : the user's record does not open at all
    """
    rows = [*check_embedded(), *check_own(_path(where.get("record")))]
    return CheckedRecord(day_of(None), [r.edition for r in rows], rows, all(r.intact for r in rows))


@verb
def export_record(file: Path | str, **where: Unpack[RecordOption]) -> KeptEditions:
    """Write your record into one archive of plain text.

    Parameters
    ----------
    file : the archive; the same record gives the same bytes
    """
    return _kept(export(_path(where.get("record")), Path(file)))


@verb
def restore_record(file: Path | str, **where: Unpack[RecordOption]) -> KeptEditions:
    """Read an archive back into your record, whole or not at all.

    Parameters
    ----------
    file : an archive that `record export` wrote
    """
    read = restore(Path(file), _path(where.get("record")))
    forget()
    return _kept(read)


def _kept(held: Held) -> KeptEditions:
    rows = [KeptRow(e.id, e.title, len(observations)) for e, observations in held]
    return KeptEditions(day_of(None), [r.edition for r in rows], rows)
