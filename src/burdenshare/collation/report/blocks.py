"""Letters cut into blocks, and the row in which each block stands when letters stand in columns.

A letter is never shown out of its own order: a passage that a letter brings earlier or later than
the others stands in a row between theirs and is called moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from burdenshare.collation.apparatus import Collation, Letter, Span


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a letter that belongs to one passage, or to none.

    Parameters
    ----------
    start, end : code points of the letter's text; the blocks of a letter cover it whole
    passage : id, or empty
    row : from 1; passages stand in even rows, what lies between them in odd ones
    moved : whether the passage stands elsewhere than in most letters
    first : whether it is the letter's first block of the passage
    """

    start: int
    end: int
    passage: str
    spans: tuple[Span, ...]
    row: int = 0
    moved: bool = False
    first: bool = False

    def has(self, kind: str) -> bool:
        """Whether a span of the kind stands in it."""
        return any(s.kind == kind for s in self.spans)


def shared_places(collation: Collation) -> dict[str, int]:
    """Return the place of each passage that stands in more than one letter."""
    ids = [p.id for p in collation.passages if not p.alone]
    return {passage: k for k, passage in enumerate(ids)}


def blocks_of(letter: Letter, places: Mapping[str, int]) -> list[Block]:
    """Return a letter's blocks in its order, each with its row."""
    blocks = _bounded(_grouped(letter), len(letter.witness.text))
    kept = set(_ascending([(n, places[b.passage]) for n, b in enumerate(blocks) if b.passage in places]))
    row, met, placed = 1, set[str](), []
    for n, block in enumerate(blocks):
        if n in kept:
            row = 2 * places[block.passage] + 2
        elif row % 2 == 0:
            row += 1
        first = bool(block.passage) and block.passage not in met
        met.add(block.passage)
        moved = block.passage in places and n not in kept
        placed.append(replace(block, row=row, moved=moved, first=first))
    return placed


def _grouped(letter: Letter) -> list[tuple[str, list[Span]]]:
    """Put neighbouring spans of a passage together, with an own clause that stands inside it."""
    groups: list[tuple[str, list[Span]]] = []
    for passage, spans in groupby(sorted(letter.spans, key=lambda s: s.start), key=lambda s: s.passage):
        found = list(spans)
        inside = len(groups) > 1 and passage and groups[-2][0] == passage
        if inside and not groups[-1][0] and len(groups[-1][1]) == 1:
            groups[-2][1].extend([*groups.pop()[1], *found])
        else:
            groups.append((passage, found))
    return groups


def _bounded(groups: list[tuple[str, list[Span]]], length: int) -> list[Block]:
    """Give each group its bounds; a block reaches to the next, so that the text is covered."""
    if not groups:
        return [Block(0, length, "", ())] if length else []
    starts = [0, *(spans[0].start for _, spans in groups[1:]), length]
    return [
        Block(starts[n], starts[n + 1], passage, tuple(spans)) for n, (passage, spans) in enumerate(groups)
    ]


def _ascending(pairs: list[tuple[int, int]]) -> list[int]:
    """Return the first members of the longest run of pairs whose second members ascend.

    >>> _ascending([(0, 0), (1, 5), (2, 1), (3, 2)])
    [0, 2, 3]
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, place) in enumerate(pairs):
        k = bisect_left(tops, place)
        before.append(ends[k - 1] if k else -1)
        if k == len(tops):
            tops.append(place)
            ends.append(n)
        else:
            tops[k], ends[k] = place, n
    chain, n = [], ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n][0])
        n = before[n]
    return chain[::-1]
