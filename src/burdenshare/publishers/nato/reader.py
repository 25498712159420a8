"""Read NATO's workbook of defence expenditure into an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import guard, second
from burdenshare.publishers.guard import checksum
from burdenshare.publishers.nato import checks
from burdenshare.publishers.nato.blocks import Reading, cells, read_sheet
from burdenshare.publishers.nato.identities import Offender, offenders
from burdenshare.publishers.nato.layout import Layout, Sheet, recognise
from burdenshare.publishers.nato.notes import Note, notes_of
from burdenshare.publishers.nato.restated import restated
from burdenshare.publishers.workbook import read_grids
from burdenshare.record import Edition, Observation, expected
from burdenshare.terms import INDICATORS, find_publisher, long_date


def read(
    path: Path, *, published: date | None = None, retrieved: str = ""
) -> tuple[Edition, list[Observation]]:
    """Read one workbook; anything unknown refuses, and says where.

    A cell that contradicts others is taken as `uncertain`, with a note that says what it
    contradicts.

    Parameters
    ----------
    published : the day the edition appeared; else a yymmdd prefix of the file's name
    retrieved : the day it was fetched

    Raises
    ------
    ImportRefusedError : the file is not a workbook of a layout we know, or contradicts itself
    """
    guard.inspect(path)
    with second.Reader(path) as other:
        layout, sheets = recognise(read_grids(path))
        day = published or _day_in_name(path)
        readings = [read_sheet(layout, s, f"nato/{day}") for s in sheets if s.number != "4"]
        plain = [row.observation for row in cells(readings)]
        contradictions = _check(path, sheets, readings, plain)
        other.check(plain)
    notes, observations = _annotate(readings, contradictions)
    edition = _edition(path, layout, day, readings, observations)
    return replace(edition, notes=notes, retrieved=retrieved), observations


def _day_in_name(path: Path) -> date:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)(\d\d)(\d\d)-", path.name)
    if found is None:
        raise ImportRefusedError(
            "the file's name does not say when the edition appeared",
            where=str(path),
            mend="give the day with --published YYYY-MM-DD",
        )
    parts = [int(p) for p in found.groups() if p]
    try:
        return date(parts[0] + (2000 if parts[0] < 100 else 0), parts[1], parts[2])  # noqa: PLR2004
    except ValueError as error:
        raise ImportRefusedError(
            f"the file's name begins with no day ({error})",
            where=str(path),
            mend="give the day with --published YYYY-MM-DD",
        ) from error


def _check(
    path: Path, sheets: list[Sheet], readings: list[Reading], observations: list[Observation]
) -> list[Offender]:
    """Refuse what cannot be; return what contradicts something else."""
    if not any(o.indicator == "share_of_gdp" for o in observations):
        held = ", ".join(r.sheet.number for r in readings)
        raise ImportRefusedError(
            f"table 3, the share of GDP, is missing (tables found: {held})",
            where=str(path),
            mend="import the whole workbook",
        )
    checks.check_ranges(path.name, observations)
    checks.check_units(path.name, observations)
    changes = [s for s in sheets if s.number == "4"]
    return [*offenders(observations), *(o for s in changes for o in restated(s, observations))]


def _annotate(
    readings: list[Reading], contradictions: list[Offender]
) -> tuple[dict[str, str], list[Observation]]:
    """Tie every note to the cells it qualifies."""
    texts: dict[str, str] = {}
    found: list[Observation] = []
    odd: dict[tuple[str, str, int], str] = {}
    for c in contradictions:
        odd[c.key] = f"{odd[c.key]}; {c}" if c.key in odd else str(c)
    gaps = checks.holes(row.observation for row in cells(readings))
    for reading in readings:
        notes = notes_of(reading)
        for row in reading.rows:
            o, key = row.observation, _key(row.observation)
            own = {
                f"hole.{o.indicator}.{o.year}": gaps.get(key),
                f"contradiction.{o.indicator}.{o.ally}.{o.year}": odd.get(key),
            }
            ids = [n.id for n in notes if n.qualifies(row)]
            ids += [name for name, text in own.items() if text]
            texts |= {name: text for name, text in own.items() if text}
            flag = "uncertain" if key in odd else o.flag
            found.append(replace(o, notes=tuple(ids), flag=flag))
        texts |= {n.id: n.text for n in _used(notes, found)}
    return texts, found


def _key(o: Observation) -> tuple[str, str, int]:
    return o.indicator, o.ally, o.year


def _used(notes: list[Note], observations: Iterable[Observation]) -> list[Note]:
    used = {n for o in observations for n in o.notes}
    return [n for n in notes if n.id in used]


def _edition(
    path: Path, layout: Layout, day: date, readings: list[Reading], observations: list[Observation]
) -> Edition:
    held = {o.indicator for o in observations}
    years = sorted({o.year for o in observations})
    core = layout.definition == "nato_core_defence_expenditure"
    what = "Core defence expenditure" if core else "Defence Expenditure"
    title = f"{what} of NATO Countries ({years[0]}-{years[-1]})"
    publisher = find_publisher("nato")
    return Edition(
        id=f"nato/{day}",
        publisher="nato",
        title=title,
        published=day,
        definition=layout.definition,
        price_base=checks.price_base(readings),
        origin="original",
        complete=tuple(i for i in INDICATORS if i in held),
        licence=publisher.licence,
        citation=f"{publisher.english.name}, {title}, edition of {long_date(day)}",
        url=publisher.page,
        sources={path.name: checksum(path)},
        remarks=_remarks(day, readings, observations),
    )


def _remarks(day: date, readings: list[Reading], observations: list[Observation]) -> str:
    tables = ", ".join(r.sheet.number for r in readings)
    text = f"Tables {tables} read from NATO's own workbook."
    last = max(o.year for o in observations)
    there = {o.ally for o in observations if o.indicator == "share_of_gdp"}
    absent = [a for a in expected(last, day) if a not in there]
    return text + (f" Without a row in table 3: {', '.join(absent)}." if absent else "")
