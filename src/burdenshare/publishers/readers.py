"""Who reads the files of which publisher; each reader is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from burdenshare.record import Edition, Observation


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


def _nato() -> Reader:
    from burdenshare.publishers import nato  # noqa: PLC0415  openpyxl is heavy

    return nato.read


def _sipri() -> Reader:
    from burdenshare.publishers import sipri  # noqa: PLC0415  openpyxl is heavy

    return sipri.read


def _worldbank() -> Reader:
    from burdenshare.publishers import worldbank  # noqa: PLC0415  openpyxl is heavy

    return worldbank.read


def _imf_weo() -> Reader:
    from burdenshare.publishers import imf_weo  # noqa: PLC0415  like its neighbours

    return imf_weo.read


READERS: dict[str, Callable[[], Reader]] = {
    "nato": _nato,
    "sipri": _sipri,
    "worldbank": _worldbank,
    "imf_weo": _imf_weo,
}
"""Publisher to what gives its reader; its description stands in `terms/publishers.toml`."""
