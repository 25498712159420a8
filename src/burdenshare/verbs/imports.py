"""The verb `import`: a publisher's file into the user's record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Unpack

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.readers import reader_of
from burdenshare.record import Record, View, user_record_path
from burdenshare.record.importing import Change, Taken, commit_import, plan_import
from burdenshare.record.store import memory
from burdenshare.results import Later
from burdenshare.terms import parse_date
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import Day, RecordOption, day_of, forget, open_record
from burdenshare.verbs.show import Shown, show_row

NAMED = 20
"""Changes, and contradictions in a refusal, that are named one by one."""


class ChangeRow(NamedTuple):
    """A cell that reads otherwise than in the edition held under the same date."""

    ally: str
    indicator: str
    year: int
    was: str
    now: str


@dataclass(frozen=True, repr=False)
class Imported(Shown):
    """What an import read, and what it did or would do.

    Parameters
    ----------
    said : that in a sentence
    held_already : the same file, or the same values, are held; nothing was written
    changes : cells held under the same date that read otherwise, or are gone
    contradictions, holes : our notes on cells that contradict others, on totals over missing values
    """

    said: str
    held_already: bool
    added: int
    completes: bool
    recorded: bool
    changes: list[ChangeRow]
    contradictions: list[str]
    holes: list[str]
    remarks: list[str]
    notes: dict[str, str]

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return what was done, which cells changed, and what is odd."""
        del width, ids
        return "\n".join(self._lines())

    def _lines(self) -> Iterable[str]:
        yield self.said
        for c in self.changes[:NAMED]:
            yield f"  {c.ally} {c.indicator} {c.year}: {c.was or 'not held'} -> {c.now or 'gone'}"
        if len(self.changes) > NAMED:
            yield f"  ... and {len(self.changes) - NAMED} more; all with --format json"
        if self.contradictions:
            yield f"{len(self.contradictions)} cells contradict others and are marked uncertain:"
            yield from (f"  {text}" for text in self.contradictions)
        if self.holes:
            yield f"  Totals over allies without a value: {len(self.holes)}, each with a note."
        yield from (f"  {text}" for text in self.remarks)


@verb
def import_file(
    publisher: str,
    file: Path | str,
    *,
    published: Day = None,
    dry_run: bool = False,
    strict: bool = False,
    **where: Unpack[RecordOption],
) -> Imported:
    """Read a publisher's own file into your record, whole or not at all.

    Parameters
    ----------
    publisher : nato, sipri, worldbank, imf_weo, or table for figures of your own
    file : as the publisher offers it; a table has the columns ally, year, indicator, value, unit, source
    published : the day the edition appeared, where the file does not say it
    dry_run : read and check without recording
    strict : refuse a file whose cells contradict each other, instead of marking them

    Raises
    ------
    ImportRefusedError : the file is not what it should be; the record is unchanged
    """
    read = reader_of(publisher)
    day = parse_date(published, where="--published") if isinstance(published, str) else published
    edition, observations = read(Path(file), published=day)
    odd = texts_of_notes(edition.notes, "contradiction.")
    if odd and strict:
        raise _contradictory(Path(file), odd)
    record = where.get("record")
    taken = plan_import(open_record(record), edition, observations)
    if not dry_run:
        commit_import(taken, Path(record) if record else user_record_path())
        forget()
    return _imported(taken, dry_run=dry_run)


def _imported(taken: Taken, *, dry_run: bool) -> Imported:
    edition = taken.edition
    view = View(Record(memory(edition, taken.observations)), edition.published, [edition])
    return Imported(
        day_of(edition.published),
        [edition.id],
        Later(lambda: [show_row(view, o) for o in taken.observations]),
        said=_said(taken, dry_run=dry_run),
        held_already=taken.held_already,
        added=taken.added,
        completes=taken.completes,
        recorded=not (dry_run or taken.held_already),
        changes=[_change(c) for c in taken.changes],
        contradictions=texts_of_notes(edition.notes, "contradiction."),
        holes=texts_of_notes(edition.notes, "hole."),
        remarks=[edition.remarks] if edition.remarks else [],
        notes=edition.notes,
    )


def _change(c: Change) -> ChangeRow:
    return ChangeRow(ally=c.ally, indicator=c.indicator, year=c.year, was=c.was, now=c.now)


def texts_of_notes(notes: dict[str, str], kind: str) -> list[str]:
    """Texts of our own notes of a kind, each once."""
    return list(dict.fromkeys(text for name, text in notes.items() if name.startswith(kind)))


def _contradictory(file: Path, texts: list[str]) -> ImportRefusedError:
    more = f"; and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
    one = "1 cell contradicts" if len(texts) == 1 else f"{len(texts)} cells contradict"
    return ImportRefusedError(
        f"{one} others: {'; '.join(texts[:NAMED])}{more}",
        where=file.name,
        mend="compare with the publisher's own file; if it prints it so, import without --strict",
    )


def _said(taken: Taken, *, dry_run: bool) -> str:
    e, n = taken.edition, len(taken.observations)
    if taken.held_already:
        return f"{e.id} is held already with these very values; nothing was done."
    text = f"{e.id}: {n:,} cells {'would be recorded' if dry_run else 'recorded'}."
    if taken.completes:
        return f"{text} {taken.added:,} of them complete the edition that was held."
    if taken.replaces:
        text += " It takes the place of what was held from secondary sources:"
    elif taken.changes or taken.added:
        text += " A new edition beside the one held:"
    if taken.changes or taken.added:
        text += f" {len(taken.changes)} cells read otherwise, {taken.added:,} were not held."
    return text
