"""The document tree: blocks of runs, some of which are figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from burdenshare.figures import Figure


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it is written in a sentence, with or without a note of its own."""

    figure: Figure
    text: str
    note: bool = True


Run = Text | Number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one paragraph.

    Parameters
    ----------
    role : `body`, or a part of a letter's frame: `letterhead`, `address`, `date`, `subject`,
        `salutation`, `closing`, `mark`
    """

    runs: tuple[Run, ...]
    role: str = "body"


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
