"""Read the IMF's World Economic Outlook database into an edition."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.currencies import currency_in
from burdenshare.publishers.files import number
from burdenshare.publishers.guard import checksum
from burdenshare.publishers.imf_weo.subjects import DECIMALS, SUBJECTS, Subject
from burdenshare.publishers.imf_weo.tables import GENUINE, Table, read_table
from burdenshare.publishers.imf_weo.vintage import vintage
from burdenshare.record import Edition, Observation
from burdenshare.record.wide import letters, scaled
from burdenshare.terms import ALLIES, INDICATORS, find_publisher, name_of, state_by_name

FORMER_CODES = {"UVK": "XKX"}
MISSING = ("", "n/a", "--")
NO_START = (
    "the publisher does not say where its projections of this series start; years from that of "
    "the edition on are taken as projections"
)
ZERO = "zero stands where the value is too small to print"
POSITIVE = ("population", "ppp_rate", "gdp_deflator")
REBASED = ("gdp_national_constant", "gdp_deflator")
"""Indicators that the base year of a country's constant prices qualifies."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series: where it stands, whose it is and of what, and where projections start."""

    number: int
    cells: list[str]
    ally: str
    subject: Subject
    start: int | None


def read(
    path: Path, *, published: date | None = None, retrieved: str = ""
) -> tuple[Edition, list[Observation]]:
    """Read one database file; anything unknown refuses, and says where.

    Parameters
    ----------
    published : the day of the vintage; else the end of the month that the file's name, or its
        last line, names
    retrieved : the day it was fetched

    Raises
    ------
    ImportRefusedError : the file is not the IMF's, or states what cannot be
    """
    table = read_table(path)
    day = published or vintage(table)
    lines = list(_series(table))
    if not lines:
        raise ImportRefusedError("no line holds a series we know", where=table.file, mend=GENUINE)
    bases = _bases(table, lines)
    found = [o for line in lines for o in _observations(table, line, day, bases)]
    edition = edition_of(
        day,
        found,
        bases,
        {path.name: checksum(path)},
        retrieved=retrieved,
        remarks="Read from the IMF's own tab-separated file.",
    )
    return edition, found


def _series(table: Table) -> Iterator[Line]:
    """Lines of subjects and states we know; groups and other subjects are passed over."""
    seen = set()
    for n, cells in table.rows:
        subject = SUBJECTS.get(_cell(table, cells, "WEO Subject Code"))
        ally = _code(_cell(table, cells, "ISO"))
        if subject is None or not ally:
            continue
        if (ally, subject.code) in seen:
            raise ImportRefusedError(
                f"{subject.code} of {name_of(ally)} stands there twice", where=table.place(n, 0), mend=GENUINE
            )
        seen.add((ally, subject.code))
        _check_unit(table, n, cells, subject)
        yield Line(n, cells, ally, subject, _start(table, n, cells))


def _cell(table: Table, cells: list[str], title: str) -> str:
    return " ".join(cells[table.columns[title]].split())


def _code(text: str) -> str:
    """ISO code of a state; empty for what we do not know."""
    code = FORMER_CODES.get(text, text)
    return code if code in ALLIES or state_by_name(code) == code else ""


def _check_unit(table: Table, n: int, cells: list[str], subject: Subject) -> None:
    for title, wanted in (("Units", subject.units), ("Scale", subject.scale)):
        found = _cell(table, cells, title)
        scale_of_one = title == "Scale" and not wanted and found.casefold() == "units"
        if found.casefold() != wanted.casefold() and not scale_of_one:
            raise ImportRefusedError(
                f"{subject.code} stands in '{found[:60]}', not in '{wanted}'",
                where=table.place(n, table.columns[title]),
                mend="if the IMF has changed the unit, the table of subjects must follow it",
            )


def _start(table: Table, n: int, cells: list[str]) -> int | None:
    """Return the last year that is no projection, where the line names one."""
    text = _cell(table, cells, "Estimates Start After")
    if text in ("", "0", "n/a", "--"):
        return None
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise ImportRefusedError(
            f"'{text[:40]}' is no year",
            where=table.place(n, table.columns["Estimates Start After"]),
            mend=GENUINE,
        )
    return int(text)


def _bases(table: Table, lines: list[Line]) -> dict[str, str]:
    """State to the base year of its constant prices, as the notes on NGDP_R state it."""
    found: dict[str, str] = {}
    for line in lines:
        if line.subject.code == "NGDP_R":
            text = base_year(_cell(table, line.cells, "Country/Series-specific Notes"))
            if text:
                found[line.ally] = text
    return found


def base_year(note: str) -> str:
    """Base year that a note names, as it writes it, or an empty text.

    >>> base_year("GDP valuation: Market prices Base year: 2015 Chain-weighted: Yes, from 1990")
    '2015'
    """
    found = re.search(r"Base year:\s*((?:FY)?\d{4}(?:/\d{2,4})?)", note)
    return found[1] if found else ""


def _observations(table: Table, line: Line, day: date, bases: dict[str, str]) -> Iterator[Observation]:
    start = day.year - 1 if line.start is None else line.start
    own = _currency(table, line, day)
    notes = notes_of(line.subject.indicator, line.ally, bases, has_start=line.start is not None)
    for year, column in table.years.items():
        raw = line.cells[column]
        empty = raw.strip() in MISSING
        doubt = "" if empty else _check(table, line, year, column, raw)
        yield Observation(
            f"imf_weo/{day}",
            line.ally,
            year,
            line.subject.indicator,
            None if empty else scaled(raw, line.subject.power),
            raw,
            None if empty else DECIMALS[line.subject.indicator],
            "missing" if empty else "projected" if year > start else "reported",
            missing=raw.strip() if empty else "",
            currency=own,
            sheet=table.file,
            cell=f"{letters(column + 1)}{line.number}",
            notes=notes,
            doubt=doubt,
        )


def notes_of(indicator: str, ally: str, bases: dict[str, str], *, has_start: bool) -> tuple[str, ...]:
    """Ids of the notes that qualify a series."""
    rebased = indicator in REBASED and ally in bases
    return (*([f"base.{ally}"] if rebased else []), *([] if has_start else ["no-start"]))


def _currency(table: Table, line: Line, day: date) -> str:
    """Return the currency of a series; what the notes say of it must agree."""
    if line.subject.currency != "national":
        return line.subject.currency
    own = currency_in(line.ally, day.year)
    note = _cell(table, line.cells, "Country/Series-specific Notes")
    named = re.search(r"Primary domestic currency: ([^:]*?)(?: Data last|$)", note)
    if own and named and ("euro" in named[1].casefold()) != (own == "EUR"):
        raise ImportRefusedError(
            f"{name_of(line.ally)} is in '{named[1][:40]}', where {own} was expected",
            where=table.place(line.number, table.columns["Country/Series-specific Notes"]),
            mend="check the day given with --published",
        )
    return own


def _check(table: Table, line: Line, year: int, column: int, raw: str) -> str:
    """Refuse a number that cannot be; return why one that may be must not be used."""
    place, subject = table.place(line.number, column), line.subject
    value = number(raw, place, mend=GENUINE, grouped=True)
    nothing = not value and (subject.currency or subject.indicator in POSITIVE)
    if nothing and line.ally not in ALLIES:
        return ZERO
    if nothing or not subject.low <= value <= subject.high:
        raise ImportRefusedError(
            f"{subject.indicator} of {name_of(line.ally)} {year} cannot be {raw.strip()[:40]}",
            where=place,
            mend="compare the cell with the IMF's own page",
        )
    return ""


def edition_of(
    day: date,
    found: list[Observation],
    bases: dict[str, str],
    sources: dict[str, str],
    *,
    remarks: str,
    origin: str = "original",
    retrieved: str = "",
) -> Edition:
    """Describe the edition that observations make up."""
    held = {o.indicator for o in found}
    used = {n for o in found for n in o.notes}
    notes = {f"base.{a}": f"Base year: {base}" for a, base in sorted(bases.items())}
    notes["no-start"] = NO_START
    title = f"World Economic Outlook database, {calendar.month_name[day.month]} {day.year}"
    publisher = find_publisher("imf_weo")
    return Edition(
        id=f"imf_weo/{day}",
        publisher="imf_weo",
        title=title,
        published=day,
        definition="world_economic_outlook",
        price_base=None,
        origin=origin,
        complete=tuple(i for i in INDICATORS if i in held),
        licence=publisher.licence,
        citation=f"International Monetary Fund, {title}",
        url=f"{publisher.page}{day.year}/{calendar.month_name[day.month]}",
        retrieved=retrieved,
        sources=sources,
        notes={n: text for n, text in notes.items() if n in used},
        remarks=remarks,
    )
