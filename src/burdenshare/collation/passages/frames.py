"""Passages told by the few words that all their letters have around values of many words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from burdenshare.collation.passages.groups import Group
from burdenshare.collation.passages.pieces import Piece
from burdenshare.collation.tokens import SHORT

FEWEST = 4
"""A frame is told from so many letters."""

NEARLY_ALL = 0.8
"""So many of a passage's letters have the words of its frame."""

SHORTEST = 3
"""So many of the shortest members are tried for the frame: the very shortest may be reworded."""

LONGEST = 20
"""Words of a value in a frame, at most, on average."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The words that nearly all members of a passage have, in order, the first and last of all."""

    words: tuple[str, ...]
    line: bool

    def holds(self, piece: Piece) -> bool:
        """Whether a piece begins and ends so, has all words in order, and values in between."""
        said = [t.norm for t in piece.tokens]
        ends = (said[0], said[-1]) == (self.words[0], self.words[-1])
        return piece.line == self.line and ends and 0 < self.more(said) <= LONGEST * self.gaps(said)

    def more(self, said: Sequence[str]) -> int:
        """Return how many words a wording has beside those of the frame; 0 if it lacks one."""
        rest = iter(said)
        return len(said) - len(self.words) if all(w in rest for w in self.words) else 0

    def gaps(self, said: Sequence[str]) -> int:
        """Return at how many places a wording has words beside those of the frame."""
        found, k, inside = 0, 0, False
        for word in said:
            fixed = k < len(self.words) and word == self.words[k]
            found += not fixed and not inside
            k, inside = k + fixed, not fixed
        return found


def framed(groups: list[Group]) -> list[Group]:
    """Let passages that are a frame around a value take in what stands in the same frame.

    A short frame around a long value is alike in few words. It is found only where no other
    piece of the letter, nor of a passage that many letters have, stands in the same frame.
    """
    many = [g for g in groups if len(g.members) >= FEWEST]
    shared = [(g, f) for g in many if (f := _frame(g))]
    for whole, frame in shared:
        found = [g for g in groups if g is not whole and g.members and any(frame.holds(p) for p in g.pieces)]
        if any(len(g.members) >= FEWEST for g in found):
            continue
        held = Counter(p.letter for g in found for p in g.pieces if frame.holds(p))
        for g in found:
            if all(frame.holds(p) and held[p.letter] == 1 for p in g.pieces) and not (
                g.members.keys() & whole.members.keys()
            ):
                whole.take(g)
    return [g for g in groups if g.members]


def _frame(one: Group) -> Frame | None:
    """Return the frame of a passage whose values differ, if it has words enough to be told."""
    pieces = [p[0] for p in one.members.values() if len(p) == 1]
    if len({p.line for p in pieces}) > 1:
        return None
    pieces.sort(key=lambda p: (len(p.tokens), [t.norm for t in p.tokens]))
    frames = (Frame(tuple(_fixed(p, pieces)), p.line) for p in pieces[:SHORTEST])
    return next((f for f in frames if _told(f, pieces)), None)


def _told(frame: Frame, pieces: Sequence[Piece]) -> bool:
    """Whether a frame has words enough, and nearly all pieces stand in it with other values."""
    if len(frame.words) < 2 or all(len(w) <= SHORT for w in frame.words):  # noqa: PLR2004  first and last
        return False
    held = [tuple(t.norm for t in p.tokens) for p in pieces if frame.holds(p)]
    return len(set(held)) * 2 >= len(pieces) and len(held) >= len(pieces) * NEARLY_ALL


def _fixed(short: Piece, pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the words and marks of a piece that nearly all others have as often."""
    bags = [Counter(t.norm for t in p.tokens) for p in pieces]
    seen: Counter[str] = Counter()
    for token in short.tokens:
        seen[token.norm] += 1
        if sum(b[token.norm] >= seen[token.norm] for b in bags) >= len(bags) * NEARLY_ALL:
            yield token.norm
