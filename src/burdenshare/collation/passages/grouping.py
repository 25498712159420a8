"""Which pieces of the letters are one passage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product

from burdenshare.collation.align import ALIKE
from burdenshare.collation.passages.frames import FEWEST, framed
from burdenshare.collation.passages.groups import Group, core, dice, fixed, position
from burdenshare.collation.passages.mending import mend, parted
from burdenshare.collation.passages.pieces import Piece

REWORDED = 0.5
"""A sentence that keeps so much of a passage's fixed words is a rewording of it."""

LONGEST_LINE = 12
"""Words of a line that may be found by its place alone: a salutation, a valediction."""


def group(letters: Sequence[Sequence[Piece]]) -> list[Group]:
    """Find the passages of letters; each piece is in one of them."""
    letters = parted(letters)
    groups = _joined([p for letter in letters for p in letter])
    mended = mend(groups, letters)
    if sum(map(len, mended)) < sum(map(len, letters)):
        groups = _joined([p for letter in mended for p in letter])
    return framed(_placed(_reworded(framed(groups)), mended))


def _masked(piece: Piece) -> Counter[str]:
    words = [t.mask for t in piece.tokens if t.word]
    return Counter(words or [t.norm for t in piece.tokens])


def _joined(pieces: Sequence[Piece]) -> list[Group]:
    """Join pieces that are alike, the likest first, at most one a letter.

    Of those that are alike to the same degree, such as the rows of a table, the ones with the
    same first word come first.
    """
    groups = [Group({p.letter: [p]}) for p in pieces]
    root = list(range(len(pieces)))

    def owner(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for *_, i, j in sorted(_pairs(pieces)):
        one, other = owner(i), owner(j)
        if not groups[one].members.keys() & groups[other].members.keys():
            groups[one].take(groups[other])
            root[other] = one
    return [g for g in groups if g.members]


def _pairs(pieces: Sequence[Piece]) -> Iterator[tuple[float, bool, float, int, int]]:
    """Yield pairs of alike pieces: unlikeness, other first word, distance, their numbers.

    Pieces of the same words are held against others once; their words are the bits of a number.
    """
    same: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, bag in enumerate(_bits([_masked(p) for p in pieces])):
        same[bag].append(k)
    bags = sorted(same)
    for n, (words, size) in enumerate(bags):
        for other, count in bags[n:]:
            alike = 2 * (words & other).bit_count() / (size + count)
            if alike >= ALIKE:
                mine, theirs = same[words, size], same[other, count]
                for one, two in combinations(mine, 2) if mine is theirs else product(mine, theirs):
                    i, j = min(one, two), max(one, two)
                    if pieces[i].letter != pieces[j].letter:
                        yield round(1 - alike, 6), *_apart(pieces[i], pieces[j]), i, j


def _bits(bags: Sequence[Counter[str]]) -> Iterator[tuple[int, int]]:
    """Yield for each bag its words as bits, one that comes again as another, and its size."""
    number: dict[tuple[str, int], int] = {}
    for bag in bags:
        units = [(w, k) for w, n in bag.items() for k in range(n)]
        yield sum(1 << number.setdefault(u, len(number)) for u in units), len(units)


def _apart(one: Piece, other: Piece) -> tuple[bool, float]:
    return one.tokens[0].norm != other.tokens[0].norm, round(abs(one.place - other.place), 6)


def _reworded(groups: list[Group]) -> list[Group]:
    """Let passages take in the sentences that are rewordings of them."""
    shared = [g for g in groups if not g.lone]
    cores = {id(g): core(g) for g in shared}
    rare = sorted((g for g in groups if len(g.members) < FEWEST), key=lambda g: g.lone)
    offers = []
    for k, small in enumerate(rare):
        words = core(small)
        for j, large in enumerate(shared):
            alike = dice(cores[id(large)], words)
            if alike >= REWORDED and len(small.members) < len(large.members):
                offers.append((-round(alike, 6), k, j))
    for _, k, j in sorted(offers):
        small, large = rare[k], shared[j]
        if small.members and large.members and not small.members.keys() & large.members.keys():
            large.take(small)
    _completed(groups, shared)
    return [g for g in groups if g.members]


def _completed(groups: Sequence[Group], shared: Sequence[Group]) -> None:
    """Give a rewording the neighbour that holds the rest of its words: it was split in two."""
    loose = {position(next(g.pieces)): g for g in groups if g.lone and g.members}
    for one, other in _next_to_each_other(groups):
        for whole in shared:
            words = None
            for here, near in ((one, other), (other, one)):
                if position(near) not in loose or whole.members.get(here.letter) != [here]:
                    continue
                words = words or core(whole)
                rest = words - fixed(here)
                if (fixed(near) & rest).total() >= max(fixed(near).total() * 0.6, 2):
                    loose.pop(position(near)).members = {}
                    whole.members[here.letter] = [one, other]


def _next_to_each_other(groups: Iterable[Group]) -> list[tuple[Piece, Piece]]:
    """Sentences with nothing but a blank or a line's end between them."""
    pieces = sorted((p for g in groups for p in g.pieces), key=position)
    return [
        (p, q)
        for p, q in pairwise(pieces)
        if p.letter == q.letter and not p.line and q.lead == q.start and not q.opens
    ]


def _placed(groups: list[Group], letters: Sequence[Sequence[Piece]]) -> list[Group]:
    """Join short lines that stand at the same place of their letters."""
    for _ in range(3):
        owner = {position(p): g for g in groups for p in g.pieces}
        lines = [g for g in groups if all(_short(p) for p in g.pieces)]
        near = _near(lines, owner, letters)
        offers = []
        for i, one in enumerate(lines):
            for j in range(i):
                common = len(near[id(one)] & near[id(lines[j])])
                if common:
                    size = len(one.members) + len(lines[j].members)
                    offers.append((-common, -size, j, i))
        done = False
        for _, _, j, i in sorted(offers):
            one, other = lines[j], lines[i]
            if one.members and other.members and not one.members.keys() & other.members.keys():
                one.take(other)
                one.placed = done = True
        groups = [g for g in groups if g.members]
        if not done:
            break
    return groups


def _short(piece: Piece) -> bool:
    return piece.line and sum(t.word for t in piece.tokens) <= LONGEST_LINE


def _near(
    lines: Sequence[Group], owner: dict[tuple[int, int], Group], letters: Sequence[Sequence[Piece]]
) -> dict[int, set[tuple[str, int]]]:
    """Say of each group of lines which shared passages stand next to it."""
    near: dict[int, set[tuple[str, int]]] = defaultdict(set)
    wanted = {id(g) for g in lines}
    for letter in letters:
        around = [None, *(owner[position(p)] for p in letter), None]
        for before, here, after in zip(around, around[1:], around[2:], strict=False):
            if here is not None and id(here) in wanted:
                sides = (("before", before), ("after", after))
                near[id(here)] |= {(s, id(g)) for s, g in sides if g is not None and not g.lone}
    return near
