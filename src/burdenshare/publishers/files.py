"""What a publisher's text file goes through first, and how its numbers are read."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from burdenshare.errors import ImportRefusedError
from burdenshare.publishers.guard import head_of

MAX_CELLS = 3_000_000
"""Five times those of the largest table we know."""
ABSURD = Decimal("1e20")
TINY = -30
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def load(path: Path, *, mend: str) -> bytes:
    """Return a file's bytes, once it is known to be of a sane size and no page or PDF.

    Raises
    ------
    ImportRefusedError : there is no such file, or it is something else under the name
    """
    wrong = _what_is_it(head_of(path))
    if wrong:
        raise ImportRefusedError(wrong, where=str(path), mend=mend)
    return path.read_bytes()


def _what_is_it(head: bytes) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return "the file is empty"
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script")):
        return "the file is a web page: the server sent its shell"
    if start.startswith(b"%pdf"):
        return "the file is a PDF"
    return ""


def bounded(text: str, between: str, where: str, *, mend: str) -> str:
    """Return a table's text, once it is known to hold no more cells than any publication.

    Raises
    ------
    ImportRefusedError : it does
    """
    cells = text.count(between) + text.count("\n")
    if cells > MAX_CELLS:
        raise ImportRefusedError(f"the table holds {cells:,} cells", where=where, mend=mend)
    return text


def number(raw: str, place: str, *, mend: str, grouped: bool = False) -> Decimal:
    """Read a number as a publisher writes it.

    Parameters
    ----------
    raw : the cell's text, not empty
    place : where it stands, for a message
    mend : what to do about a wrong one
    grouped : whether thousands may be set off by commas

    Raises
    ------
    ImportRefusedError : it is text, or of a size that nothing has

    >>> number("4,240.9", "", mend="", grouped=True)
    Decimal('4240.9')
    """
    text = raw.strip()
    if not text.isascii() or not (NUMBER.fullmatch(text) or (grouped and GROUPED.fullmatch(text))):
        raise ImportRefusedError(f"'{raw[:40]}' is no number", where=place, mend=mend)
    value = Decimal(text.replace(",", ""))
    if abs(value) > ABSURD or (value and value.adjusted() < TINY):
        raise ImportRefusedError(f"nothing measures {raw[:40]}", where=place, mend=mend)
    return value
