"""The IMF's World Economic Outlook, from another project's conversion of the SDMX release.

The conversion is a data frame of R, a row for each subject, area and year. April and October 2019
came out damaged: every number of 1,000 and more, which the release writes with a comma, is lost.
Of them only subjects are taken whose numbers stay below, and only series without any hole.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from burdenshare.publishers.currencies import currency_in
from burdenshare.publishers.imf_weo import DECIMALS, SUBJECTS, Subject, edition_of
from burdenshare.publishers.imf_weo.reader import base_year, notes_of
from burdenshare.record import Edition, Observation
from burdenshare.record.wide import scaled
from burdenshare.terms import latest_possible_day
from editions.sources import RETRIEVED, Sources, checksums

YEARS = range(2010, 2032)
POWERS = {s.indicator: s.power for s in SUBJECTS.values()}
AREAS = {
    r["area"]: r["ally"]
    for r in csv.DictReader(Path(__file__).with_name("areas.csv").read_text("utf-8").splitlines())
}
"""The IMF's three-digit code to ours; from October 2025 on the release writes ISO codes."""
UNDAMAGED = ("NGDP_RPCH", "NGDP_D", "GGXWDG_NGDP", "GGXCNL_NGDP", "GGX_NGDP", "PPPEX")
UNITS = {
    "NGDP": ("E", "XDC"),
    "NGDP_R": ("E", "XDC"),
    "NGDPD": ("P", "USD"),
    "NGDP_D": ("B", "IX"),
    "NGDP_RPCH": ("H", "PT"),
    "LP": ("N", "na"),
    "PPPEX": ("F", "na"),
    "GGXWDG_NGDP": ("K", "PT"),
    "GGXCNL_NGDP": ("K", "PT"),
    "GGX_NGDP": ("K", "PT"),
}
"""Subject to its unit: the letter of releases up to April 2025, the word of October 2025."""
SCALES = {
    "": ("NULL", "1", "1.0", "0.0"),
    "Billions": ("1000000000", "1000000000.0", "9.0"),
    "Millions": ("1000000", "1000000.0", "6.0"),
}
"""Scale of a printed number to the ways releases write it: a factor, later its exponent."""
WHENCE = (
    "From the IMF's SDMX release as github.com/mitsuoxv/imf-weo has converted it to R: the allies, "
    "2010 to the end of its horizon. A line is the row of that data frame; numbers are brought "
    "back to the three decimals that the IMF prints."
)
DAMAGED = (
    " The conversion has lost every number of 1,000 and more. Left out for that: NGDP, NGDP_R, "
    "NGDPD and LP for all allies, since a series may lose only its large years. "
)


@dataclass(frozen=True)
class Row:
    """One series of the data frame: its first row's number, and year to number."""

    ally: str
    subject: Subject
    first: int
    last_actual: int | None
    note: str
    base: str
    numbers: dict[int, str]


def editions(sources: Sources) -> Iterator[tuple[Edition, list[Observation]]]:
    """Every vintage of which a data frame is there; each takes half a minute to parse."""
    with ProcessPoolExecutor() as pool:
        yield from pool.map(partial(_edition, sources), sources.names("imf_weo/"))


def _edition(sources: Sources, name: str) -> tuple[Edition, list[Observation]]:
    found = re.search(r"weo_(\d{4}-\d\d)_", name)
    if found is None:
        raise ValueError(f"{name}: the name says no month")
    day = latest_possible_day(found[1])
    frame_name, frame = _frame(sources.path(name))
    rows = list(_rows(frame, day.year))
    remarks = WHENCE
    if "DAMAGED" in name:
        rows, left_out = _undamaged(rows)
        remarks += DAMAGED + left_out
    bases = {r.ally: r.base for r in rows if r.base}
    kept = [o for r in rows for o in _observations(r, f"imf_weo/{day}", frame_name, bases)]
    edition = edition_of(
        day, kept, bases, checksums(name), remarks=remarks, origin="extract", retrieved=RETRIEVED
    )
    return edition, kept


def _frame(path: Path) -> tuple[str, Any]:
    import warnings  # noqa: PLC0415

    import pandas as pd  # noqa: PLC0415
    import rdata  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of encodings and classes it reads as plain text
        held = rdata.read_rda(path)
    name, frame = next(iter(held.items()))
    if not isinstance(frame, pd.DataFrame):
        frame = frame["data"]
    names = {"time_period": "year", "obs_value": "value"}
    frame.columns = [names.get(str(c).lower(), str(c).lower()) for c in frame.columns]
    frame["line"] = range(1, len(frame) + 1)
    frame["concept"] = frame["concept"].astype(str)
    return name, frame[frame["concept"].isin(SUBJECTS)]


def _rows(frame: Any, vintage: int) -> Iterator[Row]:
    """Series of the allies; unit and scale must be those of the subject."""
    for (concept, area), group in frame.groupby(["concept", "ref_area"], observed=True):
        ally = AREAS.get(str(area), str(area) if str(area) in AREAS.values() else "")
        if not ally:
            continue
        subject = SUBJECTS[concept]
        head = group.iloc[0]
        if str(head["unit"]) not in UNITS[concept] or str(head["scale"]) not in SCALES[subject.scale]:
            raise ValueError(f"{concept} of {ally} in {head['unit']}, {head['scale']}")
        group = group[group["year"].isin(YEARS)].sort_values("year")  # noqa: PLW2901
        lines, years = list(group["line"]), [int(y) for y in group["year"]]
        if [n - lines[0] for n in lines] != [y - years[0] for y in years] or years[0] != YEARS[0]:
            raise ValueError(f"{concept} of {ally}: the years do not follow each other")
        note = "" if head["notes"] is None else " ".join(str(head["notes"]).split())
        _check_currency(note, ally, vintage)
        yield Row(
            ally,
            subject,
            lines[0],
            _year(head["lastactualdate"]),
            note,
            _base(head, note) if concept == "NGDP_R" else "",
            dict(zip(years, map(_raw, group["value"]), strict=True)),
        )


def _check_currency(note: str, ally: str, vintage: int) -> None:
    named = re.search(r"Primary domestic currency: (.*?)(?: Data last|$)", note)
    if named and ("uro" in named[1]) != (currency_in(ally, vintage) == "EUR"):
        raise ValueError(f"{ally} is in {named[1]}")


def _base(head: Any, note: str) -> str:
    own = str(head.get("base_year", ""))
    return own if re.fullmatch(r"\d{4}", own) else base_year(note)


def _year(value: Any) -> int | None:
    text = str(value).removesuffix(".0")
    return int(text) if re.fullmatch(r"\d{4}", text) else None


def _raw(value: float) -> str:
    """Return a number as the IMF prints it, without the zeros at its end."""
    if math.isnan(value):
        return ""
    printed = Decimal(repr(float(value))).quantize(Decimal("0.001"))
    if abs(float(printed) - value) > 1e-9 * max(1.0, abs(value)):
        raise ValueError(f"{value} has more than three decimals")
    text = format(printed, "f").rstrip("0").rstrip(".")
    return text or "0"


def _undamaged(rows: list[Row]) -> tuple[list[Row], str]:
    """Series that cannot have lost a number, and the words for those left out."""
    able = [r for r in rows if r.subject.code in UNDAMAGED]
    whole = [r for r in able if all(r.numbers.values())]
    holed = sorted(f"{r.subject.code} of {r.ally}" for r in able if r not in whole)
    taken = f"Taken: {', '.join(UNDAMAGED)}, whose numbers stay below that, "
    if not holed:
        return whole, taken + "without a hole for any ally."
    return whole, f"{taken}without {', '.join(holed)}, which have holes."


def _observations(row: Row, edition: str, frame: str, bases: dict[str, str]) -> Iterator[Observation]:
    subject, vintage = row.subject, int(edition.partition("/")[2][:4])
    start = vintage - 1 if row.last_actual is None else row.last_actual
    own = currency_in(row.ally, vintage) if subject.currency == "national" else subject.currency
    notes = notes_of(subject.indicator, row.ally, bases, has_start=row.last_actual is not None)
    for year, raw in row.numbers.items():
        yield Observation(
            edition,
            row.ally,
            year,
            subject.indicator,
            scaled(raw, subject.power) if raw else None,
            raw,
            DECIMALS[subject.indicator] if raw else None,
            "missing" if not raw else "projected" if year > start else "reported",
            "extract",
            currency=own,
            sheet=frame,
            line=row.first + year - YEARS[0],
            notes=notes,
        )
