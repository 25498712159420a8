"""What `cite` returns: a sentence that carries its sources, and their entries for a bibliography."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from burdenshare.errors import BurdenshareError
from burdenshare.figures import Figure
from burdenshare.record import Edition
from burdenshare.terms import find_publisher


class Citation(str):
    """A sentence to quote; what it rests on is beside it.

    Attributes
    ----------
    figure : id of the figure cited
    sentence, short : the sentence, and a form for a footnote
    as_of, editions : the day, and the editions it rests on
    bibtex, csl : entries for the editions, for a bibliography
    """

    __slots__ = ("as_of", "bibtex", "csl", "editions", "figure", "sentence", "short")

    figure: str
    sentence: str
    short: str
    as_of: date
    editions: list[str]
    bibtex: str
    csl: list[dict[str, Any]]

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {"figure": self.figure, "citation": self.sentence, "short": self.short, "edition": e}
            for e in self.editions or [""]
        ]

    def as_dict(self) -> dict[str, Any]:
        """Return the object that `--format json` prints."""
        head = {"as_of": self.as_of.isoformat(), "editions": self.editions, "rows": self._rows()}
        return {**head, "citation": str(self), "figure": self.figure, "bibtex": self.bibtex, "csl": self.csl}

    def to_csv(self) -> str:
        """Return the sentence and its sources as CSV."""
        out = io.StringIO()
        writer = csv.DictWriter(out, ["figure", "citation", "short", "edition"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self._rows())
        return out.getvalue()

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the sentence on one line, ready to be copied; with its id where asked for."""
        del width
        return f"{self}\nFigure {self.figure}" if ids else str(self)

    def failure(self) -> BurdenshareError | None:
        """Return nothing: what cannot be cited is refused before."""
        return None

    def warnings(self) -> list[str]:
        """Return nothing: a sentence leaves nothing out."""
        return []


def _key(edition: Edition) -> str:
    return edition.id.replace("/", "-")


def bibtex_of(edition: Edition, figure: Figure) -> str:
    """Return an edition's entry in BibTeX."""
    day = edition.published
    fields = {
        "author": f"{{{find_publisher(edition.publisher).english.name}}}",
        "title": f"{{{edition.title}}}",
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "url": edition.url,
        "note": f"Edition of {day}; figure {figure.id}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{_key(edition)},", *lines, "}"])


def csl_of(edition: Edition, figure: Figure) -> dict[str, Any]:
    """Return an edition's entry in CSL-JSON."""
    day = edition.published
    return {
        "id": _key(edition),
        "type": "report",
        "title": edition.title,
        "author": [{"literal": find_publisher(edition.publisher).english.name}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": edition.url,
        "note": f"figure {figure.id}",
    }
