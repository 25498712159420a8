"""A table's file as lines of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from burdenshare.errors import ImportRefusedError, nearest
from burdenshare.publishers.files import bounded, load

NEEDED = ("ally", "year", "indicator", "value", "unit", "source")
FURTHER = ("status", "url", "note")
HEADER = f"the first line names the columns: {','.join(NEEDED)}"
MARKS = (";", "\t", ",")
"""What may part the columns; where it is no comma, numbers may have one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Parameters
    ----------
    number : in the file, from 1
    cells : column to text, outer blanks stripped
    """

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def refusal(self, column: str, message: str, mend: str) -> ImportRefusedError:
        """Return a refusal of the table because of one cell."""
        return ImportRefusedError(message, where=f"{self.file}, line {self.number}, {column}", mend=mend)


def lines_of(path: Path) -> tuple[list[Line], str]:
    """Return a table's lines, and what parts its columns.

    Raises
    ------
    ImportRefusedError : it is no CSV in UTF-8, lacks a column, or a line is torn
    """
    text = _text(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(MARKS, key=first.count)
    bounded(text, mark, path.name, mend="split it")
    rows = _rows(path.name, text, mark)
    columns = _columns(path.name, *next(rows, (1, [])))
    return [_line(path.name, number, columns, cells) for number, cells in rows], mark


def _text(path: Path) -> str:
    data = load(path, mend="save the table as CSV")
    if data.startswith(b"PK"):
        raise ImportRefusedError(
            "the file is a workbook", where=str(path), mend="save its sheet as CSV UTF-8"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ImportRefusedError(
            f"byte {error.start} is not UTF-8", where=f"{path.name}, line {line}", mend="save it as CSV UTF-8"
        ) from error


def _rows(file: str, text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not blank with its number in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                yield before + 1, [c.strip() for c in cells]
            before = reader.line_num
    except csv.Error as error:
        raise ImportRefusedError(
            f"the CSV does not read ({error})",
            where=f"{file}, line {before + 1}",
            mend='within quotes, write a quote twice: ""',
        ) from error


def _columns(file: str, number: int, cells: list[str]) -> list[str]:
    columns, where = [c.casefold() for c in cells], f"{file}, line {number}"
    for column in columns:
        if column not in (*NEEDED, *FURTHER):
            near = nearest(column, (*NEEDED, *FURTHER))
            raise ImportRefusedError(
                f"'{column[:40]}' is no column of a table",
                where=where,
                mend=f"did you mean '{near}'?" if near else f"{HEADER}; further ones: {', '.join(FURTHER)}",
            )
    lacking = [c for c in NEEDED if c not in columns]
    if lacking:
        raise ImportRefusedError(f"the column '{lacking[0]}' is missing", where=where, mend=HEADER)
    if len(set(columns)) < len(columns):
        raise ImportRefusedError("a column stands there twice", where=where, mend=HEADER)
    return columns


def _line(file: str, number: int, columns: list[str], cells: list[str]) -> Line:
    line = Line(file, number, dict(zip(columns, cells, strict=False)))
    if len(cells) != len(columns):
        raise ImportRefusedError(
            f"the line has {len(cells)} cells, the first line names {len(columns)} columns",
            where=f"{file}, line {number}",
            mend="put text that holds the mark between columns into quotes",
        )
    for column, text in line.cells.items():
        if not all(c.isprintable() or c.isspace() for c in text):
            raise line.refusal(column, "the cell holds a character that cannot be printed", "take it out")
    return line
