"""Passages told by how they begin and end: a frame of few words around a value of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from burdenshare.collation.apparatus.groups import Group, core
from burdenshare.collation.apparatus.pieces import Piece

FEWEST = 4
"""A frame is told from so many letters."""

NEARLY_ALL = 0.8
"""So many of a passage's letters begin or end with the words of its frame."""

WORDS = 3
"""Words of the frame of a sentence, at least; a line, such as a salutation, may have one."""

LONGEST = 12
"""Words of a value in a frame, at most."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The words with which the members of a passage begin and end."""

    begin: tuple[str, ...]
    end: tuple[str, ...]
    line: bool

    def holds(self, piece: Piece) -> bool:
        """Whether a piece begins and ends so, and has a value in between."""
        said, size = _masks(piece), len(self.begin) + len(self.end)
        return (
            piece.line == self.line
            and size < len(said) <= size + LONGEST
            and said[: len(self.begin)] == self.begin
            and said[len(said) - len(self.end) :] == self.end
        )


def framed(groups: list[Group]) -> list[Group]:
    """Let passages that are a frame around a value take in what stands in the same frame.

    A short frame around a long value is alike in few words. It is found only where no other
    piece of the letter, nor of a passage that many letters have, stands in the same frame.
    """
    shared = [(g, f) for g in groups if len(g.members) >= FEWEST and (f := _frame(g))]
    for whole, frame in shared:
        found = [g for g in groups if g is not whole and g.members
                 and any(frame.holds(p) for p in g.pieces)]  # fmt: skip
        if any(len(g.members) >= FEWEST for g in found):
            continue
        held = Counter(p.letter for g in found for p in g.pieces if frame.holds(p))
        for g in found:
            if all(frame.holds(p) and held[p.letter] == 1 for p in g.pieces) and not (
                g.members.keys() & whole.members.keys()
            ):
                whole.take(g)
    return [g for g in groups if g.members]


def _masks(piece: Piece) -> tuple[str, ...]:
    return tuple(t.mask for t in piece.tokens)


def _frame(one: Group) -> Frame | None:
    """Return the frame of a passage that has little else, if it is one around a value."""
    pieces = [p[0] for p in one.members.values() if len(p) == 1]
    masks = [_masks(p) for p in pieces]
    begin = _common(masks)
    end = _common([m[len(begin) :][::-1] for m in masks])[::-1]
    values = {m[len(begin) : len(m) - len(end)] for m in masks}
    words = sum(w[0].isalnum() for w in (*begin, *end))
    line = all(p.line for p in pieces)
    rest = core(one) - Counter([*begin, *end])
    if not begin or rest or words < (1 if line else WORDS) or len(values) * 2 < len(masks):
        return None
    return Frame(begin, end, line)


def _common(masks: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the words with which nearly all of several wordings begin."""
    found: list[str] = []
    while masks:
        said = Counter(m[len(found)] for m in masks if len(m) > len(found))
        word, count = min(said.items(), key=lambda w: (-w[1], w[0]), default=("", 0))
        if count < max(len(masks) * NEARLY_ALL, 2):
            break
        found.append(word)
        masks = [m for m in masks if len(m) >= len(found) and m[len(found) - 1] == word]
    return tuple(found)
