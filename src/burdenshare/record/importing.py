"""Take an edition into the user's record: once, whole, and with the changes shown."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record.model import Edition, Observation
from burdenshare.record.record import Record
from burdenshare.record.rows import insert
from burdenshare.record.store import open_user_for_writing

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
    changes : cells that differ from the edition held under the same date
    """

    edition: Edition
    observations: list[Observation]
    held_already: bool
    replaces: str
    changes: list[Change]


def plan_import(record: Record, edition: Edition, observations: list[Observation]) -> Taken:
    """Decide under which id an edition is recorded; writes nothing.

    The same file again is a no-op, and so is a re-saved copy with the same values. An original
    takes the place of an edition held from secondary sources; a file that differs from an original
    is a new edition, `.r2`, `.r3` ...
    """
    family = [e for e in record.editions(source=edition.publisher) if _stem(e.id) == edition.id]
    checksums = set(edition.sources.values())
    for held in family:
        if checksums & set(held.sources.values()):
            return Taken(held, observations, True, "", [])
    if not family:
        return Taken(edition, observations, False, "", [])
    last = family[-1]
    changes = list(differences(record.observations(last.id), observations))
    if last.origin == "original" and not changes:
        return Taken(last, observations, True, "", [])
    if last.origin != "original" and edition.origin == "original":
        kept = replace(edition, stated_counts=last.stated_counts | edition.stated_counts)
        return Taken(kept, observations, False, last.id, changes)
    name = f"{edition.id}.r{len(family) + 1}"
    renamed = [replace(o, edition=name) for o in observations]
    return Taken(replace(edition, id=name), renamed, False, "", changes)


def _stem(name: str) -> str:
    return name.partition(".r")[0]


def differences(was: Iterable[Observation], now: Iterable[Observation]) -> Iterable[Change]:
    """Cells whose values differ, in the order of `now`; then those that are gone."""
    before = {(o.ally, o.indicator, o.year): o for o in was if not o.doubt}
    for o in now:
        old = before.pop((o.ally, o.indicator, o.year), None)
        if old is None or not _agrees(old, o):
            yield Change(o.ally, o.indicator, o.year, old.raw if old else "", o.raw)
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
    if taken.held_already:
        return
    with contextlib.closing(open_user_for_writing(path)) as db:
        try:
            with db:
                insert(db, taken.edition, taken.observations)
        except sqlite3.DatabaseError as error:
            raise BrokenRecordError(
                f"your record cannot be written ({error})",
                where=str(path),
                mend="free some space, or name another file with --record",
            ) from error
