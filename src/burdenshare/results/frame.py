"""A result as a data frame: real days, whole numbers, booleans and floats."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from burdenshare.errors import MissingPartError

if TYPE_CHECKING:
    import pandas as pd

DAYS = {"published", "declared", "due", "sent", "date"}
"""Fields that hold a day as text."""


def as_frame(rows: Sequence[Any], records: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a data frame; `records` are the same as plain dictionaries.

    Raises
    ------
    MissingPartError : pandas is not installed
    """
    try:
        import pandas as pd  # noqa: PLC0415  heavy
    except ImportError as error:
        raise MissingPartError("pandas", extra="pandas") from error
    frame = pd.DataFrame.from_records(records)
    hints = get_type_hints(type(rows[0])) if len(rows) else {}
    for name in frame.columns:
        kind = _kind(hints.get(name) or hints.get(f"{name}_"))
        if name in DAYS:
            frame[name] = pd.to_datetime(frame[name])
        elif kind is Decimal or kind is float:
            frame[name] = frame[name].astype("float64")
        elif kind is bool:
            frame[name] = frame[name].astype("boolean" if frame[name].isna().any() else "bool")
        elif kind is int:
            frame[name] = frame[name].astype("Int64" if frame[name].isna().any() else "int64")
    return frame


def _kind(hint: Any) -> Any:
    """Return the one type of a field that may also be None."""
    kinds = [k for k in get_args(hint) if k is not type(None)]
    return kinds[0] if len(kinds) == 1 else hint
