"""What every verb returns: the day, the editions used, and typed rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from burdenshare.cells import safe
from burdenshare.figures import number

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Later", "Result", "plain", "record", "safe"]

Row = TypeVar("Row")


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


@dataclass(frozen=True, slots=True)
class Result(Generic[Row]):
    """A table with its provenance.

    Parameters
    ----------
    as_of : the day whose knowledge was used
    editions : ids of the editions the rows rest on
    rows : typed rows
    more : further keys of the answer, such as `counts`
    """

    as_of: date
    editions: list[str]
    rows: Sequence[Row]
    more: dict[str, Any] = field(default_factory=dict)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as plain dictionaries, ready for JSON."""
        return [record(row) for row in self.rows]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `--format json` prints."""
        head = {"as_of": self.as_of.isoformat(), "editions": self.editions}
        more = {name: plain(value) for name, value in self.more.items()}
        return {**head, "rows": self.records(), **more}

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame (extra `burdenshare[pandas]`)."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame.from_records(self.records())


def record(row: Any) -> dict[str, Any]:
    """Return a typed row as a plain dictionary; `from_` is a word Python keeps for itself."""
    if isinstance(row, dict):
        return row
    names = getattr(row, "_fields", None) or [f.name for f in fields(row)]
    return {name.rstrip("_"): plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: decimals as numbers, days as text."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Result):
        return value.as_dict()
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    return value
