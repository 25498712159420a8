"""Read a table of the user's own: `ally, year, indicator, value, unit, source`, one value a line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from burdenshare.errors import BurdenshareError, ImportRefusedError, nearest
from burdenshare.publishers.files import number
from burdenshare.publishers.guard import checksum
from burdenshare.publishers.table.lines import Line, lines_of
from burdenshare.record import Edition, Observation
from burdenshare.record.model import STATUSES
from burdenshare.terms import CURRENCIES, Indicator, find_indicator, find_row, long_date, state_by_name

SIGNED = {"real_change", "gdp_growth", "government_balance"}
"""Indicators that may be negative."""
WHOLE = 100
PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?")
AMBIGUOUS = re.compile(r"[+-]?\d{1,3}\.\d{3}")
"""One, or a thousand, where commas may stand in numbers."""


def read(
    path: Path, *, published: date | None = None, retrieved: str = ""
) -> tuple[Edition, list[Observation]]:
    """Read one table; anything unknown refuses, and says where.

    Parameters
    ----------
    published : the day from which the figures are known; it must be given
    retrieved : the day it was taken

    Raises
    ------
    ImportRefusedError : a line is not what it should be
    """
    if published is None:
        raise ImportRefusedError(
            "a table does not say since when its figures are known",
            where="--published",
            mend="give the day with --published YYYY-MM-DD",
        )
    lines, mark = lines_of(path)
    if not lines:
        raise ImportRefusedError(
            "the table holds no value", where=path.name, mend="add a line for each value"
        )
    _check_marks(lines, mark)
    name, notes = f"table/{published}", _Notes()
    observations = [_observation(line, name, notes) for line in lines]
    _check_twice(lines, observations)
    edition = Edition(
        id=name,
        publisher="table",
        title=f"Table {path.name}",
        published=published,
        definition="table_series",
        price_base=None,
        origin="transcribed",
        licence="the user's own; the sources are named at each value",
        citation=f"Own table, {path.name}, {long_date(published)}",
        retrieved=retrieved,
        sources={path.name: checksum(path)},
        notes=notes.texts,
        remarks=f"Read from a table of {len(observations)} values, each with its source.",
    )
    return edition, observations


class _Notes:
    """Texts that qualify cells, each kept once, under an id that the text alone decides."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def add(self, kind: str, text: str) -> tuple[str, ...]:
        """Keep a text and return its id; nothing for an empty one."""
        if not text:
            return ()
        said = " ".join(text.split())
        name = f"{kind}.{hashlib.sha256(said.encode()).hexdigest()[:8]}"
        self.texts[name] = said
        return (name,)


def _check_marks(lines: Sequence[Line], mark: str) -> None:
    """Refuse numbers whose decimal mark cannot be told."""
    first: dict[str, Line] = {}
    for line in lines:
        for sign in ".,":
            if sign in line["value"]:
                first.setdefault(sign, line)
        if mark != "," and AMBIGUOUS.fullmatch(line["value"]):
            raise line.refusal(
                "value",
                f"'{line['value']}' may be one or a thousand",
                f"write {line['value'].replace('.', ',')} or {line['value'].replace('.', '')}",
            )
    if "," in first and mark == ",":
        line = first[","]
        raise line.refusal(
            "value", f"'{line['value']}' has a comma, and commas part the columns", "write a point"
        )
    if len(first) > 1:
        late, early = sorted(first.values(), key=lambda line: -line.number)
        raise late.refusal(
            "value",
            f"'{late['value']}' has another decimal mark than '{early['value']}' in line {early.number}",
            "write all numbers alike",
        )


def _observation(line: Line, edition: str, notes: _Notes) -> Observation:
    indicator, status = _indicator(line), _status(line)
    value = None if status == "missing" else _value(line, indicator)
    source = line["source"]
    if not source:
        raise line.refusal("source", "the value has no source", "name the publication and its day")
    if line["url"] and not re.fullmatch(r"https?://\S+", line["url"]):
        raise line.refusal("url", f"'{line['url'][:60]}' is no address", "begin it with https://")
    return Observation(
        edition=edition,
        ally=_ally(line),
        year=_year(line),
        indicator=indicator.id,
        value=value,
        raw=line["value"],
        decimals=None if value is None else _decimals(line["value"]),
        status=status,
        origin="transcribed",
        currency=_currency(line, indicator),
        line=line.number,
        url=line["url"],
        notes=(*notes.add("source", source), *notes.add("note", line["note"])),
    )


def _ally(line: Line) -> str:
    code = state_by_name(line["ally"])
    if code:
        return code
    try:
        find_row(line["ally"])
    except BurdenshareError as error:
        raise line.refusal("ally", error.message, error.mend) from error
    raise line.refusal("ally", f"'{line['ally']}' is no state", "write a line for each of its states")


def _year(line: Line) -> int:
    if not re.fullmatch(r"(19|20)\d\d", line["year"]):
        raise line.refusal(
            "year", f"'{line['year'][:40]}' is no year", "write it in four digits, such as 2024"
        )
    return int(line["year"])


def _indicator(line: Line) -> Indicator:
    try:
        found = find_indicator(line["indicator"])
    except BurdenshareError as error:
        raise line.refusal("indicator", error.message, error.mend) from error
    if "constant prices" in found.title:
        raise line.refusal(
            "indicator",
            f"{found.id} needs a year of its prices, which a table cannot say",
            "use current prices",
        )
    return found


def _status(line: Line) -> str:
    status = line["status"].casefold() or "reported"
    if status not in STATUSES:
        near = nearest(status, STATUSES)
        raise line.refusal(
            "status",
            f"'{status[:40]}' is no status",
            f"did you mean '{near}'?" if near else f"write one of {', '.join(STATUSES)}",
        )
    if (status == "missing") != (not line["value"]):
        raise line.refusal(
            "value",
            "a missing value has none" if line["value"] else "there is no value",
            "leave the value empty"
            if line["value"]
            else "leave the line out, or write missing as its status",
        )
    return status


def _value(line: Line, indicator: Indicator) -> Decimal:
    raw, place = line["value"], f"{line.file}, line {line.number}, value"
    if not PLAIN.fullmatch(raw):
        raise line.refusal(
            "value", f"'{raw[:40]}' is no plain number", "write digits and one decimal mark, such as 0.7"
        )
    value = number(raw.replace(",", "."), place, mend="check it")
    most = WHOLE if "share" in indicator.id else None
    if (value < 0 and indicator.id not in SIGNED) or (most is not None and value > most):
        raise line.refusal("value", f"{indicator.id} cannot be {raw}", "check the number and its unit")
    return value


def _decimals(raw: str) -> int:
    return len(re.split(r"[.,]", raw)[1]) if re.search(r"[.,]", raw) else 0


def _currency(line: Line, indicator: Indicator) -> str:
    """Check the unit; return the currency of money."""
    given = " ".join(line["unit"].replace("%", "percent").replace("per cent", "percent").split())
    if indicator.unit == "million":
        word, _, currency = given.partition(" ")
        if word.casefold() == "million" and currency.upper() in CURRENCIES:
            return currency.upper()
        near = nearest(currency.upper(), CURRENCIES)
        mend = f"write a currency by its code, such as million {near or 'EUR'}"
    elif given.casefold() == indicator.unit.casefold():
        return "USD" if indicator.unit == "million USD" else ""
    else:
        mend = f"give the value in {indicator.unit}, and write that"
    raise line.refusal("unit", f"'{line['unit'][:40]}' is not the unit of {indicator.id}", mend)


def _check_twice(lines: Sequence[Line], observations: Sequence[Observation]) -> None:
    """Refuse two values of the same state, year and indicator."""
    seen: dict[tuple[str, int, str], int] = {}
    for line, o in zip(lines, observations, strict=True):
        key = (o.ally, o.year, o.indicator)
        if key in seen:
            raise line.refusal(
                "ally",
                f"{o.indicator} of {o.ally} {o.year} stands in line {seen[key]} too",
                "leave one of them out",
            )
        seen[key] = line.number
