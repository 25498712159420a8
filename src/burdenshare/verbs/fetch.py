"""The verbs `fetch` and `releases`: what publishers offer, downloaded and read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Unpack, overload

from burdenshare.publishers.fetch import Fetched, Release, Settings, download, find_release
from burdenshare.publishers.fetch import releases as listed
from burdenshare.publishers.fetch.releases import listed_publishers
from burdenshare.publishers.readers import READ
from burdenshare.record.store import cache_folder
from burdenshare.results import WHERE_KNOWN, Column, Result
from burdenshare.verbs.calling import verb
from burdenshare.verbs.imports import Imported, import_file
from burdenshare.verbs.options import PathLike, RecordOption, day_of

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


@dataclass(frozen=True, repr=False)
class Releases(Result[ReleaseRow]):
    """Releases that can be fetched, newest first."""

    columns = (
        Column("publisher", lambda r: r.publisher),
        Column("edition", lambda r: r.edition),
        Column("file", lambda r: r.file),
        Column("address", lambda r: r.status),
        Column("", lambda r: r.urls[0].partition("://")[2]),
    )


@dataclass(frozen=True, repr=False)
class FetchedFiles(Result[Fetched]):
    """The file downloaded, and what its import did."""

    said: str
    imported: Imported | None = field(default=None, metadata=WHERE_KNOWN)

    @property
    def more(self) -> dict[str, Any]:
        """What the answer says beside its rows; the import under the name of its verb."""
        return {("import" if name == "imported" else name): value for name, value in super().more.items()}

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return what was downloaded and what was read."""
        return "\n".join([self.said, *([self.imported.text(width=width, ids=ids)] if self.imported else [])])


@verb
def releases(publisher: str = "", /) -> Releases:
    """List the releases that can be fetched, newest first.

    Parameters
    ----------
    publisher : one publisher's only; default: all
    """
    named = [publisher] if publisher else listed_publishers()
    rows = [_row(r) for name in named for r in listed(name)]
    return Releases(day_of(None), [], rows)


def _row(r: Release) -> ReleaseRow:
    published = r.published.isoformat() if r.published else None
    return ReleaseRow(
        publisher=r.publisher, edition=r.id, published=published, file=r.file, status=r.status, urls=r.urls
    )


def downloads() -> Path:
    """Where downloads are kept unless told otherwise."""
    return cache_folder() / "downloads"


@overload
def fetch(publisher: str, *, list_: Literal[True]) -> Releases: ...
@overload
def fetch(
    publisher: str,
    edition: str = "",
    *,
    list_: Literal[False] = False,
    to: PathLike = None,
    mirror: str = "",
    proxy: str = "",
    timeout: float = 30,
    pause: float = 1,
    most: int = 50_000_000,
    no_import: bool = False,
    step: Callable[[str], None] = ...,
    **where: Unpack[RecordOption],
) -> FetchedFiles: ...
@verb
def fetch(
    publisher: str,
    edition: str = "",
    *,
    list_: bool = False,
    to: PathLike = None,
    mirror: str = "",
    proxy: str = "",
    timeout: float = 30,
    pause: float = 1,
    most: int = 50_000_000,
    no_import: bool = False,
    step: Callable[[str], None] = lambda _: None,
    **where: Unpack[RecordOption],
) -> FetchedFiles | Releases:
    """Download a publisher's release, check it and import it.

    Parameters
    ----------
    publisher : whose release
    edition : a day, a year, or an id that `releases` lists; default: the newest
    list_ : list the releases instead
    to : folder for the file; default: in your cache
    mirror : base address in the place of the publisher's host; default: BURDENSHARE_MIRROR
    proxy : address of a proxy; default: that of the environment
    timeout : seconds without a byte after which an attempt fails; default: 30
    pause : seconds before the second attempt; default: 1
    most : bytes at most; default: 50 million
    no_import : download only

    Raises
    ------
    FetchError : the file cannot be had; earlier files and the record are as they were
    ImportRefusedError : it is not what it should be; the record is as it was
    """
    if list_:
        return releases(publisher)
    release = find_release(publisher, edition)
    settings = Settings(
        Path(to) if to else downloads() / publisher,
        mirror or os.environ.get(MIRROR, ""),
        proxy,
        timeout=timeout,
        pause=pause,
        most=most,
    )
    fetched = download(release, settings, lambda n, of: step(received(n, of)))
    imported = None
    if not no_import and publisher in READ:
        imported = import_file(publisher, fetched.file, published=release.published, **where)
    editions = list(imported.editions) if imported else []
    return FetchedFiles(day_of(None), editions, [fetched], _said(fetched, release), imported)


def received(so_far: int, expected: int | None) -> str:
    """Say how much has arrived.

    >>> received(500_000, 2_000_000)
    '0.5 of 2.0 MB'
    """
    of = f" of {expected / 1e6:.1f}" if expected else ""
    return f"{so_far / 1e6:.1f}{of} MB"


def _said(fetched: Fetched, release: Release) -> str:
    name = Path(fetched.file).name
    if fetched.status == "unchanged":
        return f"{name} is unchanged since {fetched.retrieved}; nothing was downloaded."
    text = f"{name}: {fetched.bytes:,} bytes {fetched.status} from {fetched.final_url}."
    if fetched.kept:
        text += f" The file of that name held before was another; it is kept as {fetched.kept}."
    if release.status == "unconfirmed":
        text += " This address follows the publisher's pattern; no source confirms it."
    return text
