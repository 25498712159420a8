"""The table of releases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from burdenshare.errors import FetchError, nearest


@dataclass(frozen=True, slots=True)
class Release:
    """One file that a publisher offers.

    Parameters
    ----------
    id : what `--edition` picks
    published : the day of the release; None where the file itself says it
    file : the name it is kept under
    kind : `xlsx`, `zip`, `pdf` or `table`, by which its first bytes are checked
    status : `cited` or `unconfirmed`
    urls : where it is, to be tried in turn
    """

    publisher: str
    id: str
    published: date | None
    file: str
    kind: str
    status: str
    urls: tuple[str, ...]


@cache
def _table() -> tuple[Release, ...]:
    text = (files("burdenshare.publishers.fetch") / "releases.toml").read_text("utf-8")
    return tuple(
        Release(
            r["publisher"], r["id"], r.get("published"), r["file"], r["kind"], r["status"], tuple(r["urls"])
        )
        for r in tomllib.loads(text)["release"]
    )


def listed_publishers() -> list[str]:
    """Publishers of whom any release is listed."""
    return list(dict.fromkeys(r.publisher for r in _table()))


def releases(publisher: str) -> list[Release]:
    """Every release of a publisher, newest first.

    Raises
    ------
    FetchError : none of that publisher is listed
    """
    found = [r for r in _table() if r.publisher == publisher]
    if not found:
        known = listed_publishers()
        near = nearest(publisher, known)
        raise FetchError(
            f"no release of '{publisher}' is listed",
            mend=f"did you mean '{near}'?" if near else f"listed are: {', '.join(known)}",
        )
    return found


def find_release(publisher: str, edition: str = "") -> Release:
    """Return a release by its id, its day, its year or an edition's id; the newest by default.

    Raises
    ------
    FetchError : it is not listed; the listed ones are named
    """
    listed = releases(publisher)
    wanted = edition.rpartition("/")[2]
    if not wanted:
        return listed[0]
    for release in listed:
        if wanted in {release.id, str(release.published)}:
            return release
    for release in listed:
        if release.id.startswith(f"{wanted}-"):
            return release
    raise FetchError(
        f"the release '{edition}' of {publisher} is not listed",
        where="--edition",
        mend=f"listed are: {', '.join(r.id for r in listed)}",
    )


def mirrored(url: str, mirror: str) -> str:
    """Return an address at a mirror: its host, the publisher's path.

    >>> mirrored("https://www.nato.int/docu/a.xlsx?x=1", "http://localhost:8000/")
    'http://localhost:8000/docu/a.xlsx?x=1'

    Raises
    ------
    FetchError : the mirror is no address
    """
    if not mirror:
        return url
    parts, base = urlsplit(url), urlsplit(mirror)
    if base.scheme not in {"http", "https"} or not base.hostname:
        raise FetchError(
            f"'{mirror}' is no address of a mirror",
            where="--mirror or BURDENSHARE_MIRROR",
            mend="give https://HOST or http://HOST:PORT",
        )
    query = f"?{parts.query}" if parts.query else ""
    return f"{mirror.rstrip('/')}{parts.path}{query}"
