"""Parts of a DOCX that python-docx does not write: footnotes and custom properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
FIRST = 2
"""Id of the first note; Word keeps 0 and 1 for its separators."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def plain(text: str) -> str:
    r"""Replace what XML cannot hold.

    >>> plain("a\x00b") == "a\ufffdb"
    True
    """
    return _FORBIDDEN.sub("\ufffd", text)


def footnotes(texts: Sequence[str]) -> bytes:
    """Return the part that holds the notes, with Word's separators first."""
    marks = ("separator", "continuationSeparator")
    frames = "".join(
        f'<w:footnote w:type="{mark}" w:id="{k}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
        for k, mark in enumerate(marks)
    )
    notes = "".join(_footnote(k, text) for k, text in enumerate(texts, start=FIRST))
    return f'{_HEAD}<w:footnotes xmlns:w="{W}">{frames}{notes}</w:footnotes>'.encode()


def _footnote(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(plain(text))}</w:t></w:r></w:p></w:footnote>'
    )


def custom(properties: Mapping[str, str]) -> bytes:
    """Return the part of custom properties."""
    names = "http://schemas.openxmlformats.org/officeDocument/2006/"
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{k}" name={quoteattr(n)}>'
        f"<vt:lpwstr>{escape(plain(v))}</vt:lpwstr></property>"
        for k, (n, v) in enumerate(sorted(properties.items()), start=2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{names}custom-properties" xmlns:vt="{names}docPropsVTypes">'
        f"{items}</Properties>"
    ).encode()


def repacked(data: bytes) -> bytes:
    """Return the same archive with fixed times, so that the same tree gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
