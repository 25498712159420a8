"""Read a World Bank download of one indicator into an edition."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from burdenshare.errors import ImportRefusedError, nearest
from burdenshare.publishers.currencies import currency_in, taken_up
from burdenshare.publishers.files import number
from burdenshare.publishers.guard import checksum
from burdenshare.publishers.worldbank.tables import GENUINE, Table, read_tables
from burdenshare.record import Edition, Observation
from burdenshare.record.wide import letters, scaled
from burdenshare.terms import (
    ALLIES,
    CURRENCIES,
    INDICATORS,
    find_publisher,
    long_date,
    name_of,
    state_by_name,
)

OF_SIPRI = (
    "share_of_gdp (MS.MIL.XPND.GD.ZS) is the series of the Stockholm International Peace Research "
    "Institute, whose terms follow it: use that is not commercial, with attribution, of less than "
    "a tenth of its data, and no reproduction on a site of one's own"
)
TITLE = "World Development Indicators"
FIRST_COLUMNS = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
FORMER_CODES = {"KSV": "XKX", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS"}
"""Codes of older files that are not of ISO 3166."""
TRUE_EXTREMES = {("share_of_gdp", "KWT", 1991): "the year of the war on its soil"}
"""Values out of bounds that are so."""
ZERO = "zero stands where the series has no value, or one too small to print"
MISSING = ("", "..")


@dataclass(frozen=True, slots=True)
class Series:
    """What an indicator code is: our indicator, its power of ten, its currency and bounds."""

    indicator: str
    power: int
    currency: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Head:
    """Where the header stands, counted from 0, and the years of its columns."""

    row: int
    years: dict[int, int]


def _known() -> dict[str, Series]:
    text = Path(__file__).with_name("indicators.csv").read_text("utf-8")
    return {
        r["code"]: Series(
            r["indicator"], int(r["power"]), r["currency"], Decimal(r["low"]), Decimal(r["high"] or "1e20")
        )
        for r in csv.DictReader(text.splitlines())
    }


CODES = _known()
POWERS = {s.indicator: s.power for s in CODES.values()}
"""Indicator to the power of ten between the file's numbers and the canonical unit."""


def read(
    path: Path, *, published: date | None = None, retrieved: str = ""
) -> tuple[Edition, list[Observation]]:
    """Read one download; anything unknown refuses, and says where.

    Parameters
    ----------
    published : the day of the vintage; else the file's "Last Updated Date"
    retrieved : the day it was fetched

    Raises
    ------
    ImportRefusedError : the file is no download of an indicator we know, or states what cannot be
    """
    table = read_tables(path)
    head = _head(table)
    day = published or _last_updated(table, head)
    name = f"worldbank/{day}"
    found = [o for row in _countries(table, head) for o in _observations(table, head, row, name)]
    if not found:
        raise ImportRefusedError(
            "no row of the table holds a value of a state we know",
            where=f"{table.file}, '{table.name}'",
            mend=GENUINE,
        )
    return _edition(path, table, head, day, retrieved, found), found


def _head(table: Table) -> Head:
    for k, row in enumerate(table.rows):
        if row and row[0].strip() == "Country Name":
            texts = [c.strip() for c in row]
            if tuple(texts[:4]) != FIRST_COLUMNS:
                break
            return Head(k, _years(table, k, texts))
    raise ImportRefusedError(
        f"no line of the table begins {', '.join(FIRST_COLUMNS)}",
        where=f"{table.file}, '{table.name}'",
        mend=GENUINE,
    )


def _years(table: Table, row: int, texts: list[str]) -> dict[int, int]:
    """Column to year; columns that are blank in every row below are left out."""
    years: dict[int, int] = {}
    for k, text in enumerate(texts[4:], start=4):
        if not text:
            continue
        if not re.fullmatch(r"(19|20)\d\d", text) or int(text) in years.values():
            raise ImportRefusedError(
                f"'{text[:40]}' is no year, or one that stands there twice",
                where=table.place(row, k),
                mend=GENUINE,
            )
        years[k] = int(text)
    said = {k for r in table.rows[row + 1 :] for k, c in enumerate(r) if c.strip()}
    return {k: y for k, y in years.items() if k in said}


def _last_updated(table: Table, head: Head) -> date:
    for k, row in enumerate(table.rows[: head.row]):
        if len(row) > 1 and row[0].strip() == "Last Updated Date":
            try:
                return date.fromisoformat(row[1].strip())
            except ValueError as error:
                raise ImportRefusedError(
                    f"'{row[1][:40]}' is no day of the form YYYY-MM-DD",
                    where=table.place(k, 1),
                    mend="give the day with --published YYYY-MM-DD",
                ) from error
    raise ImportRefusedError(
        "the table does not say when it was last updated",
        where=f"{table.file}, '{table.name}'",
        mend="give the day with --published YYYY-MM-DD",
    )


def _countries(table: Table, head: Head) -> Iterator[int]:
    """Rows of states we know; aggregates and other territories are passed over."""
    seen: dict[tuple[str, str], int] = {}
    for k in range(head.row + 1, len(table.rows)):
        row = table.rows[k]
        if not any(c.strip() for c in row):
            continue
        if len(row) < len(FIRST_COLUMNS):
            raise ImportRefusedError("the line is cut off", where=table.place(k, 0), mend=GENUINE)
        _series(table, k)
        if row[1] in table.aggregates or not _code(row[1]):
            continue
        if (row[1], row[3]) in seen:
            raise ImportRefusedError(f"{row[1]} stands there twice", where=table.place(k, 1), mend=GENUINE)
        seen[row[1], row[3]] = k
        yield k


def _code(text: str) -> str:
    """ISO code of a state; empty for what we do not know."""
    code = FORMER_CODES.get(text.strip(), text.strip())
    return code if code in ALLIES or state_by_name(code) == code else ""


def _series(table: Table, k: int) -> Series:
    code = table.rows[k][3].strip()
    if code not in CODES:
        near = nearest(code, CODES)
        raise ImportRefusedError(
            f"'{code[:40]}' is not an indicator we read",
            where=table.place(k, 3),
            mend=f"did you mean {near}?" if near else f"download one of {', '.join(CODES)}",
        )
    return CODES[code]


def _observations(table: Table, head: Head, k: int, edition: str) -> Iterator[Observation]:
    series, row, ally = _series(table, k), table.rows[k], _code(table.rows[k][1])
    vintage = int(edition.partition("/")[2][:4])
    own = currency_in(ally, vintage) if series.currency == "national" else series.currency
    former = taken_up(ally, vintage) if series.indicator == "exchange_rate" else 0
    for column, year in head.years.items():
        raw = row[column] if column < len(row) else ""
        value, doubt = _value(table, (k, column), series, (ally, year), raw)
        yield Observation(
            edition,
            ally,
            year,
            series.indicator,
            value,
            raw,
            status="missing" if value is None else "reported",
            missing=raw.strip() if value is None else "",
            currency=own,
            sheet=table.name,
            cell=f"{letters(column + 1)}{k + 1}",
            notes=(f"former.{ally}",) if year < former else (),
            doubt=doubt,
        )


def _value(
    table: Table, spot: tuple[int, int], series: Series, about: tuple[str, int], raw: str
) -> tuple[Decimal | None, str]:
    """Return a cell's value, and why it must not be used."""
    if raw.strip() in MISSING:
        return None, ""
    ally, year = about
    place = table.place(*spot)
    value = number(raw, place, mend=GENUINE)
    if not value and series.indicator.startswith("gdp_national") and ally not in ALLIES:
        return Decimal(0), ZERO  # such as Ukraine 1960 or Serbia 1990, in present currency
    positive = value > 0 or (not value and series.high in (100, 1000))
    allowed = (series.indicator, ally, year) in TRUE_EXTREMES
    if not allowed and not (positive and series.low <= value <= series.high):
        raise ImportRefusedError(
            f"{series.indicator} of {name_of(ally)} {year} cannot be {raw.strip()[:40]}",
            where=place,
            mend="compare the cell with the World Bank's own page",
        )
    return scaled(raw, series.power), ""


def _edition(
    path: Path, table: Table, head: Head, day: date, retrieved: str, found: list[Observation]
) -> Edition:
    codes = sorted({r[3].strip() for r in table.rows[head.row + 1 :] if len(r) > 3})  # noqa: PLR2004
    held = {o.indicator for o in found}
    shares = "share_of_gdp" in held
    publisher = find_publisher("worldbank")
    return Edition(
        id=f"worldbank/{day}",
        publisher="worldbank",
        title=TITLE,
        published=day,
        definition="world_development_indicators",
        price_base=_price_base(table, head),
        origin="original",
        complete=tuple(i for i in INDICATORS if i in held),
        licence=f"{publisher.licence}; {OF_SIPRI}" if shares else publisher.licence,
        citation=f"World Bank, {TITLE}, {', '.join(codes)}, updated {long_date(day)}"
        + ("; original source: SIPRI" if shares else ""),
        url=publisher.page + codes[0],
        retrieved=retrieved,
        sources={path.name: checksum(path)},
        notes={n: _former(n, day) for o in found for n in o.notes},
        remarks=f"Read from the World Bank's own download of {', '.join(codes)}.",
    )


def _former(note: str, day: date) -> str:
    ally = note.partition(".")[2]
    own = CURRENCIES[currency_in(ally, day.year)]
    return (
        f"before {taken_up(ally, day.year)} the exchange rate is that of the currency then in use, "
        f"while output is in today's ({own}) for all years: do not multiply them"
    )


def _price_base(table: Table, head: Head) -> int | None:
    """Return the base year of constant dollars, which the indicator's name states."""
    for k, row in enumerate(table.rows[head.row + 1 :], start=head.row + 1):
        if len(row) > 3 and row[3].strip() == "NY.GDP.MKTP.KD":  # noqa: PLR2004
            found = re.search(r"constant (\d{4}) US\$", row[2])
            if found is None:
                raise ImportRefusedError(
                    "the indicator's name does not say of which year its prices are",
                    where=table.place(k, 2),
                    mend=GENUINE,
                )
            return int(found[1])
    return None
