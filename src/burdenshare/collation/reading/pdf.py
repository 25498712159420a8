"""A letter in PDF: page by page, without the marks of its notes."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from burdenshare.collation.model import Places, Witness, Zone
from burdenshare.collation.reading.zones import date_in, zones_of
from burdenshare.errors import CollationError

MOST_PAGES = 500
"""Pages of a letter at most."""
_SMALL = 0.85
"""A piece below this share of the text's size is a note, or the mark of one."""
_MARK = re.compile(r"\s*(?:\d{1,3}|[*†‡§])\s*")
_OPENING = " \n\t([{«„“‘-–—/"
SizedText = tuple[str, float]


@contextmanager
def _silence() -> Iterator[None]:
    """Keep pypdf from talking on standard error: what is wrong with a file we say ourselves."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@_silence()
def read_print(data: bytes, name: str) -> Witness:
    """Read a PDF; what stands in small print at a page's foot becomes a note.

    Raises
    ------
    CollationError : it is encrypted, damaged, too long, or holds no text
    """
    reader = _opened(data, name)
    pages = [_pieces(page) for page in reader.pages]
    size = _text_size(p for page in pages for p in page)
    halves = [_split(page, size) for page in pages]
    notes = [_tidy("".join(text for text, _ in foot)) for _, foot in halves]
    marks = _Marks("\n".join(notes), size)
    bodies = _unbroken([_tidy(marks.taken_from(body)) for body, _ in halves])
    if not any(bodies):
        raise CollationError(
            "it holds pictures and no text" if _has_pictures(reader) else "it holds no text",
            where=name,
            mend="run text recognition first",
        )
    return _witness(bodies, notes, reader)


def _opened(data: bytes, name: str) -> Any:
    import pypdf  # noqa: PLC0415  heavy
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DependencyError
        count = len(reader.pages)
    except DependencyError as error:  # a password, or a cipher that is not at hand
        raise CollationError("it is encrypted", where=name, mend="save it without a password") from error
    except (PyPdfError, ValueError, KeyError, TypeError, OSError) as error:
        raise CollationError(
            "the PDF is damaged", where=name, mend="save or print it as PDF again"
        ) from error
    if count > MOST_PAGES:
        raise CollationError(f"it has {count} pages, more than a letter's {MOST_PAGES}", where=name)
    return reader


def _pieces(page: Any) -> list[SizedText]:
    """Return what a page shows, in the order in which it is drawn, with its size in points."""
    found: list[SizedText] = []

    def _see(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        scale = abs(tm[3] or tm[1] or 1.0) * abs(cm[3] or cm[1] or 1.0)
        found.append((text, round((size or 1.0) * scale, 1)))

    page.extract_text(visitor_text=_see)
    return found


def _text_size(pieces: Iterable[SizedText]) -> float:
    """Return the size of most characters."""
    count: Counter[float] = Counter()
    for text, size in pieces:
        count[size] += len(text.strip())
    return max(count, key=lambda s: (count[s], s), default=1.0)


def _split(page: list[SizedText], size: float) -> tuple[list[SizedText], list[SizedText]]:
    """Return the letter's pieces, and the small print below the last of them."""
    last = max((k for k, (text, s) in enumerate(page) if text.strip() and s >= _SMALL * size), default=-1)
    return page[: last + 1], page[last + 1 :]


class _Marks:
    """Marks of notes: small numbers, or the next number of the notes below, hanging on a word."""

    def __init__(self, notes: str, size: float) -> None:
        self.listed = {int(n) for n in re.findall(r"^(\d{1,3})(?!\d)", notes, re.MULTILINE)}
        self.size, self.next = size, 1

    def taken_from(self, pieces: list[SizedText]) -> str:
        """Return the pieces' words without the marks."""
        said: list[str] = []
        shown = [(text, size) for text, size in pieces if text]
        for k, (text, size) in enumerate(shown):
            after = shown[k + 1][0][:1] if k + 1 < len(shown) else ""
            before = said[-1][-1:] if said else ""
            if _MARK.fullmatch(text) and (size < _SMALL * self.size or self._is_next(text, before, after)):
                said.append(re.sub(r"\S", "", text))
            else:
                said.append(text)
        return "".join(said)

    def _is_next(self, text: str, before: str, after: str) -> bool:
        """Whether a number of full size is the mark of a note, as typst draws raised figures."""
        number = int(text) if text.isdecimal() else 0
        hangs = bool(before.strip(_OPENING)) and not before.isdigit() and not after.isalnum()
        if not hangs or number not in self.listed or number > self.next:
            return False
        self.next = max(self.next, number + 1)
        return True


def _tidy(text: str) -> str:
    """Drop blanks at the ends of lines, and join words that a soft hyphen parts."""
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return re.sub("\u00ad\n?", "", re.sub(r"[ \t\r]*\n\s*", "\n", text)).strip()


def _unbroken(texts: list[str]) -> list[str]:
    """Join words broken at a line's end; the hyphen stays unless the word stands whole elsewhere."""
    known = {w for text in texts for w in re.findall(r"[^\W\d_]+", text)}

    def _joined(found: re.Match[str]) -> str:
        whole = found[1] + found[2]
        return whole if whole in known else f"{found[1]}-{found[2]}"

    return [re.sub(r"([^\W\d_]+)-\n([^\W\d_]+)", _joined, text) for text in texts]


def _has_pictures(reader: Any) -> bool:
    try:
        return any(
            x.get_object().get("/Subtype") == "/Image"
            for page in reader.pages
            for x in page["/Resources"].get("/XObject", {}).values()
        )
    except (AttributeError, KeyError, TypeError):
        return False


def _witness(bodies: list[str], notes: list[str], reader: Any) -> Witness:
    """Lay the pages out in a row, their notes behind the last of them."""
    parts, starts, places, at = [], [], [], 0
    for texts in (bodies, notes):
        for number, part in enumerate(texts, start=1):
            if part:
                starts.append(at)
                places.append(number)
                parts.append(part)
                at += len(part) + 1
        if texts is bodies:
            end = at - 1
    text = "\n".join(parts)
    zones = zones_of(text[:end])
    if end < len(text):
        zones = (*zones, Zone("note", end + 1, len(text)))
    title, language = _described(reader)
    return Witness(
        "",
        text,
        zones,
        Places("page", tuple(starts), tuple(places)),
        language,
        date_in(text, zones),
        title=title,
    )


def _described(reader: Any) -> tuple[str, str]:
    """Return title and language, where the file says them in words."""
    try:
        title = reader.metadata.title if reader.metadata else ""
        language = reader.trailer["/Root"].get("/Lang", "")
    except (AttributeError, KeyError, TypeError, ValueError):
        return "", ""
    return str(title or ""), str(language or "")[:2].lower()
