"""A text put together from the pieces of a file, each with the place where it stood."""

from __future__ import annotations

import re

from burdenshare.collation.model import Places, Zone

_RUN = re.compile(r"[^ \t\r\n\f]+(?: [^ \t\r\n\f]+)*")
_WIDE = re.compile(r"[^\x00-\x7f]")


class TextBuilder:
    """Blanks are collapsed and lines have no blanks at their ends; every character keeps its place.

    Parameters
    ----------
    unit : `character`, or `byte` of a file in UTF-8
    """

    def __init__(self, unit: str = "character") -> None:
        self.kind = "body"
        self.length = 0
        self._bytes = unit == "byte"
        self._unit = unit
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[int] = []
        self._zones: list[list[int]] = []
        self._kinds: list[str] = []
        self._blank: int | None = None
        self._break: int | None = None

    def add(self, text: str, place: int) -> None:
        """Append a piece that stands unbroken in the file from `place` on."""
        end = 0
        for run in _RUN.finditer(text):
            place += run.start() - end  # blanks are of one byte each
            if run.start() > end:
                self._blank = place - 1
            self._write(run[0], place)
            place += self._width(run[0])
            end = run.end()
        if end < len(text):
            self._blank = place

    def line(self, place: int) -> None:
        """Begin a new line before whatever comes next."""
        self._break = place

    def join(self, other: TextBuilder) -> None:
        """Append another text on a line of its own, with its zones and places."""
        if not other.length:
            return
        if self.length:
            self._put("\n", other._places[0])
        shift = self.length
        self._pieces += other._pieces
        for start, place in zip(other._starts, other._places, strict=True):
            self._mark(place, start + shift)
        self._zones += [[a + shift, b + shift] for a, b in other._zones]
        self._kinds += other._kinds
        self.length += other.length

    def text(self) -> str:
        """Everything so far."""
        return "".join(self._pieces)

    def zones(self) -> tuple[Zone, ...]:
        """Every zone but the body's."""
        pairs = zip(self._kinds, self._zones, strict=True)
        return tuple(Zone(kind, a, b) for kind, (a, b) in pairs if kind != "body")

    def places(self) -> Places:
        """Return the way back."""
        if not self._starts:
            return Places(self._unit)
        return Places(self._unit, tuple(self._starts), tuple(self._places))

    def _width(self, text: str) -> int:
        return len(text.encode("utf-8", "surrogatepass")) if self._bytes else len(text)

    def _write(self, run: str, place: int) -> None:
        if self._break is not None:
            if self.length:
                self._put("\n", self._break)
        elif self._blank is not None and self.length:
            self._put(" ", self._blank)
        self._break = self._blank = None
        if not self._kinds or self._kinds[-1] != self.kind:
            self._kinds.append(self.kind)
            self._zones.append([self.length, self.length])
        self._put(run, place)
        self._zones[-1][1] = self.length

    def _put(self, run: str, place: int) -> None:
        self._mark(place, self.length)
        self._pieces.append(run)
        if self._bytes and not run.isascii():
            self._mark_wide(run, place)
        self.length += len(run)

    def _mark_wide(self, run: str, place: int) -> None:
        """Begin a stretch behind each character of several bytes, so that bytes count on again."""
        for wide in _WIDE.finditer(run):
            place += self._width(wide[0]) - 1
            self._mark(place + wide.end(), self.length + wide.end())

    def _mark(self, place: int, start: int) -> None:
        """Begin a stretch, unless the last one leads there anyway."""
        if self._starts and self._starts[-1] == start:
            self._places[-1] = place
        elif not self._starts or self._places[-1] + start - self._starts[-1] != place:
            self._starts.append(start)
            self._places.append(place)
