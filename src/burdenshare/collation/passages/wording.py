"""Which members of a passage keep its wording, and which reword it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from burdenshare.collation.align import pairs_of
from burdenshare.collation.entities import PROPER
from burdenshare.collation.passages.groups import Group
from burdenshare.collation.passages.regions import SEVERAL, Place, varied, within
from burdenshare.collation.tokens import SHORT, Token

SOFT = 0.5
"""A word that fewer members than this share keep is no fixed word of the passage."""

FIRM = 0.75
"""A word that so many members keep bounds what may vary."""

CHANCE = 0.9
"""A small word that fewer members than this share have, and that stands alone, says nothing."""


@dataclass(slots=True)
class Member:
    """A letter's wording of a passage, aligned with the template."""

    letter: int
    tokens: tuple[Token, ...]
    pairs: list[tuple[int, int]]
    places: list[Place] = field(default_factory=list)

    @property
    def same(self) -> dict[int, int]:
        """Tokens of the template to the member's that are the same."""
        return dict(self.pairs)


@dataclass(slots=True)
class Wording:
    """A passage with its template, who keeps it and who rewords it.

    Parameters
    ----------
    source : the letter from which the template is
    kept : letters whose text differs from the template in slots alone
    reworded : the others
    """

    template: tuple[Token, ...]
    source: int
    kept: dict[int, Member]
    reworded: dict[int, Member]


def weigh(group: Group) -> Wording:
    """Find the template of a passage and who keeps to it."""
    whole = {who: p[0].tokens for who, p in group.members.items() if len(p) == 1}
    split = {who: tuple(t for q in p for t in q.tokens) for who, p in group.members.items() if len(p) > 1}
    source = _middle(whole)
    template = whole[source]
    members = {who: _member(who, template, tokens) for who, tokens in sorted(whole.items())}
    if len(members) > 2:  # noqa: PLR2004  with two, nothing is in the majority
        share = _share(template, members)
        members = {who: _member(who, template, m.tokens, share) for who, m in members.items()}
        share = _share(template, members)
        for m in members.values():
            _part(template, m, [p for p in m.pairs if not _by_chance(template, share, m, p)])
    reworded = {} if group.placed else _rewordings(template, members)
    if all(p.line for p in group.pieces):
        filled = [who for who, m in reworded.items() if _is_line_of_slots(template, m)]
        if len(filled) > 1:
            reworded = {who: m for who, m in reworded.items() if who not in filled}
    kept = {who: m for who, m in members.items() if who not in reworded}
    reworded |= {who: _member(who, template, tokens) for who, tokens in split.items()}
    return Wording(template, source, kept, reworded)


def _is_line_of_slots(template: Sequence[Token], member: Member) -> bool:
    """Whether a line of an address has other words in a place or two, few for few."""
    lost = [sum(t.plain for t in template[p.first : p.last]) for p in member.places]
    said = [len(p.words) for p in member.places]
    return max(lost) < SEVERAL and min(said) > 0


def _middle(whole: Mapping[int, Sequence[Token]]) -> int:
    """Return the letter whose wording the most others have, or nearly."""
    masked = {who: [t.mask for t in tokens] for who, tokens in whole.items()}
    bags = {who: {*m, *pairwise(m)} for who, m in masked.items()}
    held = Counter(w for bag in bags.values() for w in bag)
    common = {who: sum(2 * held[w] - len(bags) for w in bag) for who, bag in bags.items()}
    return min(whole, key=lambda w: (-common[w], masked[w], w))


def _member(
    who: int, template: tuple[Token, ...], tokens: tuple[Token, ...], share: Sequence[float] = ()
) -> Member:
    pairs = pairs_of(template, tokens, share)
    member = Member(who, tokens, [])
    _part(template, member, [(i, j) for i, j in pairs if template[i].norm == tokens[j].norm])
    return member


def _part(template: Sequence[Token], member: Member, same: list[tuple[int, int]]) -> None:
    """Say where a member differs, given which of its words are the template's."""
    member.pairs, member.places = same, []
    i = j = 0
    for a, b in [*same, (len(template), len(member.tokens))]:
        if a > i or b > j:
            member.places.append(Place(i, a, member.tokens[j:b]))
        i, j = a + 1, b + 1


def _by_chance(
    template: Sequence[Token], share: Sequence[float], member: Member, pair: tuple[int, int]
) -> bool:
    """Whether a small word is the same only because both values happen to have one."""
    i, j = pair
    token = template[i]
    if share[i] > CHANCE or token.kind or not token.word or len(token.norm) > SHORT:
        return False
    return not {(i - 1, j - 1), (i + 1, j + 1)} & set(member.pairs)


def _rewordings(template: Sequence[Token], members: dict[int, Member]) -> dict[int, Member]:
    """Return the members that differ in more than slots."""
    share = _share(template, members)
    free = _free(template, share, members)
    odd = {who: [p for p in m.places if not _varies(template, share, free, p)] for who, m in members.items()}
    regions = varied(template, odd)
    return {who: members[who] for who, places in odd.items() if not all(within(p, regions) for p in places)}


def _share(template: Sequence[Token], members: Mapping[int, Member]) -> list[float]:
    """The share of the members that have each token of the template."""
    kept = Counter(i for m in members.values() for i, _ in m.pairs)
    return [kept[i] / len(members) for i in range(len(template))]


def _free(
    template: Sequence[Token], share: Sequence[float], members: Mapping[int, Member]
) -> list[tuple[int, int]]:
    """Stretches of the template, between words that nearly all have, in which the words vary."""
    firm = [-1, *(i for i, s in enumerate(share) if s >= FIRM), len(template)]
    found = []
    for a, b in pairwise(firm):
        loose = [i for i in range(a + 1, b) if template[i].word]
        said = list(_said(a, b, members)) if loose else []
        if (
            any(share[i] < SOFT and not template[i].kind for i in loose)
            or (any(template[i].kind in {"", PROPER} for i in loose) and _all_differ(said, members))
            or (all(share[i] < SOFT for i in loose) and _in_words(said))
        ):
            found.append((a + 1, b))
    return found


def _said(first: int, last: int, members: Mapping[int, Member]) -> Iterator[tuple[Token, ...]]:
    """Yield what members have between two words of the template, where they have both."""
    for m in members.values():
        same = {-1: -1, **m.same}
        if first in same and (last in same or last > max(same)):
            yield m.tokens[same[first] + 1 : same.get(last, len(m.tokens))]


def _all_differ(said: Sequence[tuple[Token, ...]], members: Mapping[int, Member]) -> bool:
    """Whether hardly two members have the same words, beside names and figures."""
    count = Counter(tuple(t.mask for t in value) for value in said)
    return len(count) >= SEVERAL and max(count.values()) * 2 < len(members)


def _in_words(said: Sequence[tuple[Token, ...]]) -> bool:
    """Whether several members have plain words where the template has a name or figure."""
    return sum(any(t.plain for t in value) for value in said) >= SEVERAL


def _varies(
    template: Sequence[Token], share: Sequence[float], free: Sequence[tuple[int, int]], place: Place
) -> bool:
    """Whether a place is a slot by what stands there: a name, a figure, or whatever others vary."""
    if any(a <= place.first and place.last <= b for a, b in free):
        return True
    lost = [(template[i], share[i]) for i in range(place.first, place.last) if template[i].word]
    said = [t for t in place.said if t.word]
    if not lost or not said:
        return False
    plain = [s for t, s in lost if t.plain]
    if any(s >= FIRM for s in plain):
        return False
    if any(place.last == a or place.first == b for a, b in free):
        return not plain
    if all(t.kind for t, _ in lost) and any(t.kind for t in said):
        return not any(t.plain for t in said)
    return any(t.kind or s < SOFT for t, s in lost)
