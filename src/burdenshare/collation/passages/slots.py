"""The places of a passage that vary by recipient, with exactly the words that vary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from burdenshare.collation.entities import ALLY, DATE, FIGURE, LEADER, OFFICE, day_and_month
from burdenshare.collation.passages.wording import Wording
from burdenshare.collation.tokens import Token, norms

COUNTED = frozenset({DATE, FIGURE})
"""Classes that stand for no name."""

Bounds = dict[int, tuple[int, int]]
"""Letter to the characters of its value, end exclusive."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that varies.

    Parameters
    ----------
    first, last : tokens of the template, end exclusive
    values : letter to its tokens there
    """

    first: int
    last: int
    values: Mapping[int, tuple[Token, ...]]


Standing = Mapping[int, set[tuple[str, ...]]]
"""Letter to the values that stand somewhere in it as a slot."""


def standing(wordings: Iterable[Wording]) -> Standing:
    """Gather the values of all slots, before any is cut in two."""
    found: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for wording in wordings:
        for gap in gaps(wording):
            for who, value in gap.values.items():
                found[who].add(norms(value))
    return found


def slots(wording: Wording, texts: Sequence[str], elsewhere: Standing) -> list[tuple[Gap, Bounds]]:
    """Return the slots of a passage, in order, with where each letter's value stands."""
    found = []
    for gap in gaps(wording):
        for part in _parted(gap, elsewhere):
            for half in _by_class(part):
                bounds = _trimmed(half, texts)
                if bounds:
                    found.append((half, _with_months(bounds, texts)))
    return found


def _with_months(bounds: Bounds, texts: Sequence[str]) -> Bounds:
    """Take in the month of a day, where all letters have the same: `12` alone is no date."""
    whole = {who: day_and_month(texts[who], *at) for who, at in bounds.items()}
    found = {who: at for who, at in whole.items() if at}
    return found if len(found) == len(bounds) else bounds


def gaps(wording: Wording) -> Iterator[Gap]:
    """Yield the stretches between words that every letter has."""
    kept = {who: m.same for who, m in wording.kept.items()}
    end = len(wording.template)
    fixed = [i for i in range(end) if all(i in same for same in kept.values())]
    for a, b in pairwise([-1, *fixed, end]):
        values = _values(wording, a, b)
        if len({norms(v) for v in values.values()}) > 1:
            yield Gap(a + 1, b, values)


def _values(wording: Wording, a: int, b: int) -> dict[int, tuple[Token, ...]]:
    """Return what letters have between two words of the template."""
    found = {}
    for who, member in wording.kept.items():
        same = {-1: -1, **member.same, len(wording.template): len(member.tokens)}
        found[who] = member.tokens[same[a] + 1 : same[b]]
    return found


def _parted(gap: Gap, elsewhere: Standing) -> list[Gap]:
    """Cut a gap in two where one half stands elsewhere in the letters as a value of its own.

    `the Danish delegation` is two slots where `Danish` stands in another sentence.
    """
    for cut in (_begin, _end):
        at = {who: cut(v, elsewhere[who]) for who, v in gap.values.items()}
        if all(0 < k < len(gap.values[who]) for who, k in at.items()):
            halves = _halves(gap, at)
            if all(_varies(half) for half in halves):
                return halves
    return [gap]


def _varies(gap: Gap) -> bool:
    """Whether letters differ in words, not only in how a genitive is written."""
    values = gap.values.values()
    return len({norms(v) for v in values}) > 1 and any(t.norm[0].isalnum() for v in values for t in v)


def _by_class(gap: Gap) -> list[Gap]:
    """Cut a name from the figure or date beside it: `Norway 1.62` is two slots.

    So is `On 9 May your parliament`.
    """
    for cut in (_after_date, _before_figure):
        at = {who: cut(v) for who, v in gap.values.items()}
        if all(0 < k < len(gap.values[who]) for who, k in at.items()):
            return [part for half in _halves(gap, at) for part in _by_class(half)]
    return [gap]


def _halves(gap: Gap, at: Mapping[int, int]) -> list[Gap]:
    return [
        Gap(gap.first, gap.last, {w: v[: at[w]] for w, v in gap.values.items()}),
        Gap(gap.first, gap.last, {w: v[at[w] :] for w, v in gap.values.items()}),
    ]


def _after_date(value: Sequence[Token]) -> int:
    """Return where a date ends with which a value begins, or 0."""
    kinds = [t.kind for t in value]
    if kinds.count(DATE) != 1 or (at := kinds.index(DATE)) > 1:
        return 0
    return at + 1 if not at or value[0].small else 0


def _before_figure(value: Sequence[Token]) -> int:
    return len(value) - 1 if value and _beside(value[-1], value[:-1]) else 0


def _beside(one: Token, rest: Sequence[Token]) -> bool:
    """Whether a figure or date stands beside a name or plain words that are no part of it."""
    kinds = {t.kind for t in rest}
    other = kinds & {ALLY, LEADER} or sum(t.word and not t.kind for t in rest) > 1
    return one.kind in COUNTED and bool(other) and not kinds & COUNTED


def _begin(value: Sequence[Token], known: set[tuple[str, ...]]) -> int:
    """Return how many words of a value's beginning are a value elsewhere; the most."""
    return next((k for k in range(len(value) - 1, 0, -1) if norms(value[:k]) in known), 0)


def _end(value: Sequence[Token], known: set[tuple[str, ...]]) -> int:
    return next((k for k in range(1, len(value)) if norms(value[k:]) in known), 0)


def _trimmed(gap: Gap, texts: Sequence[str]) -> Bounds:
    """Return the bounds of the values without the words that begin or end them all."""
    parts = {who: list(_parts(v, texts[who])) for who, v in gap.values.items()}
    while _all_same(parts, 0):
        parts = {who: p[1:] for who, p in parts.items()}
    while _all_same(parts, -1):
        parts = {who: p[:-1] for who, p in parts.items()}
    return {who: (p[0][0], p[-1][1]) for who, p in parts.items() if p}


def _all_same(parts: Mapping[int, list[tuple[int, int, str]]], k: int) -> bool:
    return all(parts.values()) and len({p[k][2] for p in parts.values()}) == 1


def _parts(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a value; dates, amounts and offices word by word, names whole."""
    for t in tokens:
        words = text[t.start : t.end].split()
        if t.kind not in {*COUNTED, OFFICE} or len(words) == 1:
            yield t.start, t.end, t.norm
            continue
        at = t.start
        for word in words:
            at = text.index(word, at)
            yield at, at + len(word), word.casefold()
            at += len(word)
