"""A letter cut into pieces: sentences, lines of an address, numbers of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from burdenshare.collation.sentences import after_blanks, sentences
from burdenshare.collation.tokens import Token, tokens_of

WIDEST_WRAP = 110
"""A text whose full lines are longer has a paragraph a line, and every line break counts."""

SHORTEST_WRAP = 40
NEARLY_FULL = 0.9

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[ \t\r\f\v]*\n|\s*\Z)", re.DOTALL)
_LINE = re.compile(r"[^\r\n]+")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|[IVX]{1,5}\.|[-•–*])(?=\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a letter that is held against others as a whole.

    Parameters
    ----------
    lead : where the number of its paragraph begins; `start` where there is none
    line : whether it is a line by itself, not a sentence
    opens : whether a paragraph begins with it
    """

    letter: int
    place: float
    lead: int
    start: int
    end: int
    line: bool
    tokens: tuple[Token, ...]
    opens: bool


def cut(text: str, letter: int, language: str, leaders: tuple[str, ...]) -> list[Piece]:
    """Cut a letter into its pieces, in order; together they hold all that is not blank."""
    spans = [p.span() for p in _PARAGRAPH.finditer(text)]
    opening = {start for start, _ in spans}
    bounds = [b for span in spans for b in _paragraph(text, span, language)]
    found = []
    for k, (lead, start, end) in enumerate(bounds):
        tokens = tuple(tokens_of(text, start, end, language=language, leaders=leaders))
        line = not re.search(r"[.!?…][\"'”’»)\]]*$", text[start:end])
        place, opens = k / len(bounds), lead in opening
        found.append(Piece(letter, place, lead, start, end, line, tokens, opens))
    return found


def _paragraph(text: str, span: tuple[int, int], language: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the sentences and lines of a paragraph begin and end, with their numbers."""
    for lead, end in _lines(text, *span, _width(text)):
        number = _NUMBERED.match(text, lead, end)
        start = lead
        if number and text[number.end() : end].strip():
            start = after_blanks(text, number.end(), end)
        first = lead
        for a, b in sentences(text, start, end, language):
            yield min(first, a), a, b
            first = end


def _width(text: str) -> int:
    """Return the width to which a text's lines are wrapped; 0 where they are not."""
    long = sorted(len(line.rstrip()) for line in text.split("\n") if len(line) > SHORTEST_WRAP)
    if len(long) < 3 or long[len(long) * 9 // 10] > WIDEST_WRAP:  # noqa: PLR2004
        return 0
    return long[len(long) // 2]


def _lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a paragraph; lines broken only for their length are joined."""
    lines = [m.span() for m in _LINE.finditer(text, start, end) if m[0].strip()]
    full = [_full(text, a, b, width) for a, b in pairwise(lines)]
    begin = lines[0][0]
    for k, (_, b) in enumerate(lines):
        if k < len(full) and full[k]:
            continue
        piece = text[begin:b]
        yield after_blanks(text, begin, b), begin + len(piece.rstrip())
        begin = lines[k + 1][0] if k < len(full) else b


def _full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether a line was broken because the next word found no room, or goes on in lower case."""
    rest = text[after[0] : after[1]].split()
    length = len(text[line[0] : line[1]].rstrip()) + 1 + len(rest[0])
    if rest[0][0].islower() and text[: line[1]].rstrip()[-1] not in ".!?:":
        return True
    return bool(width) and length > width * NEARLY_FULL
