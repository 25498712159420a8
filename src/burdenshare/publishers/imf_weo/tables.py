"""The IMF's tab-separated file as rows of text, whatever its encoding."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.files import bounded, load
from burdenshare.record.wide import letters

GENUINE = "download the database by countries again, 'tab delimited values', from imf.org"
NEEDED = (
    "ISO",
    "WEO Subject Code",
    "Country",
    "Units",
    "Scale",
    "Country/Series-specific Notes",
    "Estimates Start After",
)
FIRST = "WEO Country Code"


@dataclass(frozen=True, slots=True)
class Table:
    """The series of the file.

    Parameters
    ----------
    file : its name
    columns : heading to column, counted from 0
    years : year to column; only those of which some series says something
    rows : number of each line that holds a series, from 1, and its cells
    footer : the line below that names the database
    """

    file: str
    columns: dict[str, int]
    years: dict[int, int]
    rows: list[tuple[int, list[str]]]
    footer: str

    def place(self, line: int, column: int) -> str:
        """Say where a cell stands."""
        return f"{self.file}, line {line}, cell {letters(column + 1)}{line}"


def read_table(path: Path) -> Table:
    """Read the file's lines.

    Raises
    ------
    ImportRefusedError : it is not the IMF's tab-separated file, or is cut off
    """
    data = load(path, mend=GENUINE)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise ImportRefusedError(
            "the file is a workbook or an archive: the IMF's 'xls' is tab-separated text",
            where=str(path),
            mend=GENUINE,
        )
    text = bounded(_decode(path, data), "\t", str(path), mend=GENUINE)
    lines = _lines(path, text)
    for k, (_, cells) in enumerate(lines):
        if cells and cells[0].strip() == FIRST:
            return _table(path, lines, k)
    raise ImportRefusedError(f"no line begins with '{FIRST}'", where=str(path), mend=GENUINE)


def _decode(path: Path, data: bytes) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if data[1:400:2].count(0) > len(data[1:400:2]) // 2:
            return data.decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"the file is torn at byte {error.start}", where=str(path), mend=GENUINE
        ) from error
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _lines(path: Path, text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    found: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            found.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefusedError(
            f"the text does not read ({error})", where=f"{path.name}, line {start}", mend=GENUINE
        ) from error
    return found


def _table(path: Path, lines: list[tuple[int, list[str]]], head: int) -> Table:
    number, cells = lines[head]
    titles = [" ".join(c.split()) for c in cells]
    columns = {title: k for k, title in enumerate(titles) if title}
    absent = [n for n in NEEDED if n not in columns]
    years = {int(t): k for k, t in enumerate(titles) if re.fullmatch(r"(19|20)\d\d", t)}
    twice = len(columns) != sum(bool(t) for t in titles)
    if absent or not years or twice:
        message = f"the column '{absent[0]}' is missing" if absent else "the years do not read"
        raise ImportRefusedError(message, where=f"{path.name}, line {number}", mend=GENUINE)
    rows, footer = _body(path.name, lines[head + 1 :], max(columns.values()) + 1)
    said = {y for y, k in years.items() if any(r[k].strip() for _, r in rows)}
    return Table(path.name, columns, {y: years[y] for y in sorted(said)}, rows, footer)


def _body(
    file: str, lines: list[tuple[int, list[str]]], width: int
) -> tuple[list[tuple[int, list[str]]], str]:
    """Lines with series, and the footer below them."""
    rows: list[tuple[int, list[str]]] = []
    footer = ""
    for number, cells in lines:
        filled = [c.strip() for c in cells if c.strip()]
        if not filled:
            continue
        if len(filled) == 1 and re.match(r"International Monetary Fund|©|\(C\)|IMF", filled[0]):
            footer = f"{footer} {filled[0]}".strip()
        elif len(cells) < width or any(c.strip() for c in cells[width:]):
            raise ImportRefusedError(
                f"the line has {len(cells)} cells, the header {width}: it is cut off or torn",
                where=f"{file}, line {number}",
                mend=GENUINE,
            )
        else:
            rows.append((number, cells))
    return rows, footer
