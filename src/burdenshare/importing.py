"""Read a publisher's file into the user's record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from burdenshare.errors import ImportRefusedError
from burdenshare.looking import PathLike, forget, open_record, show_row
from burdenshare.publishers.readers import reader_of
from burdenshare.record import Record, View, user_record_path
from burdenshare.record.importing import Taken, commit_import, plan_import
from burdenshare.record.store import memory
from burdenshare.results import Later, Result
from burdenshare.results import record as as_record
from burdenshare.rows import ShowRow
from burdenshare.terms import parse_date


def import_file(
    publisher: str,
    file: Path | str,
    *,
    published: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    record: PathLike = None,
) -> Result[ShowRow]:
    """Read, check and record an edition; once, whole, or not at all.

    Parameters
    ----------
    published : the day the edition appeared, where the file does not say it
    dry_run : read and check without recording
    strict : refuse a file whose cells contradict each other, instead of marking them

    Raises
    ------
    ImportRefusedError : the file is not what it should be; the record is unchanged
    """
    read = reader_of(publisher)
    day = parse_date(published, where="--published") if published else None
    edition, observations = read(Path(file), published=day)
    odd = _texts(edition.notes, "contradiction.")
    if odd and strict:
        raise _contradictory(Path(file), odd)
    taken = plan_import(open_record(record), edition, observations)
    if not dry_run:
        commit_import(taken, Path(record) if record else user_record_path())
        forget()
    return _result(taken, dry_run=dry_run)


def _result(taken: Taken, *, dry_run: bool) -> Result[ShowRow]:
    alone = Record(memory(taken.edition, taken.observations))
    view = View(alone, taken.edition.published, [taken.edition])
    rows = Later(lambda: [show_row(view, o) for o in taken.observations])
    more: dict[str, Any] = {
        "said": _said(taken, dry_run=dry_run),
        "held_already": taken.held_already,
        "added": taken.added,
        "completes": taken.completes,
        "recorded": not (dry_run or taken.held_already),
        "changes": [as_record(c) for c in taken.changes],
        "contradictions": _texts(taken.edition.notes, "contradiction."),
        "holes": _texts(taken.edition.notes, "hole."),
        "remarks": [taken.edition.remarks] if taken.edition.remarks else [],
        "notes": taken.edition.notes,
    }
    return Result(taken.edition.published, [taken.edition.id], rows, more)


def _texts(notes: dict[str, str], kind: str) -> list[str]:
    """Texts of our own notes of a kind, each once."""
    return list(dict.fromkeys(text for name, text in notes.items() if name.startswith(kind)))


def _contradictory(file: Path, found: list[str]) -> ImportRefusedError:
    named = "; ".join(found[:20])
    more = f"; and {len(found) - 20} more" if len(found) > 20 else ""  # noqa: PLR2004
    one = "1 cell contradicts" if len(found) == 1 else f"{len(found)} cells contradict"
    return ImportRefusedError(
        f"{one} others: {named}{more}",
        where=file.name,
        mend="compare with the publisher's own file; if it prints it so, import without --strict",
    )


def _said(taken: Taken, *, dry_run: bool) -> str:
    e, n = taken.edition, len(taken.observations)
    if taken.held_already:
        return f"{e.id} is held already with these very values; nothing was done."
    verb = "would be recorded" if dry_run else "recorded"
    text = f"{e.id}: {n:,} cells {verb}."
    if taken.completes:
        return f"{text} {taken.added:,} of them complete the edition that was held."
    if taken.replaces:
        text += " It takes the place of what was held from secondary sources:"
    elif taken.changes or taken.added:
        text += " A new edition beside the one held:"
    if taken.changes or taken.added:
        text += f" {len(taken.changes)} cells read otherwise, {taken.added:,} were not held."
    return text
