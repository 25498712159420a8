"""A table with its provenance: the one shape of every answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, get_args, get_origin, overload

from burdenshare.cells import safe
from burdenshare.figures import number
from burdenshare.results.columns import Columns
from burdenshare.results.table import prose, table

if TYPE_CHECKING:
    import pandas as pd

    from burdenshare.errors import BurdenshareError

Row = TypeVar("Row")
FEW = 6
"""Rows that are named one by one where they share a remark."""


class Later(Sequence[Row]):
    """Rows worked out when they are first asked for: many, and often nobody asks."""

    def __init__(self, make: Callable[[], list[Row]]) -> None:
        self._make = make
        self._rows: list[Row] | None = None

    def _all(self) -> list[Row]:
        if self._rows is None:
            self._rows = self._make()
        return self._rows

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._all())

    def __getitem__(self, key: Any) -> Any:
        """Return a row, or some."""
        return self._all()[key]


WHERE_KNOWN = {"omit": True}
"""Metadata of a result's field that is printed only where it is known."""
NEVER_PRINTED = {"hidden": True}
"""Metadata of a result's field that only the result itself looks at."""


@dataclass(frozen=True, repr=False)
class Result(Generic[Row]):
    """Rows, the day, the editions; what else a verb says is a field of its own class.

    Parameters
    ----------
    as_of : the day whose knowledge was used
    editions : ids of the editions the rows rest on
    rows : typed rows
    """

    as_of: date
    editions: list[str]
    rows: Sequence[Row]

    columns: ClassVar[Columns] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self.rows)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Row]: ...
    def __getitem__(self, key: int | slice) -> Row | Sequence[Row]:
        """Return a row, or some."""
        return self.rows[key]

    def __repr__(self) -> str:
        """Say in one line what it holds."""
        count = f"{len(self.rows):,} row{'' if len(self.rows) == 1 else 's'}"
        return f"<{type(self).__name__}: {count}, as of {self.as_of}, {self.editions_said()}>"

    def __str__(self) -> str:
        """Return the table that the command line prints."""
        return self.text(width=100)

    def _repr_html_(self) -> str:
        """Return a table for a notebook: numbers show their cell and edition on hover."""
        from burdenshare.results.html import as_html, as_lines  # noqa: PLC0415  notebooks only

        if not self.text_columns():
            return as_lines(str(self))
        said = f"{'' if self.rows else self.nothing()} {self.last_line()}".strip()
        return as_html(self.rows, self.text_columns(), said)

    @property
    def more(self) -> dict[str, Any]:
        """What the answer says beside its rows, by name."""
        beside = [f for f in fields(self)[3:] if "hidden" not in f.metadata]
        return {
            f.name: value
            for f in beside
            if (value := getattr(self, f.name)) is not None or "omit" not in f.metadata
        }

    def editions_said(self) -> str:
        """Name the newest three editions, and how many others."""
        if not self.editions:
            return "no edition"
        named = ", ".join(self.editions[-3:])
        others = len(self.editions) - 3
        return f"{named} and {others} earlier" if others > 0 else named

    def last_line(self) -> str:
        """Say as of when, and from which editions."""
        return f"As of {self.as_of}." + (f" Editions: {self.editions_said()}." if self.editions else "")

    def text_columns(self) -> Columns:
        """Return the columns of the text table; a class may choose them by what it holds."""
        return self.columns

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the answer as the command line prints it.

        Parameters
        ----------
        width : of the terminal; None leaves every row on a line, however long
        ids : add the ids of the figures
        """
        columns, named = self.text_columns(), id_columns(self.rows) if ids else ()
        beside, below = (named, ()) if width is None else ((), named)
        lines = table(self.rows, columns + beside, width, below) if self.rows else []
        lines += [] if self.rows else [prose(self.nothing(), width)]
        return "\n".join([*lines, "", *self.footnotes(width), prose(self.last_line(), width)]).lstrip("\n")

    def nothing(self) -> str:
        """Say what it means that there are no rows."""
        return ""

    def asides(self) -> Iterable[tuple[str, str]]:
        """Return what a table has no room for: whom it is about, and the remark."""
        return ()

    def footnotes(self, width: int | None) -> list[str]:
        """Return the asides as paragraphs, each text once, with all that it is about."""
        said: dict[str, list[str]] = {}
        for about, text in self.asides():
            heads = said.setdefault(text, [])
            if about not in heads:
                heads.append(about)
        lines = []
        for text, heads in said.items():
            named = ", ".join(heads) if len(heads) <= FEW else f"{len(heads)} rows"
            lines += [prose(f"{named}: {text}".removeprefix(": "), width, "  "), ""]
        return lines

    def failure(self) -> BurdenshareError | None:
        """Return the error that the answer amounts to, if it does."""
        return None

    def warnings(self) -> list[str]:
        """Return what was left out, and why; said beside the answer."""
        return []

    @classmethod
    def row_type(cls) -> Any:
        """Return the type of a row, as the class names it in its brackets."""
        named = (get_args(b) for c in cls.__mro__ for b in getattr(c, "__orig_bases__", ()))
        row = next(a[0] for a in named if a and not isinstance(a[0], TypeVar))
        return get_origin(row) or row

    def names(self) -> list[str]:
        """Return the names of the columns of data frame and CSV."""
        return list(row_as_dict(self.rows[0])) if len(self.rows) else names_of(self.row_type())

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as plain dictionaries, ready for JSON."""
        return [row_as_dict(row) for row in self.rows]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `--format json` prints."""
        head = {"as_of": self.as_of.isoformat(), "editions": self.editions}
        return {**head, "rows": self.records(), **{name: plain(value) for name, value in self.more.items()}}

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame: days, whole numbers, booleans and floats (extra `pandas`)."""
        from burdenshare.results.frame import as_frame  # noqa: PLC0415  heavy

        return as_frame(self.row_type(), self.names(), self.records())

    def to_csv(self, path: Path | str | None = None) -> str:
        """Return the rows as CSV, and write them to a file where one is named.

        Text that a spreadsheet would run as a formula is quoted.
        """
        out = io.StringIO()
        writer = csv.DictWriter(out, self.names(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: safe(v) for k, v in r.items()} for r in self.records())
        if path is not None:
            Path(path).write_text(out.getvalue(), "utf-8", newline="")
        return out.getvalue()


def id_columns(rows: Sequence[Any]) -> Columns:
    """Return a column for each kind of figure that any row names."""
    from burdenshare.results.columns import Column  # noqa: PLC0415  only where ids are asked for

    names = [n for n in (row_as_dict(rows[0]) if rows else ()) if n == "figure" or n.endswith("_figure")]
    known = [n for n in names if any(row_as_dict(r)[n] for r in rows)]
    return tuple(Column(n.replace("_", " "), _reading(n)) for n in known)


def _reading(name: str) -> Callable[[Any], str]:
    return lambda row: str(row_as_dict(row)[name] or "")


def row_as_dict(row: Any) -> dict[str, Any]:
    """Return a typed row as a plain dictionary; `from_` is a word Python keeps for itself."""
    if isinstance(row, dict):
        return row
    if isinstance(row, str):
        return {"file": row}
    return {name.rstrip("_"): plain(getattr(row, name)) for name in _fields_of(row)}


def _fields_of(row: Any) -> Sequence[str]:
    return getattr(row, "_fields", None) or [f.name for f in fields(row)]


def names_of(row: Any) -> list[str]:
    """Return the columns of a type of rows; none where each row has its own."""
    if row is str:
        return ["file"]
    is_typed = hasattr(row, "_fields") or is_dataclass(row)
    return [name.rstrip("_") for name in _fields_of(row)] if is_typed else []


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: decimals as numbers, days as text."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, (date, Path)):
        return str(value)
    if isinstance(value, Result):
        return value.as_dict()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [row_as_dict(v) if hasattr(v, "_fields") else plain(v) for v in value]
    return value
