"""A workbook's cells, read safely: bounded in size, refused with a clear line."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from burdenshare.errors import ImportRefusedError

MAX_FILE = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS, MAX_COLUMNS = 250, 60
GENUINE = "fetch the workbook again from NATO's page of defence expenditure tables"


class Spot(NamedTuple):
    """One cell: where it stands, its value and number format."""

    row: int
    column: int
    value: Any
    format: str

    @property
    def address(self) -> str:
        """Column and row as a spreadsheet writes them."""
        return f"{_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The value as stripped text; empty for an empty cell."""
        return "" if self.value is None else " ".join(str(self.value).split())


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows of cells, empty ones included."""

    file: str
    name: str
    rows: list[list[Spot]]

    def place(self, spot: Spot) -> str:
        """Say where a cell stands, for a message."""
        return f"{self.file}, sheet '{self.name}', cell {spot.address}"


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of a workbook, at most 250 rows and 60 columns of each.

    Raises
    ------
    ImportRefusedError : no workbook, or one of a size no publication has
    """
    _look_before_opening(path)
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return [_grid(path.name, sheet) for sheet in book.worksheets]
    except ImportRefusedError:
        raise
    except Exception as error:  # a damaged file fails in many ways
        kind = type(error).__name__
        raise ImportRefusedError(
            f"the workbook does not open ({kind})", where=str(path), mend=GENUINE
        ) from error


def _grid(file: str, sheet: Any) -> Grid:
    rows = []
    for r, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), start=1):
        rows.append([_spot(r, c, cell) for c, cell in enumerate(row, start=1)])
    return Grid(file, sheet.title, rows)


def _spot(row: int, column: int, cell: Any) -> Spot:
    value = cell.value
    number = isinstance(value, (int, float))
    return Spot(row, column, value, (cell.number_format or "") if number else "")


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _look_before_opening(path: Path) -> None:
    if not path.is_file():
        raise ImportRefusedError("there is no such file", where=str(path), mend="check the path")
    if path.stat().st_size > MAX_FILE:
        raise ImportRefusedError("the file is far too large", where=str(path), mend=GENUINE)
    with path.open("rb") as file:
        head = file.read(512)
    if not head.startswith(b"PK"):
        raise ImportRefusedError(_what_is_it(head), where=str(path), mend=GENUINE)
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportRefusedError(
            "the file is torn: it starts like a workbook and does not end like one",
            where=str(path), mend=GENUINE,
        ) from error  # fmt: skip
    if size > MAX_UNPACKED:
        raise ImportRefusedError(
            f"unpacked, the file would take {size // 1_000_000} MB", where=str(path), mend=GENUINE
        )
    if not any(n.startswith("xl/worksheets/") for n in names):
        raise ImportRefusedError(
            "the file is a zip archive, not an xlsx workbook", where=str(path), mend=GENUINE
        )


def _what_is_it(head: bytes) -> str:
    start = head.lstrip()[:15].lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "the file is a web page, not a workbook: the server sent its shell"
    if start.startswith(b"%pdf"):
        return "the file is a PDF; we read the workbook (.xlsx) that stands beside it"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "the file is an old or an encrypted workbook; we read .xlsx"
    return "the file is not an xlsx workbook"
