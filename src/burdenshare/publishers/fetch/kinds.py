"""What arrived, by its bytes; neither its name nor what the server calls it is believed."""

from __future__ import annotations

import zipfile
from pathlib import Path

NOUNS = {"xlsx": "a workbook", "zip": "an archive", "pdf": "a PDF", "table": "a table"}
MARKS = {b"PK": "an archive", b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file"}
PAGES = (b"<!doctype", b"<html")


def fault(path: Path, kind: str) -> str:
    """Say what a file is where it should be of another kind; empty if all is well."""
    with path.open("rb") as file:
        found = _what_is(file.read(512))
    if kind in {"xlsx", "zip"} and found == "an archive":
        return "" if zipfile.is_zipfile(path) else "a torn file"
    wanted = {"pdf": "a PDF", "table": "text"}.get(kind, "")
    return "" if found == wanted else found


def _what_is(head: bytes) -> str:
    """Name what begins so; text may be UTF-16, as the IMF's tables are.

    >>> [_what_is(b) for b in (b"<!DOCTYPE html>", b"PK..", b"a,b", "a,b".encode("utf-16-le"), b"")]
    ['a page', 'an archive', 'text', 'text', 'nothing']
    """
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return name
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:15].lower()
    if start.startswith(PAGES):
        return "a page"
    if not head:
        return "nothing"
    is_text = head.startswith(b"\xfe\xff") or b"\0" not in head[0::2]
    return "text" if is_text else "unknown bytes"
