"""A figure: a value with unit, precision and the way it came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """A leaf: one observation as the edition holds it.

    Parameters
    ----------
    edition, title, published, origin : the edition and how it is held
    ally, year, indicator, status : what the cell is about
    raw : the text as stored or printed
    sheet, cell : where in the workbook; empty for a transcription
    line, url : the transcription's line, and the page it was read on
    notes : id and text of each publisher's note that qualifies it
    """

    edition: str
    title: str
    published: date
    origin: str
    ally: str
    year: int
    indicator: str
    status: str
    raw: str
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    url: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def publisher(self) -> str:
        """Id of the publisher of its edition."""
        return self.edition.partition("/")[0]


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """A leaf: a level that a pledge sets.

    Parameters
    ----------
    pledge, clause : ids
    agreed : the day it was agreed
    source, url, paragraph : where it stands
    """

    pledge: str
    clause: str
    agreed: date
    source: str
    url: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """A leaf: a quantity somebody announced, from the table of national plans."""

    plan: str
    ally: str
    declared: date
    by: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A node: what was done to which figures.

    Parameters
    ----------
    name : the operation, one word
    formula : the same in symbols or words, for a reader
    inputs : the figures it rests on
    """

    name: str
    formula: str
    inputs: tuple[Figure, ...]


Derivation = Cell | RuleLevel | Declared | Operation


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that can be traced.

    Parameters
    ----------
    id : recipe and check, see `burdenshare.figures.recipes`
    label : what it is, in words
    value : in `unit`, never rounded
    unit : `percent`, `points`, `million USD`, `allies`, ...
    decimals : with how many it is shown; negative rounds to tens, hundreds ...
    derivation : a leaf, or an operation over figures
    ally : whose figure it is; empty for one about the alliance or a rule
    low, high : bounds within which it lies, given the printed precision of what it rests on
    is_estimate : whether it rests on a cell that its edition marks as estimate
    signed : its id in the form over which checks are made, NATO's name left out where it once was
    """

    id: str
    label: str
    value: Decimal
    unit: str
    decimals: int
    derivation: Derivation
    ally: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    is_estimate: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    signed: str = ""

    def leaves(self) -> Iterator[Figure]:
        """Every leaf below, itself if it is one, in order, repeated where used twice."""
        if isinstance(self.derivation, Operation):
            for part in self.derivation.inputs:
                yield from part.leaves()
        else:
            yield self

    def known_since(self) -> date:
        """Return the first day on which everything below was known."""
        return max(_known(leaf.derivation) for leaf in self.leaves())

    def editions(self) -> list[str]:
        """Ids of the editions it rests on, in order of first use."""
        cells = (leaf.derivation for leaf in self.leaves())
        return list(dict.fromkeys(c.edition for c in cells if isinstance(c, Cell)))

    def cells(self) -> list[Cell]:
        """Return the cells it rests on, each once, in order of first use."""
        found = (leaf.derivation for leaf in self.leaves())
        return list(dict.fromkeys(c for c in found if isinstance(c, Cell)))


def _known(leaf: Derivation) -> date:
    match leaf:
        case Cell():
            return leaf.published
        case RuleLevel():
            return leaf.agreed
        case Declared():
            return leaf.declared
        case Operation():
            return date.min
