"""Download a publisher's release and read it into the user's record."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from burdenshare.importing import import_file
from burdenshare.looking import PathLike, day_of
from burdenshare.publishers.fetch import Fetched, Release, Settings, download, find_release
from burdenshare.publishers.fetch import releases as listed
from burdenshare.publishers.readers import READ
from burdenshare.record.store import cache_folder
from burdenshare.results import Result

MIRROR = "BURDENSHARE_MIRROR"
"""Environment variable that names a mirror."""


class ReleaseRow(NamedTuple):
    """One release that a publisher offers; `status` is `cited` or `unconfirmed`."""

    publisher: str
    edition: str
    published: str | None
    file: str
    status: str
    urls: tuple[str, ...]


def downloads() -> Path:
    """Where downloads are kept unless told otherwise."""
    return cache_folder() / "downloads"


def releases(publisher: str) -> Result[ReleaseRow]:
    """Every release of a publisher that we know where to find, newest first."""
    rows = [
        ReleaseRow(
            r.publisher, r.id, r.published.isoformat() if r.published else None, r.file, r.status, r.urls
        )
        for r in listed(publisher)
    ]
    return Result(day_of(None), [], rows)


def fetch(
    publisher: str,
    edition: str = "",
    *,
    to: Path | str | None = None,
    mirror: str = "",
    proxy: str = "",
    timeout: float = 30,
    pause: float = 1,
    most: int = 50_000_000,
    import_it: bool = True,
    record: PathLike = None,
    step: Callable[[int, int | None], None] = lambda *_: None,
) -> Result[Fetched]:
    """Download a release, newest by default, check it, and import it.

    Parameters
    ----------
    edition : a day, a year, an edition's id, or an id of `releases(publisher)`
    to : folder for the file; the user's cache by default
    mirror : base address in the place of the publisher's host; else `BURDENSHARE_MIRROR`
    proxy : address of a proxy; else the environment's
    timeout : seconds without a byte after which an attempt fails
    pause : seconds before the second attempt
    most : bytes at most
    import_it : read the file into the record

    Raises
    ------
    FetchError : the file cannot be had; earlier files and the record are as they were
    ImportRefusedError : it is not what it should be; the record is as it was
    """
    release = find_release(publisher, edition)
    folder = Path(to) if to else downloads() / publisher
    settings = Settings(
        folder, mirror or os.environ.get(MIRROR, ""), proxy, timeout=timeout, pause=pause, most=most
    )
    found = download(release, settings, step)
    more: dict[str, Any] = {"said": _said(found, release)}
    if import_it and publisher in READ:
        day = release.published.isoformat() if release.published else None
        more["import"] = import_file(publisher, found.file, published=day, record=record)
    return Result(day_of(None), _editions(more), [found], more)


def _editions(more: dict[str, Any]) -> list[str]:
    return list(more["import"].editions) if "import" in more else []


def _said(found: Fetched, release: Release) -> str:
    name = Path(found.file).name
    if found.status == "unchanged":
        return f"{name} is unchanged since {found.retrieved}; nothing was downloaded."
    text = f"{name}: {found.bytes:,} bytes {found.status} from {found.final_url}."
    if found.kept:
        text += f" The file of that name held before was another; it is kept as {found.kept}."
    if release.status == "unconfirmed":
        text += " This address follows the publisher's pattern; no source confirms it."
    return text
