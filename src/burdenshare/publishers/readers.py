"""Whose files we read; each reader is imported when it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from burdenshare.errors import ImportRefusedError, nearest
from burdenshare.record import Edition, Observation

READ = ("nato", "sipri", "worldbank", "imf_weo", "table")
"""Publishers whose files we read, as `terms/publishers.toml` describes them."""


class Reader(Protocol):
    """Reads one file into an edition; anything unknown refuses, and says where."""

    def __call__(
        self, path: Path, *, published: date | None = None, retrieved: str = ""
    ) -> tuple[Edition, list[Observation]]:
        """Return the edition and its observations.

        Parameters
        ----------
        published : the day the edition appeared, where the file does not say it
        retrieved : the day it was fetched
        """
        ...


def reader_of(publisher: str) -> Reader:
    """Return the reader of a publisher's files.

    Raises
    ------
    ImportRefusedError : it is none that we read
    """
    match publisher:
        case "nato":
            from burdenshare.publishers.nato import read  # noqa: PLC0415  openpyxl is heavy
        case "sipri":
            from burdenshare.publishers.sipri import read  # noqa: PLC0415  openpyxl is heavy
        case "worldbank":
            from burdenshare.publishers.worldbank import read  # noqa: PLC0415  openpyxl is heavy
        case "imf_weo":
            from burdenshare.publishers.imf_weo import read  # noqa: PLC0415  as its neighbours
        case "table":
            from burdenshare.publishers.table import read  # noqa: PLC0415  as its neighbours
        case _:
            near = nearest(publisher, READ) or READ[0]
            raise ImportRefusedError(
                f"'{publisher}' is not a publisher we read", mend=f"did you mean '{near}'?"
            )
    return read
