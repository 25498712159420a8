"""A publisher's workbook, read safely: looked at before it is opened, bounded, read as cells."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from burdenshare.errors import ImportRefusedError
from burdenshare.record.wide import letters

MAX_ROWS, MAX_COLUMNS = 1500, 120


class Spot(NamedTuple):
    """One cell: where it stands, its value, number format and font colour.

    `colour` is `RRGGBB` or `indexed N`; empty where none is set, or colours were not asked for.
    """

    row: int
    column: int
    value: Any
    format: str
    colour: str = ""

    @property
    def address(self) -> str:
        """Column and row as a spreadsheet writes them."""
        return f"{letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The value as stripped text; empty for an empty cell."""
        return "" if self.value is None else " ".join(str(self.value).split())

    @property
    def is_number(self) -> bool:
        """Whether a number is stored, not a text that looks like one."""
        return isinstance(self.value, (int, float)) and not isinstance(self.value, bool)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows of cells, empty ones included."""

    file: str
    name: str
    rows: list[list[Spot]]

    def place(self, spot: Spot) -> str:
        """Say where a cell stands, for a message."""
        return f"{self.file}, sheet '{self.name}', cell {spot.address}"


def read_grids(path: Path, *, colours: bool = False) -> list[Grid]:
    """Every sheet of a workbook that `guard.inspect` let pass, to 1,500 rows and 120 columns.

    Raises
    ------
    ImportRefusedError : it does not open
    """
    import openpyxl  # noqa: PLC0415

    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions, not of values
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            return [_grid(path.name, sheet, colours=colours) for sheet in book.worksheets]
    except ImportRefusedError:
        raise
    except Exception as error:  # a damaged file fails in many ways
        kind = type(error).__name__
        raise ImportRefusedError(
            f"the workbook does not open ({kind})", where=str(path), mend="fetch it again from the publisher"
        ) from error


def _grid(file: str, sheet: Any, *, colours: bool) -> Grid:
    """Return the cells of a sheet up to the last column that holds anything."""
    cells = list(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS))
    width = max((_width(row) for row in cells), default=0)
    rows = [
        [_spot(r, c, cell, colours=colours) for c, cell in enumerate(row[:width], start=1)]
        for r, row in enumerate(cells, start=1)
    ]
    return Grid(file, sheet.title, rows)


def _width(row: tuple[Any, ...]) -> int:
    for k in range(len(row), 0, -1):
        if row[k - 1].value is not None:
            return k
    return 0


def _spot(row: int, column: int, cell: Any, *, colours: bool) -> Spot:
    value = cell.value
    if value is None:
        return Spot(row, column, None, "")
    form = (cell.number_format or "") if isinstance(value, (int, float)) else ""
    colour = _colour(cell) if colours else ""
    return Spot(row, column, value, form, colour)


def _colour(cell: Any) -> str:
    colour = cell.font.color if cell.font else None
    if colour is None:
        return ""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:]
    return f"indexed {colour.indexed}" if colour.type == "indexed" else ""
