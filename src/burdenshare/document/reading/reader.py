"""Read a finished letter, whatever its form."""

from __future__ import annotations

from pathlib import Path

from burdenshare.document.reading.model import ReadDocument
from burdenshare.errors import DocumentError

LARGEST = 20_000_000
"""Bytes of a letter at most."""


def read(path: Path) -> ReadDocument:
    """Read a finished letter in HTML or DOCX.

    Raises
    ------
    DocumentError : the file is missing, too large, or neither
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError("the file is too large for a letter", where=str(path), mend="name a letter")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"the file does not read ({error.strerror})",
            where=str(path),
            mend="name a letter in HTML or DOCX",
        ) from error
    if data.startswith(b"PK"):
        from burdenshare.document.reading.words import read_docx  # noqa: PLC0415  heavy

        return read_docx(data, str(path))
    if b"<" in data[:2000] and b"\0" not in data[:2000]:
        from burdenshare.document.reading.pages import read_html  # noqa: PLC0415  heavy

        return read_html(data, str(path))
    raise DocumentError(
        "the file is neither HTML nor DOCX",
        where=str(path),
        mend="name a letter in HTML or DOCX; a PDF cannot be read back",
    )
