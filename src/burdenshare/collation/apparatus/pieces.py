"""A letter cut into pieces: sentences, lines of an address, numbers of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from burdenshare.collation.apparatus.entities import (
    ALLY,
    COUNTS_IN_TENS,
    DATE,
    FIGURE,
    FIGURES,
    LEADER,
    OFFICE,
    PROPER,
    names,
)
from burdenshare.collation.sentences import END, is_inner, is_number

WIDEST_WRAP = 110
"""A text whose full lines are longer has a paragraph a line, and every line break counts."""

SHORTEST_NAME = 3
"""Letters of a capitalised word that is more than an article: `The` of The Hague is none."""

SHORTEST_WRAP = 40
NEARLY_FULL = 0.9

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[ \t\r\f\v]*\n|\s*\Z)", re.DOTALL)
_TOKEN = re.compile(
    r"['’]s(?!\w)|(?<!\w)(?:[ldnscjmt]|qu)['’](?=\w)"
    r"|\d+(?:[.,]\d+)*|\w+(?:[-‐‑]\w+|['’](?!s(?!\w))\w+)*|\S",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|[IVX]{1,5}\.|[-•–*])(?=\s)")
_CLASSES = {"money": FIGURE, "figure": FIGURE, "date": DATE, "ally": ALLY, "leader": LEADER, "office": OFFICE}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "“": '"', "”": '"', "„": '"'})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a name, figure or date as one whole.

    Parameters
    ----------
    norm : what is compared: small, with plain quotes and single blanks
    kind : class of what varies by nature, or empty
    """

    start: int
    end: int
    norm: str
    kind: str

    @property
    def word(self) -> bool:
        """Whether it is more than a mark."""
        return self.norm[0].isalnum() or len(self.norm) > 1

    @property
    def mask(self) -> str:
        """What stands for it where letters are matched."""
        return f"<{self.kind}>" if self.kind and self.kind != PROPER else self.norm


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
        tokens = tuple(tokens_of(text, start, end, language, leaders))
        line = not re.search(r"[.!?…][\"'”’»)\]]*$", text[start:end])
        place, opens = k / len(bounds), lead in opening
        found.append(Piece(letter, place, lead, start, end, line, tokens, opens))
    return found


def tokens_of(text: str, start: int, end: int, language: str, leaders: tuple[str, ...]) -> Iterator[Token]:
    """Yield the tokens of a piece."""
    known, at = names(leaders), start
    while m := _TOKEN.search(text, at, end):
        whole = FIGURES if m[0][0].isdigit() or m[0] in "€$£" else known
        long = whole.match(text, m.start())
        if long and long.end() <= end and long.end() >= m.end():
            m = long
        kind = _CLASSES.get(m.lastgroup or "", "")
        norm = " ".join(m[0].translate(_PLAIN).split()).casefold()
        yield Token(m.start(), m.end(), norm, _kind(m[0], kind, language, first=at == start))
        at = m.end()


def _kind(said: str, kind: str, language: str, *, first: bool) -> str:
    """Return the class of a token; where capitals tell names, they count."""
    if kind == ALLY and language == "en" and said[0].islower():
        return ""  # polish, turkey
    if not kind and language == "de":
        return FIGURE if said.casefold().endswith(COUNTS_IN_TENS) else ""
    proper = said[0].isupper() and len(said) > SHORTEST_NAME
    return PROPER if not kind and not first and proper else kind


def _paragraph(text: str, span: tuple[int, int], language: str) -> Iterator[tuple[int, int, int]]:
    """Yield where the sentences and lines of a paragraph begin and end, with their numbers."""
    for lead, end in _lines(text, *span, _width(text)):
        number = _NUMBERED.match(text, lead, end)
        start = lead
        if number and text[number.end() : end].strip():
            start = _after_blanks(text, number.end(), end)
        first = lead
        for a, b in _sentences(text, start, end, language):
            yield min(first, a), a, b
            first = end


def _after_blanks(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip())


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
        yield _after_blanks(text, begin, b), begin + len(piece.rstrip())
        begin = lines[k + 1][0] if k < len(full) else b


def _full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether a line was broken because the next word found no room, or goes on in lower case."""
    rest = text[after[0] : after[1]].split()
    length = len(text[line[0] : line[1]].rstrip()) + 1 + len(rest[0])
    if rest[0][0].islower() and text[: line[1]].rstrip()[-1] not in ".!?:":
        return True
    return bool(width) and length > width * NEARLY_FULL


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    begin = start
    for m in END.finditer(text, start, end):
        if not _ends(text, begin, m, end, language):
            continue
        yield begin, m.end()
        begin = _after_blanks(text, m.end(), end)
    if text[begin:end].strip():
        yield begin, end


def _ends(text: str, begin: int, m: re.Match[str], end: int, language: str) -> bool:
    """Whether a full stop ends a sentence."""
    rest = text[m.end() : end].lstrip()
    if not rest or rest[0].islower():
        return not rest
    if m[0] != ".":
        return True
    return not (is_inner(text, begin, m.start(), language) or is_number(text, begin, m.start()))
