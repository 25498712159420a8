"""What is collated: a witness, its zones, and the way back into its file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

ZONES = ("heading", "dateline", "address", "salutation", "body", "closing", "signature", "note")
"""Parts of a text in the order in which they usually stand; what no zone covers is body."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a witness's text with a part of its own.

    Parameters
    ----------
    kind : one of `ZONES`
    start, end : code points of the text, end exclusive
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """The way from an offset of the text back into the file.

    Parameters
    ----------
    unit : `byte`, `character`, `paragraph`, `page` or `line`
    starts : offsets of the text, ascending, at which a stretch begins
    places : the place of each stretch, in `unit`; within a stretch bytes and characters count on
    """

    unit: str = "character"
    starts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)

    def at(self, offset: int) -> int:
        """Return the place of an offset: a count from 0 for bytes, from 1 for pages.

        >>> Places("page", (0, 100), (1, 2)).at(150)
        2
        >>> Places("character", (0, 10), (0, 14)).at(12)
        16
        """
        k = max(bisect_right(self.starts, offset) - 1, 0)
        within = offset - self.starts[k] if self.unit in {"character", "byte"} else 0
        return self.places[k] + within


@dataclass(frozen=True, slots=True)
class Witness:
    """One text of a collation: a letter, or a document of an archive.

    Parameters
    ----------
    id : unique in the collation; a file's stem, or the archive's own id
    text : the text, unchanged: every offset anywhere counts code points of it
    zones : ascending, without overlap
    language : `en`, `fr`, ... or empty where the file does not say
    date : ISO date, or its beginning (`2018-06`), or empty
    file : the file read, relative to the folder named
    """

    id: str
    text: str
    zones: tuple[Zone, ...] = ()
    places: Places = Places()
    language: str = ""
    date: str = ""
    recipient: str = ""
    title: str = ""
    collection: str = ""
    url: str = ""
    file: str = ""

    def zone_at(self, offset: int) -> str:
        """Return the zone in which an offset lies."""
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.kind
        return "body"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not read, or read in part, and why; one line each."""

    where: str
    why: str
    mend: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.where}: {self.why}" + (f"; {self.mend}" if self.mend else "")


@dataclass(slots=True)
class Found:
    """Everything that a place held.

    Parameters
    ----------
    witnesses : in the order of their names
    left_out : what the run goes on without
    """

    witnesses: list[Witness] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
