"""A World Bank download as rows of text: the zip, the CSV within it, or the workbook."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers import second
from burdenshare.publishers.files import bounded, load
from burdenshare.publishers.guard import open_zip
from burdenshare.record.wide import letters

COUNTRIES = "Metadata - Countries"
GENUINE = "download the indicator again from data.worldbank.org, as CSV or as Excel"


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet with the series.

    Parameters
    ----------
    file : name of the file it came in
    name : of the member file or sheet
    rows : texts of its cells; row 1 of a spreadsheet is the first
    aggregates : country codes that the file's own list says are no countries
    """

    file: str
    name: str
    rows: list[list[str]]
    aggregates: frozenset[str] = frozenset()

    def place(self, row: int, column: int) -> str:
        """Say where a cell stands, both counted from 0."""
        return f"{self.file}, '{self.name}', cell {letters(column + 1)}{row + 1}"


def read_tables(path: Path) -> Table:
    """Read the sheet with the series; nothing is written to disk.

    Raises
    ------
    ImportRefusedError : the file is none of the forms, is torn, or unpacks to too much
    """
    data = load(path, mend=GENUINE)
    if data.startswith(b"PK"):
        return _of_zip(path)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _of_workbook(path)
    return Table(path.name, path.name, _of_csv(path.name, data))


def _of_zip(path: Path) -> Table:
    try:
        with open_zip(path) as packed:
            if any(n.startswith("xl/") for n in packed.namelist()):
                return _of_workbook(path)
            return _of_members(path, packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise ImportRefusedError(
            f"the zip archive does not open ({type(error).__name__}): it is torn, or locked",
            where=str(path),
            mend=GENUINE,
        ) from error


def _of_members(path: Path, packed: zipfile.ZipFile) -> Table:
    names = [n for n in packed.namelist() if n.lower().endswith(".csv")]
    lists = [n for n in names if n.startswith("Metadata_Country")]
    series = [n for n in names if not n.startswith("Metadata_")]
    if len(series) != 1:
        raise ImportRefusedError(
            f"the archive holds {len(series)} files of series, not one", where=str(path), mend=GENUINE
        )
    rows = _of_csv(f"{path.name}, {series[0]}", packed.read(series[0]))
    found = [_of_csv(f"{path.name}, {n}", packed.read(n)) for n in lists[:1]]
    return Table(path.name, series[0], rows, _aggregates(found[0] if found else []))


def _of_csv(name: str, data: bytes) -> list[list[str]]:
    try:
        text = bounded(data.decode("utf-8-sig"), ",", name, mend=GENUINE)
        return list(csv.reader(io.StringIO(text, newline="")))
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"byte {error.start} is not UTF-8: a spreadsheet program has saved the file again",
            where=name,
            mend=GENUINE,
        ) from error
    except csv.Error as error:
        raise ImportRefusedError(f"the CSV does not read ({error})", where=name, mend=GENUINE) from error


def _of_workbook(path: Path) -> Table:
    """Read a workbook by calamine, in a process of its own: a hostile one may end that."""
    with second.Reader(path) as reader:
        sheets = reader.sheets()
    name = "Data" if "Data" in sheets else next(iter(sheets), "")
    rows = {n: [[_text(v) for v in row] for row in sheets.get(n, [])] for n in (name, COUNTRIES)}
    return Table(path.name, name, rows[name], _aggregates(rows[COUNTRIES]))


def _text(value: Any) -> str:
    """Return a workbook's value as text: whole numbers without a point, days as ISO.

    >>> _text(4265650673.0), _text(4152145939.9845824), _text("")
    ('4265650673', '4152145939.9845824', '')
    """
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _aggregates(rows: list[list[str]]) -> frozenset[str]:
    """Codes of the country list whose region is blank."""
    if not rows or rows[0][:2] != ["Country Code", "Region"]:
        return frozenset()
    return frozenset(r[0] for r in rows[1:] if len(r) > 1 and not r[1].strip())
