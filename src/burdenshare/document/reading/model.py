"""What a finished letter says: its words, and the numbers that name their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from burdenshare.document.model import Role

_FIGURE = re.compile(r"[a-z]+\.[A-Za-z0-9_:.\-]+@\d{4}-\d{2}-\d{2}(?:\.r\d+)?~[0-9a-z]{4}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that names its figure; `figure` is empty for plain words."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it was read.

    Parameters
    ----------
    role : as in `document.Paragraph`; `body` where the file does not say, or names none of ours
    where : `paragraph 5`
    """

    role: Role
    runs: tuple[Mark, ...]
    where: str

    @property
    def text(self) -> str:
        """Its words, numbers included."""
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A finished letter as it was read."""

    title: str
    language: str
    meta: dict[str, str]
    paragraphs: tuple[ReadParagraph, ...]
    notes: tuple[str, ...] = field(default=())


def figure_of(target: str) -> str:
    """Return the figure that a link leads to; empty if it is another link.

    >>> figure_of("../index.html#gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9")
    'gap.nato.wales-2014.DEU.2018@2018-07-11~k3f9'
    """
    name = unquote(target.rpartition("#")[2])
    return name if _FIGURE.fullmatch(name) else ""


def merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Join neighbours that belong together: words, and the parts of one number."""
    found: list[Mark] = []
    for mark in marks:
        text = mark.text.replace("\u00a0", " ")
        if not text:
            continue
        if found and found[-1].figure == mark.figure:
            found[-1] = Mark(found[-1].text + text, mark.figure)
        else:
            found.append(Mark(text, mark.figure))
    return tuple(found)
