"""Editions read on secondary pages, every figure with the page it was read on.

Of several readings of one cell the most precise is the value; readings that round to it add
nothing and are dropped; whatever contradicts it is kept as a doubt. A page that prints any figure
with two decimals is taken to drop trailing zeros, so its "2" is 2.00; on other pages a figure is
known to one decimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from burdenshare.record import Edition, Observation
from burdenshare.terms import ally_by_name, long_date
from editions.sources import LICENCE, PAGE, RETRIEVED, Sources, checksums

FOLDER = "nato/transcribed/"
AGGREGATES = f"{FOLDER}aggregates_share_of_gdp.csv"
NAMES = {"European allies": "NATO-EU", "NATO Europe": "NATO-EU"}
STATED = {
    "2014-02-24": (2013, 4),
    "2015-06-22": (2015, 5),
    "2016-01-28": (2015, 5),
    "2016-07-04": (2016, 5),
    "2017-03-13": (2016, 5),
    "2017-06-29": (2017, 6),
    "2018-03-15": (2017, 4),
    "2018-07-10": (2018, 5),
    "2019-03-14": (2018, 7),
    "2019-11-29": (2019, 9),
    "2020-10-21": (2020, 10),
    "2021-03-16": (2020, 11),
    "2021-06-11": (2021, 10),
    "2022-03-31": (2021, 8),
    "2022-06-27": (2022, 9),
    "2023-03-21": (2022, 7),
    "2023-07-07": (2023, 11),
    "2024-03-14": (2023, 11),
}
"""Allies at 2 % that NATO or the press stated when the edition came out."""
UNSURE = re.compile(
    r"misprint|not certain|implausible|assumed|inferred|computed from|carry this over|"
    r"may be 1\.00|order of size|would be rank|edition not stated|falling order"
)
DOUBTS = {
    ("2017-06-29", "MNE", "usd"): "about ten times what its share of GDP would give",
    ("2017-06-29", "SVK", "usd"): "printed as a bare 1, far from what its share would give",
}


@dataclass(frozen=True)
class Transcription(Edition):
    """An edition that remembers which files it was made from."""

    sources_named: tuple[str, ...] = ()


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """Every edition that is held in transcription alone."""
    for day in STATED:
        if day != "2023-07-07":
            yield edition(sources, day)


def edition(sources: Sources, day: str) -> tuple[Transcription, list[Observation]]:
    """Return one edition."""
    names = tuple(n for n in sources.names(FOLDER + day))
    found = [o for n in names for o in _merged(list(_read(sources, day, n)))]
    totals = list(_aggregates(sources, day))
    used = (*names, AGGREGATES) if totals else names
    year, count = STATED[day]
    shares = [o for o in found if o.indicator == "share_of_gdp" and not o.doubt]
    allies = {o.ally for o in shares if o.year == year}
    return Transcription(
        id=f"nato/{day}",
        publisher="nato",
        title=f"Defence Expenditure of NATO Countries ({_years(shares)})",
        published=date.fromisoformat(day),
        definition="nato_defence_expenditure",
        price_base=None,
        origin="transcribed",
        licence=LICENCE,
        citation=f"NATO, Defence Expenditure of NATO Countries, edition of "
        f"{long_date(date.fromisoformat(day))}, as reported on the page named at each figure",
        url=PAGE,
        retrieved=RETRIEVED,
        sources=checksums(*used),
        sources_named=used,
        stated_counts={year: count},
        remarks=f"Re-typed from press and other pages, each named at its figure: {len(allies)} "
        f"allies for {year}. NATO's own file is not held." + _unmarked(sources, names),
    ), [*found, *totals]


def _years(shares: list[Observation]) -> str:
    years = sorted({o.year for o in shares})
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}, in part"


def _unmarked(sources: Sources, names: tuple[str, ...]) -> str:
    blank = sum(not row["estimate"] for n in names for _, row in sources.records(n))
    return f" Of {blank} readings it is not known whether NATO marked them as estimates." if blank else ""


def _read(sources: Sources, day: str, name: str) -> Iterator[Observation]:
    money = "expenditure_usd" in name
    records = sources.records(name)
    fine = {r["source_url"] for _, r in records if re.search(r"\.\d\d$", r["value"])}
    for line, row in records:
        yield _observation(day, line, row, money=money, two=row["source_url"] in fine)


def _observation(day: str, line: int, row: dict[str, str], *, money: bool, two: bool) -> Observation:
    raw, note = row["value"], row["note"]
    value, printed = Decimal(raw), len(raw.partition(".")[2])
    billions = money and row["unit"].startswith("billion")
    if money:
        decimals = printed - 3 if billions else 0
    else:
        decimals = 2 if two and "one decimal" not in note else max(1, printed)
    return Observation(
        edition=f"nato/{day}",
        ally=row["ally"],
        year=int(row["year"]),
        indicator="expenditure_usd_current" if money else "share_of_gdp",
        value=value * 1000 if billions else value,
        raw=raw,
        decimals=decimals,
        status="estimated" if row["estimate"] == "true" else "reported",
        origin="transcribed",
        flag=_flag(row),
        currency="USD" if money else "",
        line=line,
        url=row["source_url"],
        doubt=_doubt(day, row, note, money=money),
    )


def _flag(row: dict[str, str]) -> str:
    """Mark a reading whose page, edition or print is not sure."""
    return "uncertain" if UNSURE.search(row["note"]) or not row["source_url"] else ""


def _doubt(day: str, row: dict[str, str], note: str, *, money: bool) -> str:
    if money:
        return DOUBTS.get((day, row["ally"], "usd"), "")
    if note.startswith("DISAGREES"):
        return "other pages print another figure for this cell of the edition"
    return ""


def _merged(found: list[Observation]) -> Iterator[Observation]:
    """One value a cell; what contradicts it becomes a doubt."""
    cells: dict[tuple[str, int], list[Observation]] = {}
    for o in found:
        cells.setdefault((o.ally, o.year), []).append(o)
    for group in cells.values():
        sound = [o for o in group if not o.doubt]
        if sound:
            best = max(sound, key=lambda o: (o.decimals or 0, not o.flag, -(o.line or 0)))
            yield best
            yield from (_contradiction(o, best) for o in sound if not _rounds(o, best))
        yield from (o for o in group if o.doubt)


def _rounds(o: Observation, best: Observation) -> bool:
    assert o.value is not None and best.value is not None  # noqa: PT018, S101
    return abs(o.value - best.value) <= o.half_width


def _contradiction(o: Observation, best: Observation) -> Observation:
    return replace(o, doubt=f"another page prints {best.raw} for this cell of the edition")


def _aggregates(sources: Sources, day: str) -> Iterator[Observation]:
    for line, row in sources.records(AGGREGATES):
        if row["release_date"] == day:
            name = NAMES.get(row["aggregate"], row["aggregate"])
            yield Observation(
                edition=f"nato/{day}",
                ally=ally_by_name(name) or name,
                year=int(row["year"]),
                indicator="share_of_gdp",
                value=Decimal(row["value"]),
                raw=row["value"],
                decimals=2,
                status="estimated" if row["estimate"] == "true" else "reported",
                origin="transcribed",
                line=line,
                url=row["source_url"],
            )
