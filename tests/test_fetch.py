"""Downloads from a real HTTP server on this machine, which behaves as publishers' servers do."""

from __future__ import annotations

import hashlib
import io
import threading
import time
import tomllib
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from burdenshare import editions, fetch, releases
from burdenshare.errors import FetchError
from burdenshare.publishers.fetch import find_release
from burdenshare.publishers.fetch.releases import _table
from burdenshare.verbs.options import forget


def packed(content: bytes) -> bytes:
    """Return an archive that holds a file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)
    return whole.getvalue()


BODY = packed(bytes(range(256)) * 800)
PAGE = b"<!DOCTYPE html><html><body>Loading</body></html>"
ETAG = '"v1"'
DAY = "Tue, 10 Jul 2018 09:00:00 GMT"


class Site:
    """What the server does: a function per path, and what it was asked."""

    def __init__(self):
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answer = plain

    def __enter__(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(("GET", self.path, dict(self.headers)))
                site.answer(self)

            def do_HEAD(self):
                site.asked.append(("HEAD", self.path, dict(self.headers)))
                self.send_error(403)

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def send(handler, body, status=200, **headers):
    """Answer with a body; a header `Content_Length` of its own stands."""
    handler.send_response(status)
    names = {"Content-Length": str(len(body)), "ETag": ETAG, "Last-Modified": DAY}
    names |= {k.replace("_", "-"): v for k, v in headers.items()}
    for name, value in names.items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def plain(handler):
    """Give the file; the whole, the rest, or nothing new."""
    if handler.headers.get("If-None-Match") == ETAG:
        handler.send_response(304)
        handler.end_headers()
        return
    wanted = handler.headers.get("Range", "")
    if wanted and handler.headers.get("If-Range") == ETAG:
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        span = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        send(handler, BODY[start:], 206, Content_Range=span)
    else:
        send(handler, BODY)


def shell(handler):
    """Answer clients that are no browser with a page, as a content network does."""
    if "Mozilla" in handler.headers.get("User-Agent", ""):
        plain(handler)
    else:
        send(handler, PAGE)


def redirecting(handler):
    """Redirect twice, then give the file."""
    if "hop" in handler.path:
        plain(handler)
        return
    handler.send_response(302)
    handler.send_header("Location", f"/hop{handler.path}")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def breaking_off(handler):
    """Promise the whole and close after half; serve the rest when asked for it."""
    if handler.headers.get("Range"):
        plain(handler)
    else:
        send(handler, BODY[:1000], Content_Length=str(len(BODY)))
        handler.close_connection = True


@pytest.fixture
def site():
    """A server that gives the file."""
    with Site() as running:
        yield running


@pytest.fixture
def get(site, tmp_path):
    """Fetch the release of 10 July 2018 from the server, without importing it."""

    def take(edition="2018-07-10", publisher="nato", **more):
        settings = {"mirror": site.url, "to": tmp_path / "files", "pause": 0.01, "no_import": True}
        return fetch(publisher, edition, **{**settings, **more}).rows[0]

    return take


def test_file_arrives_with_its_sidecar(get, site):
    """The bytes arrive; the sidecar beside them holds address, validators, checksum and time."""
    found = get()
    assert Path(found.file).read_bytes() == BODY
    noted = tomllib.loads(Path(f"{found.file}.toml").read_text())
    assert noted["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert (noted["etag"], noted["last_modified"]) == (ETAG, DAY)
    assert noted["url"].startswith(site.url)
    assert noted["retrieved"][:2] == "20"
    assert {method for method, _, _ in site.asked} == {"GET"}


def test_unchanged_file_is_not_downloaded_again(get):
    """A second fetch asks for changes only, and learns that there are none."""
    first = get()
    again = get()
    assert (again.status, again.sha256) == ("unchanged", first.sha256)


def test_redirections_are_followed(get, site):
    """Redirections lead to the file; the final address is noted."""
    site.answer = redirecting
    assert "hop" in get().final_url


def test_browser_agent_gets_the_workbook(get, site):
    """A server that gives unknown clients a page gives us the workbook."""
    site.answer = shell
    assert get().status == "downloaded"


def test_page_instead_of_a_workbook_is_said(get, site):
    """A page under a workbook's address is named as such, and nothing is kept."""
    site.answer = lambda h: send(h, b"\n<html><head></head></html>")
    with pytest.raises(FetchError, match="a page instead of a workbook") as refused:
        get()
    assert "burdenshare import nato FILE" in refused.value.mend


def test_wrong_kind_refuses(get, site, tmp_path):
    """Bytes that are no workbook are refused, and an earlier file stays as it was."""
    get()
    site.answer = lambda h: send(h, b"plain text", ETag='"v2"')
    with pytest.raises(FetchError, match="text instead of a workbook"):
        get()
    (held,) = (tmp_path / "files").glob("*.xlsx")
    assert held.read_bytes() == BODY


def test_torn_download_is_resumed(get, site):
    """A body that breaks off is gone on with from where it broke, if the file is still the same."""
    site.answer = breaking_off
    found = get()
    assert (found.status, Path(found.file).read_bytes()) == ("resumed", BODY)
    assert [h.get("Range") for _, _, h in site.asked] == [None, "bytes=1000-"]


def test_later_run_goes_on_where_an_earlier_one_stopped(get, site, tmp_path):
    """What arrived before a failed run is kept, and the next run asks for the rest only."""
    site.answer = lambda h: breaking_off(h) if not h.headers.get("Range") else h.send_error(503)
    with pytest.raises(FetchError, match="run it again"):
        get()
    site.answer = plain
    assert get().status == "resumed"
    assert not list((tmp_path / "files").glob("*.part*"))


def test_changed_file_starts_over(get, site):
    """A server whose file changed meanwhile sends the whole; nothing of the old is mixed in."""
    site.answer = breaking_off
    other = packed(b"new" * 5000)

    def changed(handler):
        if handler.headers.get("Range"):
            send(handler, other, ETag='"v2"')
        else:
            breaking_off(handler)

    site.answer = changed
    assert Path(get().file).read_bytes() == other


def test_replaced_file_keeps_the_old_one(get, site):
    """A stable address whose content changes leaves the earlier file under its checksum."""
    get()
    new = packed(b"new")
    site.answer = lambda h: send(h, new, ETag='"v2"')
    found = get()
    assert Path(found.kept).read_bytes() == BODY
    assert Path(found.file).read_bytes() == new


def test_silent_site_is_given_up(get, site):
    """A site that sends nothing for the time allowed is tried thrice and named."""
    site.answer = lambda h: time.sleep(1)
    with pytest.raises(FetchError, match="keeps silent"):
        get(timeout=0.1)
    assert len(site.asked) == 3


def test_server_error_is_tried_again(get, site):
    """A server that is overloaded at first gives the file at the next attempt."""
    site.answer = lambda h: h.send_error(503) if len(site.asked) < 2 else plain(h)
    assert get().status == "downloaded"


def test_missing_file_names_every_address(get, site):
    """A file at none of its addresses names all that were tried."""
    site.answer = lambda h: h.send_error(404)
    with pytest.raises(FetchError, match="none of its addresses") as refused:
        get("2025")
    assert refused.value.message.count("status 404") == 3


def test_second_address_serves(get, site):
    """Where the first address is gone the next one is tried."""
    site.answer = lambda h: h.send_error(404) if "250827" not in h.path else plain(h)
    assert "250827" in get("2025").final_url


def test_oversized_answer_refuses(get, site, tmp_path):
    """An answer beyond the bound is refused, stated or not, and nothing of it is kept."""
    with pytest.raises(FetchError, match="larger than"):
        get(most=1000)
    site.answer = lambda h: send(h, BODY, Content_Length=None)
    with pytest.raises(FetchError, match="larger than"):
        get(most=1000)
    assert not list((tmp_path / "files").iterdir())


def test_page_at_one_address_does_not_hide_the_next(get, site):
    """Where the first address answers with a page the next one is tried."""
    site.answer = lambda h: plain(h) if "legacy-wcm" in h.path else send(h, PAGE)
    assert "legacy-wcm" in get("2024").final_url


@pytest.mark.parametrize("status", [302, 418, 503])
def test_trouble_at_one_address_does_not_hide_the_next(status, get, site):
    """An endless redirection, an odd answer or a busy server at one address: the next is tried."""

    def answer(handler):
        if "legacy-wcm" in handler.path:
            plain(handler)
            return
        handler.send_response(status)
        handler.send_header("Location", handler.path)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answer = answer
    assert "legacy-wcm" in get("2024").final_url


def test_torn_file_without_a_length_refuses(get, site):
    """A workbook that ends too early is refused though the server named no length."""
    site.answer = lambda h: send(h, BODY[:1000], Content_Length=None)
    with pytest.raises(FetchError, match="a torn file instead of a workbook"):
        get()


@pytest.mark.parametrize("body", [BODY, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PAGE, b""])
def test_table_must_be_text(body, get, site):
    """An archive, a picture, a page or nothing under a table's address is refused."""
    site.answer = lambda h: send(h, body)
    with pytest.raises(FetchError, match="instead of a table"):
        get("2018", "imf_weo")


def test_tag_of_another_address_is_not_used(get, site):
    """A file from one mirror does not pass for another mirror's, though both use the same tag."""
    get()
    with Site() as other:
        new = packed(b"other")
        other.answer = lambda h: plain(h) if h.headers.get("If-None-Match") else send(h, new)
        assert Path(get(mirror=other.url).file).read_bytes() == new


def test_unusable_proxy_is_said(get):
    """A proxy of a kind that cannot be used ends in one line which names it."""
    with pytest.raises(FetchError, match="the proxy cannot be used") as refused:
        get(proxy="foo://x")
    assert refused.value.where == "foo://x"


@pytest.mark.parametrize("mirror", ["localhost:8000", "ftp://127.0.0.1", "https://"])
def test_mirror_must_be_an_address(mirror, get):
    """A mirror that is no http address is refused before anything is asked."""
    with pytest.raises(FetchError, match="no address of a mirror"):
        get(mirror=mirror)


def test_redirect_leads_to_http_only(get, site):
    """A redirection to another protocol is refused at once."""

    def away(handler):
        handler.send_response(302)
        handler.send_header("Location", "ftp://127.0.0.1/x.xlsx")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answer = away
    with pytest.raises(FetchError, match="not http or https"):
        get()
    assert len(site.asked) == 1


def test_mirror_of_the_environment_is_used(get, site, monkeypatch):
    """BURDENSHARE_MIRROR leads elsewhere where no mirror is given."""
    monkeypatch.setenv("BURDENSHARE_MIRROR", site.url)
    assert get(mirror="").final_url.startswith(site.url)


def test_unreachable_site_is_said(get):
    """A site that cannot be reached ends in one line."""
    with pytest.raises(FetchError, match="cannot be reached"):
        get(mirror="http://127.0.0.1:9")


def test_proxy_is_used(get, site):
    """A proxy that is named gets the request for the publisher's own address."""
    found = get(mirror="http://publisher.invalid", proxy=site.url)
    assert found.status == "downloaded"
    assert site.asked[0][1].startswith("http://publisher.invalid/")


@pytest.mark.parametrize("publisher", ["sipri", "worldbank", "imf_weo"])
def test_other_publishers_are_rows_of_data(publisher, get, site):
    """A further publisher is a further row: its newest release is fetched the same way."""
    body = "WEO Country Code\tISO".encode("utf-16") if publisher == "imf_weo" else BODY
    site.answer = lambda h: send(h, body)
    assert get("", publisher).bytes == len(body)


def test_releases_are_listed_newest_first():
    """NATO's releases come newest first; a year, a day and an edition's id find one."""
    listed = [r.edition for r in releases("nato").rows]
    assert listed == sorted(listed, reverse=True)
    assert find_release("nato", "nato/2024-06-17") == find_release("nato", "2024")
    assert find_release("nato").id == listed[0]
    with pytest.raises(FetchError, match="is not listed"):
        find_release("nato", "1999")
    assert all(u.startswith("https://") for r in _table() for u in r.urls)


def test_original_replaces_what_was_transcribed(site, tmp_path, workbook_2018):
    """A fetched original takes the place of its transcribed edition, the differences listed."""
    content = workbook_2018.read_bytes()
    site.answer = lambda h: send(h, content)
    own = tmp_path / "own.sqlite"
    found = fetch("nato", "2018-07-10", mirror=site.url, to=tmp_path, record=own)
    taken = found.more["import"]
    assert taken.more["recorded"] is True
    belgium = [
        (c.was, c.now)
        for c in taken.more["changes"]
        if (c.ally, c.indicator, c.year) == ("BEL", "share_of_gdp", 2018)
    ]
    assert belgium == [("0.93", "0.89")]
    assert {e.edition: e.origin for e in editions(record=own).rows}["nato/2018-07-10"] == "original"
    forget()


def test_command_prints_what_it_did(site, tmp_path, run):
    """The command says in a line what arrived; JSON carries address, validators and checksum."""
    args = ("fetch", "nato", "--edition", "2018-07-10", "--mirror", site.url, "--to", str(tmp_path))
    done = run(*args, "--no-import")
    assert "bytes downloaded from http://127.0.0.1" in done.out
    refused = run(*args, "--record", str(tmp_path / "own.sqlite"))
    assert (refused.status, len(refused.err.strip().splitlines())) == (1, 1)
    assert not (tmp_path / "own.sqlite").exists()
