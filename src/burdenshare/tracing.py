"""Figures by their ids: evaluated again, traced to their cells, cited."""

from __future__ import annotations

from typing import Any

from burdenshare import analysis, pledges
from burdenshare import record as records
from burdenshare.citing import citation
from burdenshare.figures import Book, Figure, is_unchanged, tree
from burdenshare.looking import PathLike, open_record
from burdenshare.results import Result

BOOK = Book((*records.KINDS, *pledges.KINDS, *analysis.KINDS))
"""Every kind of figure that the record alone can answer for."""


def figure(name: str, *, record: PathLike = None) -> tuple[Figure, bool]:
    """Evaluate a figure's id again; the second part says whether it still says the same.

    Raises
    ------
    FigureError : the id does not read, or cannot be evaluated
    """
    again = BOOK.evaluate(open_record(record), name)
    return again, is_unchanged(name, again)


def trace(name: str, *, record: PathLike = None) -> Result[dict[str, Any]]:
    """Return a figure's derivation, down to the cells."""
    again, same = figure(name, record=record)
    more = {**tree(again), "unchanged": same, "asked": name}
    return Result(BOOK.read(name).as_of, again.editions(), [], more)


def cite(name: str, *, record: PathLike = None) -> str:
    """Return a sentence that a reader can quote, with edition and cell."""
    again, same = figure(name, record=record)
    return citation(again) + ("" if same else " (The record has changed since this id was made.)")
