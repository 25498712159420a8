"""The wordings of a passage in columns: one word of each letter that is known to stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from burdenshare.collation.align import OTHER, SAME, agree, lay
from burdenshare.collation.tokens import OPEN, Token

SEVERAL = "*"
"""The letter that is no letter: a wording said of several."""

LEAST = 0.3
"""A fragment stands on others if it has this share of its words in common with them."""

SHORT = 4
"""Words of a slot's value, at most; a longer difference is a rewording."""

Column = dict[str, tuple[int, Token]]
"""A letter to the number of its fragment, and its word."""
Block = list[Column]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of a letter's words in a passage; `number` is its own in the passage."""

    letter: str
    number: int
    words: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """Columns that hang together: the same letters agree in all of them.

    Parameters
    ----------
    words : letter to its words; none where it is known to have none there. What is not known of
        a letter is absent
    values : the same for comparing
    fragments : letter to the number of its fragment
    """

    words: dict[str, tuple[Token, ...]]
    values: dict[str, tuple[str, ...]]
    fragments: dict[str, int]

    @property
    def agreed(self) -> bool:
        """Whether all that is known agrees."""
        return len(set(self.values.values())) == 1

    @property
    def longest(self) -> int:
        """Words of its longest value."""
        return max(map(len, self.values.values()))


def blocks_of(fragments: Iterable[Fragment]) -> list[Block]:
    """Lay fragments on one another, the longest first, wordings said of several last.

    Fragments that have nothing in common stand in blocks of their own.
    """
    order = sorted(fragments, key=lambda f: (f.letter == SEVERAL, -len(f.words), f.number))
    blocks: list[Block] = []
    for f in order:
        if best := max(((_common(b, f), k) for k, b in enumerate(blocks)), default=None):
            common, k = best
            if common >= LEAST * len(f.words) and _is_in_turn(laid := _laid(blocks[k], f), f.letter):
                blocks[k] = laid
                continue
        blocks.append([{f.letter: (f.number, w)} for w in f.words])
    return blocks


def _worth(column: Column, word: tuple[str, Token]) -> float:
    letter, said = word
    if letter in column:
        return 2 * OTHER - 1  # a place holds one word of a letter
    return max(agree(said, w) for _, w in column.values())


def _common(block: Block, fragment: Fragment) -> int:
    words = [(fragment.letter, w) for w in fragment.words]
    pairs = lay(block, words, _worth)
    return sum(i is not None and j is not None and _worth(block[i], words[j]) == SAME for i, j in pairs)


def _laid(block: Block, fragment: Fragment) -> Block:
    words = [(fragment.letter, w) for w in fragment.words]
    laid: Block = []
    for i, j in lay(block, words, _worth):
        column = dict(block[i]) if i is not None else {}
        if j is not None:
            column[fragment.letter] = (fragment.number, fragment.words[j])
        laid.append(column)
    return laid


def _is_in_turn(block: Block, letter: str) -> bool:
    """Whether the fragments of a letter stand one after the other, as they do in its text."""
    numbers = [column[letter][0] for column in block if letter in column]
    return numbers == sorted(numbers)


def segments_of(block: Block) -> list[Segment]:
    """Cut a block where agreement and disagreement meet."""
    known = _known(block)
    values = [_values(c, k) for c, k in zip(block, known, strict=True)]
    marks = [(_pattern(v), k) for v, k in zip(values, known, strict=True)]
    runs = [list(run) for _, run in groupby(range(len(block)), key=lambda k: marks[k])]
    segments = [_segment([block[k] for k in run], [values[k] for k in run], known[run[0]]) for run in runs]
    return _without_islands(_joined(segments))


def _known(block: Block) -> list[dict[str, int]]:
    """Return for each column the letters known there, between a fragment's ends, and by which."""
    at: dict[tuple[str, int], list[int]] = {}
    for k, column in enumerate(block):
        for letter, (number, _) in column.items():
            at.setdefault((letter, number), []).append(k)
    return [{who: n for (who, n), ks in at.items() if ks[0] <= k <= ks[-1]} for k in range(len(block))]


def _values(column: Column, known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return a word, or none, for each letter; one that a witness shares with others is theirs."""
    counts = Counter(n for who, (_, w) in column.items() for n in w.attested if who != SEVERAL)
    counts.update(w.norm for _, w in column.values() if w.kind != OPEN)
    common = max(sorted(counts), key=lambda n: counts[n], default="")
    return {who: (_value(column[who][1], common),) if who in column else () for who in known}


def _value(word: Token, common: str) -> str:
    return common if common in word.attested or word.norm == f"[{common}]" else word.norm


def _pattern(values: dict[str, tuple[str, ...]]) -> tuple[frozenset[frozenset[str]], bool]:
    """Return which letters agree with one another, and whether some have no word."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for letter, value in values.items():
        groups.setdefault(value, set()).add(letter)
    return frozenset(map(frozenset, groups.values())), () in groups


def _segment(
    columns: Sequence[Column], values: Sequence[dict[str, tuple[str, ...]]], fragments: dict[str, int]
) -> Segment:
    letters = sorted(values[0])
    return Segment(
        {x: tuple(c[x][1] for c in columns if x in c) for x in letters},
        {x: tuple(v for of in values for v in of[x]) for x in letters},
        fragments,
    )


def _groups(segment: Segment) -> frozenset[frozenset[str]]:
    return _pattern(segment.values)[0]


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Join a word for a word with a few words for none, where the same letters agree in both."""
    found: list[Segment] = []
    for segment in segments:
        last = found[-1] if found else None
        short = last and not last.agreed and min(last.longest, segment.longest) <= SHORT
        bare = last and any(() in s.values.values() and s.longest > SHORT for s in (last, segment))
        same = last and last.fragments == segment.fragments and _groups(last) == _groups(segment)
        if last and short and not bare and same:
            found[-1] = _sum(last, segment)
        else:
            found.append(segment)
    return found


def _sum(*segments: Segment) -> Segment:
    return Segment(
        {x: sum((s.words[x] for s in segments), ()) for x in segments[0].words},
        {x: sum((s.values[x] for s in segments), ()) for x in segments[0].values},
        segments[0].fragments,
    )


def _without_islands(segments: Sequence[Segment]) -> list[Segment]:
    """Join two short differences with the single word between them, which says nothing alone."""
    found: list[Segment] = []
    for segment in segments:
        if len(found) > 1 and _is_island(found[-2], found[-1], segment):
            island, before = found.pop(), found.pop()
            segment = _sum(before, island, segment)  # noqa: PLW2901
        found.append(segment)
    return found


def _is_island(before: Segment, island: Segment, after: Segment) -> bool:
    differ = not before.agreed and not after.agreed
    small = island.agreed and island.longest == 1 and max(before.longest, after.longest) <= SHORT
    return differ and small and before.fragments == island.fragments == after.fragments
