"""The second reader: python-calamine reads every workbook again, and the two must agree.

It runs in a process of its own with bounded memory and time, since a workbook made to do harm can
have it reserve room for cells that are not there.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from burdenshare.errors import ImportRefusedError
from burdenshare.record import Observation

MEMORY, SECONDS = 900_000_000, 8
_DIMENSION = re.compile(rb"<dimension[^>]*/>")
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
Sheets = dict[str, list[list[Any]]]


class Reader:
    """The second reader at work on a file, beside the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        command = [sys.executable, "-m", "burdenshare.publishers.second", str(path)]
        pipe = subprocess.PIPE
        self._work = subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        """Let the first reader go on."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the work if it is not done."""
        self._work.kill()
        self._work.communicate()

    def check(self, observations: Iterable[Observation]) -> None:
        """Compare every stored cell with what the second reader finds there.

        Raises
        ------
        ImportRefusedError : they differ, all such cells named, or it does not come to an end
        """
        sheets = self.sheets()
        found = [o for o in observations if o.sheet and not _agree(o, _value(sheets, o))]
        if found:
            cells = ", ".join(f"'{o.sheet}'!{o.cell} '{o.raw}'" for o in found[:10])
            more = f" and {len(found) - 10} more" if len(found) > 10 else ""  # noqa: PLR2004
            raise self._refuse(f"two readers disagree on {len(found)} cells: {cells}{more}")

    def sheets(self) -> Sheets:
        """Every sheet as it reads, rows of values from A1 on; days as ISO text.

        Raises
        ------
        ImportRefusedError : it does not come to an end
        """
        try:
            output, _ = self._work.communicate(timeout=SECONDS)
            sheets: Sheets = json.loads(output)
        except (subprocess.TimeoutExpired, ValueError) as error:
            message = "calamine, our second reader, does not come to an end with this workbook"
            raise self._refuse(message) from error
        return sheets

    def _refuse(self, message: str) -> ImportRefusedError:
        mend = "open the file in a spreadsheet and save it again, or report it"
        return ImportRefusedError(message, where=str(self._path), mend=mend)


def _agree(o: Observation, other: Any) -> bool:
    """Whether a cell reads alike; the second reader gives an error cell as an empty text."""
    if isinstance(other, (int, float)):
        try:
            return abs(Decimal(o.raw) - Decimal(str(other))) <= abs(Decimal(str(other))) / 10**14
        except InvalidOperation:
            return False
    text = "" if other is None else str(other).strip()
    return text == o.raw.strip() or (not text and (o.value is None or o.raw.startswith("#")))


def _value(sheets: Sheets, o: Observation) -> Any:
    found = _ADDRESS.fullmatch(o.cell)
    rows = sheets.get(o.sheet, [])
    if found is None or int(found[2]) > len(rows):
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = rows[int(found[2]) - 1]
    return row[column - 1] if column <= len(row) else None


def read(path: Path) -> Sheets:
    """Every sheet as calamine reads it, rows of values from A1 on."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        return _sheets(CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())))
    except CalamineError:  # a dimension such as "1:208" is beyond it, and only a hint
        return _sheets(CalamineWorkbook.from_filelike(_without_dimensions(path)))


def _sheets(book: Any) -> Sheets:
    names = book.sheet_names
    return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in names}


def _without_dimensions(path: Path) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(out, "w") as copy:
        for name in packed.namelist():
            content = packed.read(name)
            if name.startswith("xl/worksheets/"):
                content = _DIMENSION.sub(b"", content, count=1)
            copy.writestr(name, content)
    out.seek(0)
    return out


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    _bound_memory()
    json.dump(read(Path(sys.argv[1])), sys.stdout, default=lambda v: str(v)[:10])
