"""A passage with its readings and slots, and the spans that it makes in each letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from burdenshare.collation.align import pairs_of
from burdenshare.collation.apparatus import Passage, Reading, Slot, Span, with_slots
from burdenshare.collation.entities import PROPER, recognised_at, recognised_in_most
from burdenshare.collation.model import Witness
from burdenshare.collation.passages.groups import Group
from burdenshare.collation.passages.slots import Bounds, Gap, Standing, slots
from burdenshare.collation.passages.wording import Member, Wording


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage and the spans it makes.

    Parameters
    ----------
    spans : letter to its spans
    """

    passage: Passage
    spans: dict[int, list[Span]]


def alone(name: str, one: Group, ordered: Sequence[Witness]) -> Cut:
    """Return a sentence that one letter alone has."""
    [(who, pieces)] = one.members.items()
    letter, text = ordered[who].id, _said(ordered[who].text, pieces[0].start, pieces[-1].end)
    spans = [Span(p.start, p.end, "tailored", name) for p in pieces]
    return Cut(Passage(name, text, (letter,), (Reading(text, (letter,)),), (), alone=True), {who: spans})


def passage(
    name: str,
    one: Group,
    wording: Wording,
    elsewhere: Standing,
    ordered: Sequence[Witness],
    leaders: tuple[str, ...],
) -> Cut:
    """Return a passage of several letters."""
    texts = [w.text for w in ordered]
    found = slots(wording, texts, elsewhere)
    listed = [_slot(f"s{k}", b, ordered, leaders) for k, (_, b) in enumerate(found, 1)]
    spans = {
        who: [Span(p.start, p.end, "variant", name) for p in one.members[who]] for who in wording.reworded
    }
    for who in wording.kept:
        piece = one.members[who][0]
        places = [(*b[who], s) for (_, b), s in zip(found, listed, strict=True) if who in b]
        spans[who] = list(_cut(name, texts[who], piece.start, piece.end, places, leaders))
    readings = _readings(wording, found, ordered)
    letters = tuple(ordered[who].id for who in sorted(one.members))
    return Cut(Passage(name, readings[0].text, letters, readings, tuple(listed)), spans)


def _slot(name: str, bounds: Bounds, ordered: Sequence[Witness], leaders: tuple[str, ...]) -> Slot:
    values = {ordered[who].id: ordered[who].text[a:b] for who, (a, b) in sorted(bounds.items())}
    kinds = (recognised_at(ordered[w].text, a, b, leaders) for w, (a, b) in bounds.items())
    return Slot(name, recognised_in_most(kinds), values)


def _cut(
    name: str,
    text: str,
    start: int,
    end: int,
    places: Sequence[tuple[int, int, Slot]],
    leaders: tuple[str, ...],
) -> Iterator[Span]:
    """Yield the spans of a sentence that keeps to the template: words and values in turn."""
    at = start
    for a, b, slot in places:
        yield from _shared(name, text, at, a)
        value = text[a:b]
        kind = recognised_at(text, a, b, leaders) or slot.recognised
        yield Span(a, b, "slot", name, slot.id, value, kind)
        at = b
    yield from _shared(name, text, at, end)


def _shared(name: str, text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if piece.strip():
        a, b = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        yield Span(a, b, "shared", name)


def _readings(
    wording: Wording, found: Sequence[tuple[Gap, Bounds]], ordered: Sequence[Witness]
) -> tuple[Reading, ...]:
    """Return the wordings of a passage, the template first."""
    by_text: dict[str, list[int]] = defaultdict(list)
    template = ""
    for who, member in wording.kept.items():
        template = template or _filled(member, ordered[who].text, _kept(member, found, who))
        by_text[template].append(who)
    for who, member in wording.reworded.items():
        marks = _matched(wording, member, found)
        by_text[_filled(member, ordered[who].text, marks)].append(who)
    order = sorted(by_text.items(), key=lambda r: (r[0] != template, -len(r[1]), r[0]))
    return tuple(
        Reading(text, tuple(ordered[w].id for w in sorted(who)), _distance(order[0][0], text))
        for text, who in order
    )


def _kept(member: Member, found: Sequence[tuple[Gap, Bounds]], who: int) -> list[str]:
    """Say of each token of a member in which slot it stands."""
    marks = [""] * len(member.tokens)
    for k, (_, bounds) in enumerate(found, 1):
        a, b = bounds.get(who, (0, 0))
        for j, t in enumerate(member.tokens):
            if a <= t.start < b:
                marks[j] = f"s{k}"
    return marks


def _matched(wording: Wording, member: Member, found: Sequence[tuple[Gap, Bounds]]) -> list[str]:
    """Say of each token of a rewording which slot's value it is, as far as that is plain."""
    marks = [""] * len(member.tokens)
    slot = {n: k for k, (gap, _) in enumerate(found, 1) for n in _of_template(wording, gap)}
    for i, j in pairs_of(wording.template, member.tokens):
        if i in slot and member.tokens[j].kind not in {"", PROPER}:
            marks[j] = f"s{slot[i]}"
    return marks


def _of_template(wording: Wording, gap: Gap) -> range:
    """Return the tokens of the template that stand in a slot."""
    if wording.source not in gap.values:
        return range(gap.first, gap.last)
    value = gap.values[wording.source]
    first = wording.template.index(value[0], gap.first) if value else gap.first
    return range(first, first + len(value))


def _filled(member: Member, text: str, marks: Sequence[str]) -> str:
    """Write a wording with its slots by their ids."""
    runs = [
        (slot, [t for t, _ in run])
        for slot, run in groupby(zip(member.tokens, marks, strict=True), key=itemgetter(1))
    ]
    places = [(run[0].start, run[-1].end, slot) for slot, run in runs if slot]
    return " ".join(with_slots(text, member.tokens[0].start, member.tokens[-1].end, places).split())


def _said(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _distance(one: str, other: str) -> float:
    """Return the share of words that differ, from 0 to 1."""
    if one == other:
        return 0.0
    here, there = one.casefold().split(), other.casefold().split()
    alike = SequenceMatcher(None, here, there, autojunk=False).ratio()
    return round(1 - alike, 3)
