"""Small records for one rule at a time: editions of a few cells each, held in memory.

A cell's name is its indicator, with year and ally where they are not 2018 and Germany:
`share_of_gdp`, `share_of_gdp 2017`, `share_of_gdp 2017 FRA`. Its text is what the publisher
printed: `2.00` is known to two decimals, `2.004/2` is stored so and printed with two, `--` is a
blank that the publisher left, `?2.00` was read and not believed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from burdenshare.pledges import Clause, Reading, find_pledge
from burdenshare.record import Edition, Observation, Record, View
from burdenshare.record.rows import create, insert

ALLY, YEAR = "DEU", 2018
NATO = "nato_defence_expenditure"


@dataclass(frozen=True)
class Held:
    """An edition with its cells."""

    edition: Edition
    cells: list[Observation]


def edition(
    day: str,
    cells: dict[str, str],
    *,
    definition: str = NATO,
    base: int | None = None,
    currency: str = "EUR",
    publisher: str = "nato",
    release: str = "",
    **more: Any,
) -> Held:
    """Return an edition of a day, with what it says; `more` goes to every cell."""
    name = f"{publisher}/{day}{release}"
    made = Edition(
        id=name,
        publisher=publisher,
        title="Small tables",
        published=date.fromisoformat(day),
        definition=definition,
        price_base=base,
        origin="original",
        notes={"7:DEU": "Includes pensions.", "8:FRA": "Of France alone."},
    )
    return Held(made, [_cell(name, where, text, currency, more) for where, text in cells.items()])


def _cell(edition_id: str, where: str, text: str, currency: str, more: dict[str, Any]) -> Observation:
    indicator, year, ally = (*where.split(), "", "")[:3]
    printed, _, decimals = text.removeprefix("?").partition("/")
    is_blank = printed in {"--", ""}
    return Observation(
        edition=edition_id,
        ally=ally or ALLY,
        year=int(year or YEAR),
        indicator=indicator,
        value=None if is_blank else Decimal(printed),
        raw=printed,
        **{
            "decimals": None if is_blank else int(decimals or len(printed.partition(".")[2])),
            "status": "missing" if is_blank else "reported",
            "missing": printed if is_blank else "",
            "currency": currency if "national" in indicator else "",
            "doubt": "a digit is smudged" if text.startswith("?") else "",
            **more,
        },
    )


def database(*held: Held) -> sqlite3.Connection:
    """Return these editions as a database in memory, to which another can be attached."""
    db = sqlite3.connect("file::memory:", uri=True)
    create(db)
    for each in held:
        insert(db, each.edition, each.cells)
    return db


def record(*held: Held) -> Record:
    """Return a record of these editions."""
    return Record(database(*held))


def view(*held: Held, day: str = "2030-01-01", source: str = "nato") -> View:
    """Return what a record of these editions said on a day; all of them unless told otherwise."""
    return record(*held).as_of(date.fromisoformat(day), source=source)


def years(indicator: str, texts: dict[int, str], ally: str = ALLY) -> dict[str, str]:
    """Return the cells of one series."""
    return {f"{indicator} {year} {ally}": text for year, text in texts.items()}


def clause(**changes: Any) -> Clause:
    """Return the guideline of Wales (2 % of GDP, from 2014, due in 2024), with changes."""
    wales = find_pledge("wales-2014").principal
    fixed = {
        "level": Decimal(2),
        "start": 2014,
        "due_year": 2024,
        "deadline": date(2024, 12, 31),
        "agreed": date(2014, 9, 5),
    }
    return replace(wales, **(fixed | changes))


def reading(**changes: Any) -> Reading:
    """Return the plain reading, with changes."""
    return Reading(id="small", departs="nothing", **changes)
