"""What a file is, before any reader opens it; hostile and mistaken ones end here in one line."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path, PurePosixPath

from burdenshare.errors import ImportRefusedError

MAX_FILE = 50_000_000
MAX_UNPACKED = 60_000_000
"""Three times the largest workbook we know, padded to a thousand columns by a re-saving program."""
MAX_SHEET_ROWS, MAX_SHEET_CELLS = 5_000, 500_000
MAX_OTHER_TAGS = 200_000
"""Elements of any part that is no sheet: styles, strings, names; the fullest we know has 2,834."""
GENUINE = "fetch the file again from the publisher"

_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)")


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refuse(path: Path, message: str) -> ImportRefusedError:
    """Return a refusal of the whole file."""
    return ImportRefusedError(message, where=str(path), mend=GENUINE)


def head_of(path: Path) -> bytes:
    """First bytes of a file that is there and of a sane size.

    Raises
    ------
    ImportRefusedError : it is not there, or far too large
    """
    if not path.is_file():
        raise ImportRefusedError("there is no such file", where=str(path), mend="check the path")
    if path.stat().st_size > MAX_FILE:
        raise refuse(path, "the file is far too large")
    with path.open("rb") as file:
        return file.read(512)


def inspect(path: Path) -> None:
    """Look into an xlsx workbook without opening it as one.

    Raises
    ------
    ImportRefusedError : it is none, is torn, unpacks to too much, holds external entities, paths
        that lead outside, or more rows than any publication
    """
    head = head_of(path)
    if not head.startswith(b"PK"):
        raise refuse(path, what_is_it(head))
    with open_zip(path) as packed:
        names = packed.namelist()
        if not any(n.startswith("xl/worksheets/") for n in names):
            raise refuse(path, "the file is a zip archive, not an xlsx workbook")
        for name in names:
            if name.endswith((".xml", ".rels")):
                _look_into(path, packed, name)


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open an archive whose sizes and paths are sane.

    Raises
    ------
    ImportRefusedError : it is torn, unpacks to too much, or holds paths that lead outside
    """
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        message = "the file is torn: it starts like an archive and does not end like one"
        raise refuse(path, message) from error
    size = sum(part.file_size for part in packed.infolist())
    if size > MAX_UNPACKED:
        raise refuse(path, f"unpacked, the file would take {size // 1_000_000} MB")
    for name in packed.namelist():
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if name.startswith(("/", "\\")) or ".." in parts or ":" in name:
            raise refuse(path, f"the archive holds a path that leads outside: '{name[:60]}'")
    return packed


def _look_into(path: Path, packed: zipfile.ZipFile, name: str) -> None:
    try:
        content = packed.read(name)
    except Exception as error:  # bad checksum, encryption, unknown compression
        message = f"the file is torn: its part '{name}' does not unpack"
        raise refuse(path, message) from error
    if _DECLARATION.search(content):
        raise refuse(path, f"its part '{name}' declares entities, which no workbook needs")
    if name.startswith("xl/worksheets/"):
        rows, cells = len(_ROW.findall(content)), len(_CELL.findall(content))
        if rows > MAX_SHEET_ROWS or cells > MAX_SHEET_CELLS:
            raise refuse(path, f"'{name}' holds {rows:,} rows and {cells:,} cells")
    elif content.count(b"<") > MAX_OTHER_TAGS:
        raise refuse(path, f"'{name}' holds {content.count(b'<'):,} elements")


def what_is_it(head: bytes) -> str:
    """Say what a file is that should be a workbook.

    >>> what_is_it(b"%PDF-1.7")
    'the file is a PDF; we read the workbook (.xlsx) that stands beside it'
    """
    start = head.lstrip()[:15].lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "the file is a web page, not a workbook: the server sent its shell"
    if start.startswith(b"%pdf"):
        return "the file is a PDF; we read the workbook (.xlsx) that stands beside it"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "the file is an old or an encrypted workbook; we read .xlsx"
    return "the file is not an xlsx workbook"
