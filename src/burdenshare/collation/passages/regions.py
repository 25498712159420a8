"""Stretches of a passage at which so many letters differ, in their own words, that they are slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from burdenshare.collation.tokens import Token

SEVERAL = 3
"""Fewer letters, or fewer wordings, than this are few."""

DEVIATE = 0.15
"""Where this share of the members differ, and three at least, it is a slot."""

Region = tuple[int, int]
"""Tokens of the template, end exclusive."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member differs from the template.

    Parameters
    ----------
    first, last : tokens of the template, end exclusive, that the member has not
    said : the member's tokens in their stead
    """

    first: int
    last: int
    said: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The member's words, for comparing."""
        return tuple(t.norm for t in self.said)


def within(place: Place, regions: Sequence[Region]) -> bool:
    """Whether a place lies in one of the regions, and leaves words there: no value is empty."""
    return any(
        a <= place.first and place.last <= b and (place.said or place.last - place.first < b - a)
        for a, b in regions
    )


def varied(template: Sequence[Token], odd: Mapping[int, Sequence[Place]]) -> list[Region]:
    """Find the regions that are slots by how many members differ there, and in how many ways.

    Only members count that differ nowhere else: who changes more has reworded the passage.

    Parameters
    ----------
    odd : member to the places at which it differs and that are no slots by their words
    """
    if len(odd) == 2:  # noqa: PLR2004  of two letters neither has the template
        return sorted(
            {(p.first, p.last) for places in odd.values() for p in places if p.said and p.first < p.last}
        )
    regions = _often(template, odd)
    while True:
        kept = [
            r for r in regions if _is_slot(_said(template, r, regions, odd), len(odd), _plain(template, r))
        ]
        if kept == regions:
            return regions
        regions = kept


def _plain(template: Sequence[Token], region: Region) -> int:
    return sum(t.plain for t in template[slice(*region)])


def _often(template: Sequence[Token], near: Mapping[int, Sequence[Place]]) -> list[Region]:
    """Runs of words that several members have otherwise."""
    count = Counter(i for places in near.values() for p in places for i in range(p.first, p.last))
    runs: list[list[int]] = []
    for i in range(len(template)):
        if count[i] < 2:  # noqa: PLR2004  one alone is no place that varies
            continue
        if runs and all(count[k] and not template[k].plain for k in range(runs[-1][1], i)):
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [(a, b) for a, b in runs]


def _said(
    template: Sequence[Token], region: Region, regions: Sequence[Region], near: Mapping[int, Sequence[Place]]
) -> Iterator[tuple[str, ...]]:
    """Yield what members say in a region who differ in regions alone."""
    for places in near.values():
        if all(within(p, regions) for p in places):
            here = [p for p in places if within(p, [region])]
            if here:
                yield tuple(_words(template, region, here))


def _words(template: Sequence[Token], region: Region, places: Sequence[Place]) -> Iterator[str]:
    """Yield a member's words in a region, but for names and figures."""
    at = region[0]
    for p in places:
        yield from (t.norm for t in template[at : p.first])
        yield from (t.norm for t in p.said if not t.kind)
        at = p.last
    yield from (t.norm for t in template[at : region[1]])


def _is_slot(said: Iterator[tuple[str, ...]], size: int, plain: int) -> bool:
    """Whether members vary so that it is a slot; a clause that some reword alike is none."""
    values = Counter(said)
    small = len(values) >= SEVERAL or plain <= SEVERAL
    return small and values.total() >= max(SEVERAL, DEVIATE * size)
