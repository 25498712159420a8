"""Read SIPRI's workbook into an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from burdenshare.publishers import guard, second
from burdenshare.publishers.guard import checksum
from burdenshare.publishers.sipri.notes import numbers_of, settle, texts_of
from burdenshare.publishers.sipri.sheets import Sheet, recognise, refuse
from burdenshare.publishers.sipri.table import Row, observations, rows
from burdenshare.publishers.workbook import read_grids
from burdenshare.record import Edition, Observation
from burdenshare.terms import INDICATORS, find_publisher, latest_possible_day, long_date, name_of

RELEASED = "04"
"""SIPRI releases the years to Y in April of Y + 1; a day known to the month counts from its end."""


def read(
    path: Path, *, published: date | None = None, retrieved: str = ""
) -> tuple[Edition, list[Observation]]:
    """Read one workbook; anything unknown refuses, and says where.

    Parameters
    ----------
    published : the day of the release; by default the end of April after its last year
    retrieved : the day it was fetched

    Raises
    ------
    ImportRefusedError : the file is not a workbook of SIPRI's, or contradicts its own heads
    """
    guard.inspect(path)
    with second.Reader(path) as other:
        grids = read_grids(path, colours=True)
        sheets = recognise(grids)
        day = published or _released(sheets)
        texts = texts_of(grids)
        listed = [row for s in sheets for row, _ in rows(s)]
        settled = settle(numbers_of((r.code, r.notes) for r in listed), texts, _names(listed))
        found = [o for s in sheets for o in observations(s, f"sipri/{day}", settled)]
        other.check(found)
    remarks = _remarks(sheets, settled)
    edition = _edition(path, day, sheets, found, retrieved)
    return replace(edition, notes=_notes(texts, listed, found), remarks=remarks), found


def _released(sheets: list[Sheet]) -> date:
    last = max(max(s.years.values()) for s in sheets)
    return latest_possible_day(f"{last + 1}-{RELEASED}")


def _names(listed: Iterable[Row]) -> dict[str, str]:
    """Code to the name under which the release lists it."""
    return {r.code: r.name.text for r in listed}


def _notes(texts: dict[str, str], listed: Iterable[Row], found: Iterable[Observation]) -> dict[str, str]:
    """Note id to text, for every note that a cell carries."""
    own = {k.replace("/", "-"): v for row in listed for k, v in row.remarks.items()}
    used = dict.fromkeys(n for o in found for n in o.notes)
    lacking = "(this release's list of footnotes has no such number)"
    return {n: texts.get(n) or own.get(n) or lacking for n in used}


def _price_base(sheets: list[Sheet]) -> int | None:
    """Base year of constant prices, from the name of the sheet; its head must agree."""
    for sheet in sheets:
        found = re.search(r"(?i)^constant\s*\(?(\d{4})", sheet.grid.name.strip())
        if found is None:
            continue
        head = [s for row in sheet.grid.rows[: sheet.header] for s in row if s.text]
        stated = set(re.findall(r"(?i)constant \(?(\d{4})", " ".join(s.text for s in head)))
        if stated and stated != {found[1]}:
            raise refuse(sheet.grid, head[0], f"the sheet's name says {found[1]}, its head {stated}")
        return int(found[1])
    return None


def _edition(path: Path, day: date, sheets: list[Sheet], found: list[Observation], retrieved: str) -> Edition:
    years = sorted({o.year for o in found})
    held = {o.indicator for o in found}
    title = f"SIPRI Military Expenditure Database ({years[0]}-{years[-1]})"
    publisher = find_publisher("sipri")
    return Edition(
        id=f"sipri/{day}",
        publisher="sipri",
        title=title,
        published=day,
        definition="sipri_military_expenditure",
        price_base=_price_base(sheets),
        origin="original",
        complete=tuple(i for i in INDICATORS if i in held),
        licence=publisher.licence,
        citation=f"{title}, release of {long_date(day)}, {publisher.page}",
        url=publisher.page,
        retrieved=retrieved,
        sources={path.name: checksum(path)},
    )


def _remarks(sheets: list[Sheet], settled: dict[str, str]) -> str:
    text = f"Sheets read: {', '.join(s.grid.name for s in sheets)}."
    dropped = list(dict.fromkeys(h for s in sheets for h in s.others if "current" in h))
    if dropped:
        columns = "', '".join(dropped)
        text += f" Left out, since they are in current prices: the columns '{columns}'."
    if settled:
        named = ", ".join(sorted(c if "/" in c else name_of(c) for c in settled))
        text += f" Footnotes that its sheets number differently, settled by their texts: {named}."
    return text
