"""Take an edition into the user's record: once, whole, and with the changes shown."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record.model import Edition, Observation
from burdenshare.record.record import Record
from burdenshare.record.rows import insert, remove, write_seal
from burdenshare.record.store import open_user_for_writing
from burdenshare.record.tables import seal_of

RESAVED = Decimal("1e-12")
"""Relative difference that programs leave when they save a workbook again."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that reads otherwise than in the edition held under the same date.

    `was` and `now` are the raw texts; empty for a cell that was not held, or no longer is.
    """

    ally: str
    indicator: str
    year: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, or would do.

    Parameters
    ----------
    edition : as it is recorded, its id perhaps with `.r2`
    observations : its cells
    held_already : the same file, or the same values, are held; nothing is written
    replaces : the edition id whose secondary values it replaces, or empty
    changes : cells held under the same date that read otherwise, or are gone
    added : number of cells that were not held under the same date
    completes : whether the file adds indicators to an edition that is held without them
    """

    edition: Edition
    observations: list[Observation]
    held_already: bool = False
    replaces: str = ""
    changes: list[Change] = field(default_factory=list)
    added: int = 0
    completes: bool = False


def plan_import(record: Record, edition: Edition, observations: list[Observation]) -> Taken:
    """Decide under which id an edition is recorded; writes nothing.

    The same file again is a no-op, and so is a re-saved copy with the same values. An original
    takes the place of an edition held from secondary sources; a file with other indicators of the
    same release completes it; one that differs from an original is a new edition, `.r2`, `.r3` ...
    """
    family = [e for e in record.editions(source=edition.publisher) if _stem(e.id) == edition.id]
    checksums = set(edition.sources.values())
    for same in family:
        if checksums & set(same.sources.values()):
            return _same_file(same, record.observations(same.id), edition, observations)
    if not family:
        return Taken(edition, observations)
    return _beside(record, family, edition, observations)


def _same_file(
    same: Edition, held: list[Observation], edition: Edition, observations: list[Observation]
) -> Taken:
    """Decide on a file that is held: a no-op, unless only a part of it is."""
    if {_key(o) for o in observations} <= {_key(o) for o in held}:
        return Taken(same, observations, held_already=True)
    return _completed(same, held, edition, observations)


def _beside(
    record: Record, family: list[Edition], edition: Edition, observations: list[Observation]
) -> Taken:
    """Decide on a file whose release is held in some form."""
    last = family[-1]
    held = record.observations(last.id)
    if not {o.indicator for o in held} & {o.indicator for o in observations}:
        return _completed(last, held, edition, observations)
    if len(last.sources) > 1:  # made from a file per indicator: this one speaks for its own
        held = [o for o in held if o.indicator in {n.indicator for n in observations}]
    changes = list(differences(held, observations))
    added = len({_key(o) for o in observations} - {_key(o) for o in held})
    if last.origin != "original" and edition.origin == "original":
        kept = replace(edition, stated_counts=last.stated_counts | edition.stated_counts)
        return Taken(kept, observations, replaces=last.id, changes=changes, added=added)
    if not (changes or added):
        return Taken(last, observations, held_already=True)
    name = f"{edition.id}.r{len(family) + 1}"
    renamed = [replace(o, edition=name) for o in observations]
    return Taken(replace(edition, id=name), renamed, changes=changes, added=added)


def _completed(
    last: Edition, held: list[Observation], edition: Edition, observations: list[Observation]
) -> Taken:
    """Lay a file's cells beside those of the same release that are held without them."""
    known, fresh = {_key(o) for o in held}, {_key(o) for o in observations}
    whole = replace(
        last,
        complete=tuple(dict.fromkeys((*last.complete, *edition.complete))),
        sources=last.sources | edition.sources,
        notes=last.notes | edition.notes,
        price_base=last.price_base or edition.price_base,
        remarks=" ".join(r for r in (last.remarks, edition.remarks) if r),
    )
    kept = [o for o in held if _key(o) not in fresh]
    new = [replace(o, edition=last.id) for o in observations]
    return Taken(whole, [*kept, *new], added=len(fresh - known), completes=True)


def _stem(name: str) -> str:
    return name.partition(".r")[0]


def _key(o: Observation) -> tuple[str, str, int]:
    return o.ally, o.indicator, o.year


def differences(was: Iterable[Observation], now: Iterable[Observation]) -> Iterable[Change]:
    """Cells held before whose values differ, in the order of `now`; then those that are gone."""
    before = {_key(o): o for o in was if not o.doubt}
    for o in now:
        old = before.pop(_key(o), None)
        if old is not None and not _agrees(old, o):
            yield Change(o.ally, o.indicator, o.year, old.raw, o.raw)
    for (ally, indicator, year), old in before.items():
        yield Change(ally, indicator, year, old.raw, "")


def _agrees(old: Observation, new: Observation) -> bool:
    """Whether the new value is the old one; one from a secondary source may be its rounding."""
    if old.value is None or new.value is None:
        return old.value is new.value
    secondary = Decimal(0) if old.origin == "original" else old.half_width
    return abs(old.value - new.value) <= max(secondary, abs(old.value) * RESAVED)


def commit_import(taken: Taken, path: Path) -> None:
    """Write a planned import, whole or not at all.

    Raises
    ------
    BrokenRecordError : the user's record cannot be written
    """
    if not taken.held_already:
        write_editions([(taken.edition, taken.observations)], path)


def write_editions(editions: Iterable[tuple[Edition, list[Observation]]], path: Path) -> None:
    """Write editions into the user's record in one transaction, in the place of any of their name.

    Raises
    ------
    BrokenRecordError : the user's record cannot be written; it is unchanged
    """
    with contextlib.closing(open_user_for_writing(path)) as db:
        try:
            with db:
                for edition, observations in editions:
                    remove(db, edition.id)
                    insert(db, edition, observations)
                    write_seal(db, edition.id, seal_of(edition, observations))
        except sqlite3.DatabaseError as error:
            raise BrokenRecordError(
                f"your record cannot be written ({error})",
                where=str(path),
                mend="free some space, or name another file with --record",
            ) from error
