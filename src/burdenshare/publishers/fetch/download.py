"""Take one release over HTTP: retried, resumed, bounded, checked by its first bytes.

Servers of publishers refuse HEAD, redirect, break off, and answer unknown clients with a page; so
only GET is used, with the agent of a browser, and what arrives is looked at before it is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from burdenshare.errors import FetchError
from burdenshare.publishers.fetch import sidecar
from burdenshare.publishers.fetch.kinds import NOUNS, fault
from burdenshare.publishers.fetch.part import Part
from burdenshare.publishers.fetch.releases import Release, mirrored
from burdenshare.publishers.fetch.sidecar import Fetched

if TYPE_CHECKING:
    import httpx

AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Safari/537.36 burdenshare"
)
GONE = (401, 403, 404, 410)

Step = Callable[[int, int | None], None]
"""Told the bytes received and the bytes expected, where that is known."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to download.

    Parameters
    ----------
    folder : where files are kept
    mirror : base address that takes the place of the publisher's host
    proxy : address of a proxy; else the environment's
    timeout : seconds without a byte; patience : seconds in all
    most : bytes at most
    tries : attempts per address; pause : seconds before the second, doubled for each further one
    """

    folder: Path
    mirror: str = ""
    proxy: str = ""
    timeout: float = 30
    patience: float = 900
    most: int = 50_000_000
    tries: int = 3
    pause: float = 1


class _Again(Exception):  # noqa: N818  not an error: a reason to try again
    """The attempt failed in a way that another may mend."""


class _NotHere(Exception):  # noqa: N818  not an error: a reason to try the next address
    """The address does not serve the file."""


def download(release: Release, settings: Settings, step: Step = lambda *_: None) -> Fetched:
    """Download a release, or learn that it is unchanged.

    Raises
    ------
    FetchError : no address gives the file; earlier files are as they were
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    target = settings.folder / release.file
    tried: list[tuple[str, str]] = []
    with _client(settings) as client:
        for url in (mirrored(u, settings.mirror) for u in release.urls):
            try:
                found = _address(client, url, release, target, settings, step, tried)
            except FetchError as refused:
                if len(release.urls) == 1:
                    raise
                tried.append((url, refused.message))
                continue
            if found is not None:
                return found
    raise _nowhere(release, tried)


def _client(settings: Settings) -> httpx.Client:
    import httpx  # noqa: PLC0415  heavy

    try:
        return httpx.Client(
            headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
            follow_redirects=True,
            max_redirects=10,
            timeout=settings.timeout,
            proxy=settings.proxy or None,
        )
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        why = str(error).partition(".")[0]
        raise FetchError(
            f"the proxy cannot be used ({why})",
            where=settings.proxy or "the environment",
            mend="give http://HOST:PORT",
        ) from error


def _nowhere(release: Release, tried: list[tuple[str, str]]) -> FetchError:
    """Say what each address answered; a page, which a browser may get past, before all."""
    each = "; ".join(f"{url} ({why})" for url, why in tried)
    busy = [why for _, why in tried if why.endswith("times over")]
    if busy:
        return FetchError(
            busy[0],
            where=tried[0][0] if len(tried) == 1 else each,
            mend="check the network or --proxy; run it again to go on with what arrived",
        )
    wrong = [why for _, why in tried if why.startswith("the site answered")]
    if not wrong:
        return FetchError(
            f"the file is at none of its addresses: {each}",
            where=release.urls[0],
            mend=f"find it on the publisher's page, then `burdenshare import {release.publisher} FILE`",
        )
    return FetchError(
        wrong[0],
        where=tried[0][0] if len(tried) == 1 else each,
        mend="open the address in a browser, save the file, then "
        f"`burdenshare import {release.publisher} FILE`",
    )


def _address(
    client: httpx.Client,
    url: str,
    release: Release,
    target: Path,
    settings: Settings,
    step: Step,
    tried: list[tuple[str, str]],
) -> Fetched | None:
    """Try one address several times; None where the file is not there."""
    why = ""
    for attempt in range(settings.tries):
        if attempt:
            time.sleep(settings.pause * 2 ** (attempt - 1))
        try:
            return _attempt(client, url, release, target, settings, step)
        except _Again as again:
            why = str(again)
        except _NotHere as gone:
            tried.append((url, str(gone)))
            return None
    tried.append((url, f"{why}, {settings.tries} times over"))
    return None


def _attempt(
    client: httpx.Client, url: str, release: Release, target: Path, settings: Settings, step: Step
) -> Fetched:
    import httpx  # noqa: PLC0415

    held, part = sidecar.read(target), Part(target, url)
    headers = part.headers() or _conditions(held, url)
    try:
        with client.stream("GET", url, headers=headers) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED and held is not None:
                return replace(held, status="unchanged", kept="")
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.discard()
            _look_at(answer)
            resumed = part.begin(answer)
            _receive(answer, part, settings, step)
            return _finish(answer, release, target, part, resumed=resumed)
    except httpx.UnsupportedProtocol as error:
        raise FetchError(
            "the site redirects to an address that is not http or https",
            where=url,
            mend="open the address in a browser",
        ) from error
    except httpx.InvalidURL as error:
        raise FetchError(f"the address does not read ({error})", where=url, mend="check --mirror") from error
    except httpx.TooManyRedirects as error:
        raise FetchError(
            "the site redirects without end", where=url, mend="open the address in a browser"
        ) from error
    except httpx.ProxyError as error:
        raise FetchError(
            f"the proxy refuses ({error})",
            where=settings.proxy or "the environment",
            mend="check --proxy or HTTPS_PROXY",
        ) from error
    except (httpx.TransportError, httpx.StreamError) as error:
        raise _Again(f"{_what_failed(error)} ({part.size:,} bytes arrived)") from error


def _what_failed(error: Exception) -> str:
    import httpx  # noqa: PLC0415

    if isinstance(error, httpx.ConnectError):
        return "the site cannot be reached"
    if isinstance(error, httpx.TimeoutException):
        return "the site keeps silent"
    return "the connection broke off"


def _conditions(held: Fetched | None, url: str) -> dict[str, str]:
    """Ask only for what has changed since the file that is held; a tag is its own address's."""
    found: dict[str, str] = {}
    if held is None or held.url != url:
        return found
    if held.etag:
        found["If-None-Match"] = held.etag
    if held.last_modified:
        found["If-Modified-Since"] = held.last_modified
    return found


def _look_at(answer: httpx.Response) -> None:
    """Refuse an answer that is none."""
    status = answer.status_code
    if answer.history and answer.history[0].url.scheme == "https" != answer.url.scheme:
        raise FetchError(
            "the site redirects to an unencrypted address",
            where=str(answer.url),
            mend="download it in a browser and import the file",
        )
    if status in GONE:
        raise _NotHere(f"status {status}")
    if status >= 500 or status in {408, 416, 425, 429}:  # noqa: PLR2004
        raise _Again(f"the site answers with status {status}")
    if status not in {200, 206}:
        raise FetchError(
            f"the site answers with status {status}",
            where=str(answer.url),
            mend="open the address in a browser",
        )


def _receive(answer: httpx.Response, part: Part, settings: Settings, step: Step) -> None:
    started, expected = time.monotonic(), part.expected(answer)
    if expected is not None and expected > settings.most:
        part.discard()
        raise _too_large(answer, settings)
    with part.path.open("ab") as file:
        for chunk in answer.iter_bytes():
            file.write(chunk)
            part.size += len(chunk)
            step(part.size, expected)
            if part.size > settings.most:
                part.discard()
                raise _too_large(answer, settings)
            if time.monotonic() - started > settings.patience:
                raise _Again(f"the site is too slow: {part.size:,} bytes in {settings.patience} s")
    if expected is not None and part.size != expected:
        raise _Again(f"the answer broke off: {part.size:,} of {expected:,} bytes")


def _too_large(answer: httpx.Response, settings: Settings) -> FetchError:
    return FetchError(
        f"the answer is larger than {settings.most:,} bytes",
        where=str(answer.url),
        mend="no publication is; open the address in a browser",
    )


def _finish(answer: httpx.Response, release: Release, target: Path, part: Part, *, resumed: bool) -> Fetched:
    """Check what arrived and move it into place, an older file of that name aside."""
    what = fault(part.path, release.kind)
    if what:
        part.discard()
        raise _NotHere(f"the site answered with {what} instead of {NOUNS[release.kind]}")
    kept = _put_aside(target, sidecar.sha256(part.path))
    fetched = Fetched(
        file=str(target),
        url=part.url,
        final_url=str(answer.url),
        status="resumed" if resumed else "downloaded",
        bytes=part.size,
        sha256=sidecar.sha256(part.path),
        etag=answer.headers.get("ETag", ""),
        last_modified=answer.headers.get("Last-Modified", ""),
        content_type=answer.headers.get("Content-Type", ""),
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        kept=kept,
    )
    part.finish()
    sidecar.write(target, fetched)
    return fetched


def _put_aside(target: Path, sha: str) -> str:
    """Keep an older file of the same name and other content under its checksum."""
    if not target.is_file() or sidecar.sha256(target) == sha:
        return ""
    aside = target.with_name(f"{target.stem}.{sidecar.sha256(target)[:12]}{target.suffix}")
    target.replace(aside)
    if sidecar.path_of(target).is_file():
        sidecar.path_of(target).replace(sidecar.path_of(aside))
    return str(aside)
