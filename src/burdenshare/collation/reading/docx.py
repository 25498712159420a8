"""A letter in DOCX: paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from burdenshare.collation.model import Places, Witness, Zone
from burdenshare.collation.reading.html import ZONE_OF
from burdenshare.collation.reading.zones import date_in, zones_of
from burdenshare.document.reading import ReadParagraph


def read_words(data: bytes, name: str) -> Witness:
    """Read a Word document, ours or another's; footnotes are no words of the letter.

    Raises
    ------
    DocumentError : it is no DOCX, or one that does not read
    """
    from burdenshare.document.reading.words import read_docx  # noqa: PLC0415  heavy

    found = read_docx(data, name)
    text, zones, places = _laid_out(found.paragraphs)
    zones = zones or zones_of(text)
    return Witness(
        "",
        text,
        zones,
        places,
        found.language,
        date_in(text, zones) or found.meta.get("as_of", ""),
        found.meta.get("ally", ""),
        found.title,
    )


def _laid_out(paragraphs: Iterable[ReadParagraph]) -> tuple[str, tuple[Zone, ...], Places]:
    """Return the text, a line a paragraph, with the zones that its styles name."""
    lines, starts, numbers, zones, at = [], [], [], [], 0
    for paragraph in paragraphs:
        line = paragraph.text.strip()
        if kind := ZONE_OF.get(paragraph.role):
            zones.append(Zone(kind, at, at + len(line)))
        lines.append(line)
        starts.append(at)
        numbers.append(int(paragraph.where.rpartition(" ")[2]))
        at += len(line) + 1
    places = Places("paragraph", tuple(starts), tuple(numbers)) if starts else Places("paragraph")
    return "\n".join(lines), tuple(zones), places
