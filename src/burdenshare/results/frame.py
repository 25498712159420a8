"""A result as a data frame: real days, whole numbers, booleans and floats."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from burdenshare.errors import MissingPartError

if TYPE_CHECKING:
    import pandas as pd

DAYS = {"published", "declared", "due", "sent", "date", "agreed", "accession", "as_of"}
"""Fields that hold a day as text."""


def as_frame(row: Any, names: Sequence[str], records: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows, as plain dictionaries, as a data frame; what may be missing is nullable.

    Parameters
    ----------
    row : the type of a row, which says what its fields hold
    names : of the columns

    Raises
    ------
    MissingPartError : pandas is not installed
    """
    try:
        import pandas as pd  # noqa: PLC0415  heavy
    except ImportError as error:
        raise MissingPartError("pandas", extra="pandas") from error
    frame = pd.DataFrame.from_records(records, columns=list(names))
    hints = {} if row is dict else get_type_hints(row)
    for name in frame.columns:
        hint = hints.get(name) or hints.get(f"{name}_")
        kind, is_optional = _kind(hint), type(None) in get_args(hint)
        if name in DAYS:
            frame[name] = pd.to_datetime(frame[name])
        elif kind is Decimal or kind is float:
            frame[name] = frame[name].astype("float64")
        elif kind is bool:
            frame[name] = frame[name].astype("boolean" if is_optional else "bool")
        elif kind is int:
            frame[name] = frame[name].astype("Int64" if is_optional else "int64")
    return frame


def _kind(hint: Any) -> Any:
    """Return the one type of a field that may also be None."""
    kinds = [k for k in get_args(hint) if k is not type(None)]
    return kinds[0] if len(kinds) == 1 else hint
