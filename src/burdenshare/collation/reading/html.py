"""A letter as a web page: every character leads back to the page's source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from burdenshare.collation.model import Witness
from burdenshare.collation.reading.builder import TextBuilder
from burdenshare.collation.reading.plain import decoded
from burdenshare.collation.reading.tags import pieces
from burdenshare.collation.reading.zones import date_in, zones_of

ZONE_OF = {
    "mark": "heading",
    "letterhead": "heading",
    "classification": "heading",
    "reference": "heading",
    "subject": "heading",
    "date": "dateline",
    "address": "address",
    "salutation": "salutation",
    "closing": "closing",
    "signature": "signature",
    "copies": "signature",
}
"""Roles of our own letters to zones."""
_LINED = {"letterhead", "address", "signature", "copies"}
_SILENT = {"script", "style", "nav", "footer", "template", "head", "noscript", "select", "svg"}
_APART = {"notes", "derivations", "footnotes"}
_VOID = {
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "area",
    "base",
    "col",
    "embed",
    "source",
    "track",
    "wbr",
    "param",
}
_BLOCKS = {
    "p",
    "div",
    "br",
    "hr",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "aside",
    "main",
    "header",
    "blockquote",
    "pre",
    "address",
    "figure",
    "figcaption",
    "caption",
    "body",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_NOTE_MARK = re.compile(r"[\s\[(]*(?:\d{1,3}|[*†‡§]{1,3})[\s\])]*")


def read_page(data: bytes, name: str) -> Witness:
    """Read a page; scripts, ways through the site, notes and derivations are no words of a letter.

    Raises
    ------
    CollationError : it does not decode
    """
    declared = _CHARSET.search(data[:4096])
    return page_of(decoded(data, name, declared[1].decode() if declared else "utf-8"))


def page_of(source: str) -> Witness:
    """Read a page's source; places are characters of it."""
    parser = _Page()
    for piece in pieces(source):
        if piece.kind == "open":
            parser.open(piece.said, piece.attributes, piece.place)
        elif piece.kind == "close":
            parser.close(piece.said, piece.place)
        else:
            parser.word(piece.said, piece.place)
    built = parser.built
    text, zones = built.text(), built.zones()
    zones = zones or zones_of(text)
    meta = parser.meta
    return Witness(
        "",
        text,
        zones,
        built.places(),
        parser.language,
        date_in(text, zones) or meta.get("as_of", ""),
        meta.get("ally", ""),
        " ".join(parser.title.split()),
    )


class _Page:
    """Where we are in a page, and the words found so far."""

    def __init__(self) -> None:
        self.built = TextBuilder()
        self.title, self.language = "", ""
        self.meta: dict[str, str] = {}
        self._stack: list[tuple[str, str, bool]] = []
        self._open: Counter[str] = Counter()
        self._lined = False
        self._silent: int | None = None
        self._raised: list[tuple[str, int]] | None = None
        self._main = ""

    def open(self, tag: str, found: dict[str, str], place: int) -> None:
        """Enter an element."""
        self._note_down(tag, found)
        if tag in _BLOCKS and tag != "br":
            self.close("p", place)  # whose end may be left unsaid
        if tag in _BLOCKS:
            self._flush()
            self.built.line(place)
        if tag == "main" and not self._main:
            self.built, self._main = TextBuilder(), "open"
        if tag not in _VOID:
            self._enter(tag, found)

    def _enter(self, tag: str, found: dict[str, str]) -> None:
        self._stack.append((tag, self.built.kind, self._lined))
        self._open[tag] += 1
        classes = found.get("class", "").split()
        if self._silent is None and (tag in _SILENT or "hidden" in found or _APART & {*classes}):
            self._silent = len(self._stack)
        if classes and classes[0] in ZONE_OF:
            self.built.kind, self._lined = ZONE_OF[classes[0]], classes[0] in _LINED
        if tag == "sup":
            self._flush()
            self._raised = []

    def close(self, tag: str, place: int) -> None:
        """Leave an element, and those within it that were never left."""
        if not self._open[tag]:
            return
        if tag in _BLOCKS or tag == "sup":
            self._flush()
        while self._stack:
            name, self.built.kind, self._lined = self._stack.pop()
            self._open[name] -= 1
            if name == tag:
                break
        if self._silent is not None and len(self._stack) < self._silent:
            self._silent = None
        if tag in _BLOCKS:
            self.built.line(place)
        if tag == "main" and self._main == "open":
            self._main = "closed"

    def word(self, text: str, place: int) -> None:
        """Hear words, unless they are none of the letter's."""
        if self._open["title"] and not self._open["svg"]:
            self.title += text
        elif self._silent is not None or self._main == "closed":
            return
        elif self._raised is not None:
            self._raised.append((text, place))
        else:
            self._write(text, place)

    def _note_down(self, tag: str, found: dict[str, str]) -> None:
        if tag == "html":
            self.language = found.get("lang", "")[:2].lower()
        if tag == "meta" and found.get("name", "").startswith("burdenshare."):
            self.meta[found["name"].partition(".")[2]] = found.get("content", "")

    def _flush(self) -> None:
        """Write what is raised, unless it is the mark of a note."""
        raised, self._raised = self._raised, None
        if raised and not _NOTE_MARK.fullmatch("".join(text for text, _ in raised)):
            for text, place in raised:
                self._write(text, place)

    def _write(self, text: str, place: int) -> None:
        """Line feeds count in addresses alone."""
        if not self._lined:
            self.built.add(text, place)
            return
        for line in text.splitlines(keepends=True):
            self.built.add(line.rstrip("\r\n"), place)
            place += len(line)
            if line.endswith("\n"):
                self.built.line(place - 1)


def as_lines(source: str, witness: Witness) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of a page's text as lines of its source, from 1."""
    feeds = [m.start() for m in re.finditer("\n", source)]
    starts = [0, *(m.end() for m in re.finditer("\n", witness.text))]
    return tuple(starts), tuple(bisect_right(feeds, witness.places.at(s)) + 1 for s in starts)
