"""The document tree: blocks of runs, some of which are figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from burdenshare.figures import Figure


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it is written in a sentence, with or without a note of its own.

    Parameters
    ----------
    text : the number with its unit, as the language writes it: `1.24 per cent`
    note : whether it carries a note, whose mark follows the text
    """

    figure: Figure
    text: str
    note: bool = True


Run = Text | Number

FramePart = Literal[
    "mark",
    "letterhead",
    "classification",
    "reference",
    "date",
    "address",
    "subject",
    "salutation",
    "closing",
    "signature",
    "copies",
]
FRAME: tuple[FramePart, ...] = get_args(FramePart)
"""Parts of a letter beside its body, in the order in which they stand; lines apart by line feeds.

`mark` says that a letter is a draft, `classification` is the user's line, `copies` the copy list.
"""
Role = FramePart | Literal["body", "lead", "small"]
ROLES: tuple[Role, ...] = (*FRAME, "body", "lead", "small")
LEVELS = (1, 2, 3)
"""Of headings."""


def role_of(names: str) -> Role:
    """Return the first role among names apart by blanks; `body` where none is one of ours.

    >>> role_of("western signature"), role_of('x" onclick="alert(1)')
    ('signature', 'body')
    """
    return next((role for name in names.split() for role in ROLES if role == name), "body")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one paragraph.

    Parameters
    ----------
    role : `body`, a part of a letter's frame (`FRAME`), or of a brief: `lead`, `small`
    """

    runs: tuple[Run, ...]
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `right` marks the columns that are aligned right."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    right: tuple[bool, ...]
    caption: str = ""


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A letter or a brief.

    Parameters
    ----------
    kind : `letter` or `brief`
    foot : a line that stands on every page
    language : `en`, `fr` or `de`
    meta : what a finished file must tell whoever reads it again: `ally`, `as_of`, `pledge`,
        `sender` (the sender's own ally), `letter` (the register's id), `author`
    """

    title: str
    kind: str
    blocks: tuple[Block, ...]
    foot: str = ""
    language: str = "en"
    meta: dict[str, str] = field(default_factory=dict)

    def runs(self) -> list[Run]:
        """Every run, in reading order."""
        found: list[Run] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                found += block.runs
            elif isinstance(block, Table):
                found += [run for row in block.rows for cell in row for run in cell]
        return found

    def numbers(self) -> list[Number]:
        """Return the figures printed, in reading order."""
        return [run for run in self.runs() if isinstance(run, Number)]

    def noted(self) -> list[Figure]:
        """Return the figures that carry a note, each once, in order of first use."""
        found = {n.figure.id: n.figure for n in self.numbers() if n.note}
        return list(found.values())
