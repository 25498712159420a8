"""The wide form of an edition's table: one line a series, one column a year, raw texts.

Long series of few kinds stay small in it, and a diff shows a series as one line. Beside the years
stand what holds for the whole series; what differs from year to year is computed:

- `scale` is the power of ten, written out, that brings the raw text to the canonical unit;
- a year after `projected_after` is a projection;
- `cell` and `line` are those of the first year, the others follow to the right or below;
- `notes` holds ids, `id@2010-2022` where a note qualifies some years only;
- a blank is a missing row, unless the year is blank for every series of the indicator.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from burdenshare.errors import BrokenRecordError
from burdenshare.record.model import Observation
from burdenshare.terms import INDICATORS

LEADING = (
    "indicator",
    "ally",
    "currency",
    "scale",
    "decimals",
    "projected_after",
    "sheet",
    "cell",
    "line",
    "notes",
)
CODES = ("n/a", "--", "..")
"""Publishers' marks for a missing value."""

_ORDER = {name: k for k, name in enumerate(INDICATORS)}

Key = tuple[str, str]


def letters(column: int) -> str:
    """Return a column's letters, counted from 1.

    >>> letters(1), letters(27), letters(70)
    ('A', 'AA', 'BR')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def shifted(cell: str, by: int) -> str:
    """Return the address so many columns to the right.

    >>> shifted("Z61", 1), shifted("", 3)
    ('AA61', '')
    """
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell)
    if found is None:
        return ""
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return f"{letters(column + by)}{found[2]}"


def scaled(raw: str, power: int) -> Decimal:
    """Return a publisher's number times a power of ten, thousands commas dropped.

    >>> scaled("4,240.90", 3), scaled("83280000", -3)
    (Decimal('4240900'), Decimal('83280.000'))
    """
    value = Decimal(raw.strip().replace(",", "")).scaleb(power)
    return Decimal(int(value)) if value.adjusted() >= len(value.as_tuple().digits) else value


def is_wide(header: Sequence[str]) -> bool:
    """Whether a table's header is that of the wide form."""
    years = header[len(LEADING) :]
    return tuple(header[: len(LEADING)]) == LEADING and all(y.isdigit() for y in years)


def read_wide(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], path: Path, edition: str, origin: str
) -> list[Observation]:
    """Read the lines below a wide header, with their numbers, into observations.

    Raises
    ------
    BrokenRecordError : a line does not read; its number is named
    """
    years = [int(y) for y in header[len(LEADING) :]]
    lines = list(rows)
    there = _years_there(lines, years)
    found: list[Observation] = []
    for number, line in lines:
        try:
            found += _series(line, years, there[line[0]], edition, origin)
        except (ValueError, IndexError, KeyError, InvalidOperation) as error:
            raise BrokenRecordError(
                f"a line of the table does not read ({error})",
                where=f"{path}:{number}",
                mend="restore the file",
            ) from error
    return found


def _years_there(lines: list[tuple[int, list[str]]], years: list[int]) -> dict[str, set[int]]:
    """Indicator to the years of which any of its series says something."""
    there: dict[str, set[int]] = {}
    for _, line in lines:
        said = {y for y, raw in zip(years, line[len(LEADING) :], strict=False) if raw}
        there.setdefault(line[0] if line else "", set()).update(said)
    return there


def _series(
    line: list[str], years: list[int], there: set[int], edition: str, origin: str
) -> Iterator[Observation]:
    indicator, ally, currency, scale, decimals, after, sheet, cell, number, notes = line[: len(LEADING)]
    power = _power(scale)
    places = int(decimals) if decimals else None
    last = int(after) if after else 9999
    first = int(number) if number else None
    spans = [_span(token) for token in notes.split()]
    for k, (year, raw) in enumerate(zip(years, line[len(LEADING) :], strict=True)):
        if year not in there:
            continue
        empty = not raw or raw in CODES
        yield Observation(
            edition,
            ally,
            year,
            indicator,
            None if empty else scaled(raw, power),
            raw,
            None if empty else places,
            "missing" if empty else "projected" if year > last else "reported",
            origin,
            raw if empty else "",
            "",
            currency,
            sheet,
            shifted(cell, k) if k else cell,
            None if first is None else first + k,
            "",
            tuple(n for n, low, high in spans if low <= year <= high),
            "",
        )


def _power(scale: str) -> int:
    value = Decimal(scale)
    power = value.adjusted()
    if value != Decimal(1).scaleb(power):
        raise ValueError(f"scale {scale} is no power of ten")
    return power


def _span(token: str) -> tuple[str, int, int]:
    name, _, years = token.partition("@")
    low, _, high = years.partition("-")
    return name, int(low or 0), int(high or low or 9999)


def wide_text(observations: Iterable[Observation], powers: dict[str, int]) -> str:
    """Return the CSV text of an edition in the wide form: same observations, same bytes.

    Parameters
    ----------
    observations : of one edition, reported, projected or missing
    powers : indicator to the power of ten between its raw texts and the canonical unit
    """
    series: dict[Key, dict[int, Observation]] = {}
    for o in observations:
        series.setdefault((o.indicator, o.ally), {})[o.year] = o
    years = sorted({y for cells in series.values() for y in cells})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*LEADING, *years])
    for key in sorted(series, key=lambda k: (_ORDER[k[0]], k[1])):
        writer.writerow(_line(key, series[key], years, powers[key[0]]))
    return out.getvalue()


def _line(key: Key, cells: dict[int, Observation], years: list[int], power: int) -> list[str]:
    first = cells[min(cells)]
    back = min(cells) - years[0]
    decimals = next((o.decimals for o in cells.values() if o.decimals is not None), None)
    line = None if first.line is None else first.line - back
    return [
        *key,
        first.currency,
        format(Decimal(1).scaleb(power), "f"),
        "" if decimals is None else str(decimals),
        _projected_after(cells),
        first.sheet,
        shifted(first.cell, -back),
        "" if line is None else str(line),
        _notes(cells),
        *(cells[y].raw if y in cells else "" for y in years),
    ]


def _projected_after(cells: dict[int, Observation]) -> str:
    projected = [y for y, o in cells.items() if o.status == "projected"]
    return str(min(projected) - 1) if projected else ""


def _notes(cells: dict[int, Observation]) -> str:
    """Ids of a series' notes, with the first and last year where not all are qualified."""
    names = list(dict.fromkeys(n for o in cells.values() for n in o.notes))
    texts = []
    for name in names:
        years = sorted(y for y, o in cells.items() if name in o.notes)
        whole = len(years) == len(cells)
        texts.append(name if whole else f"{name}@{years[0]}-{years[-1]}")
    return " ".join(texts)
