"""A passage read: what its letters share, its slots, who rewords it, and its wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from burdenshare.collation.apparatus import Passage, Reading, Slot, Span, with_slots
from burdenshare.collation.entities import recognised, recognised_in_most
from burdenshare.collation.press.columns import SEVERAL, SHORT, Fragment, Segment, blocks_of, segments_of
from burdenshare.collation.tokens import Token

INFLECTED = 2
"""Two words of which one goes on by so many letters are one word: `pressure`, `pressures`."""


@dataclass(slots=True)
class ReadPassage:
    """A passage with the spans of its letters."""

    passage: Passage
    spans: dict[str, list[Span]]


@dataclass(slots=True)
class _Part:
    """A segment with the kind that it is in each letter."""

    segment: Segment
    kinds: dict[str, str]
    slot: str = ""
    recognised: str = ""
    values: dict[str, str] = field(default_factory=dict)


def read_passage(
    name: str,
    fragments: Sequence[Fragment],
    texts: Mapping[str, str],
    holders: Sequence[str],
    leaders: Iterable[str],
) -> ReadPassage:
    """Hold a passage's wordings against each other.

    Parameters
    ----------
    texts : letter to the text of which the words count code points
    holders : all letters that have the passage, also those known in translation alone
    """
    segments = [s for block in blocks_of(fragments) for s in segments_of(block)]
    parts = _parts(segments, texts, tuple(leaders))
    spans = {x: _spans(x, parts, name, texts[x]) for x in dict.fromkeys(f.letter for f in fragments)}
    readings = _readings(parts, fragments, texts)
    slots = tuple(Slot(p.slot, p.recognised, p.values) for p in parts if p.slot)
    text = readings[0].text if readings else ""
    passage = Passage(name, text, tuple(holders), readings, slots, len(holders) == 1)
    return ReadPassage(passage, spans)


def _parts(segments: Sequence[Segment], texts: Mapping[str, str], leaders: tuple[str, ...]) -> list[_Part]:
    reworded = {x for s in segments for x in _rewording(s)}
    reworded |= {
        x for s, after in pairwise(segments) for a, b in ((s, after), (after, s)) for x in _running_on(a, b)
    }
    parts, count = [], 0
    for s in segments:
        part = _Part(s, _kinds(s, reworded))
        if "slot" in part.kinds.values():
            count += 1
            part.slot = f"s{count}"
            part.values = {
                x: _printed(texts[x], w) for x, w in s.words.items() if part.kinds.get(x) == "slot"
            }
            part.recognised = recognised_in_most(recognised(v, leaders) for v in part.values.values())
        parts.append(part)
    return parts


def _printed(text: str, words: Sequence[Token]) -> str:
    return text[words[0].start : words[-1].end]


def _common(segment: Segment) -> tuple[str, ...] | None:
    """Return the value that more letters have than any other, if there is one and two have it."""
    counts = Counter(v for x, v in segment.values.items() if x != SEVERAL).most_common(2)
    if not counts or counts[0][1] == 1 or (len(counts) > 1 and counts[1][1] == counts[0][1]):
        return None
    return counts[0][0]


def _rewording(segment: Segment) -> set[str]:
    """Return the letters that say something in other words, and in more than a slot holds."""
    if segment.agreed or segment.longest <= SHORT or () in segment.values.values():
        return set()
    common = _common(segment)
    return {x for x, v in segment.values.items() if v != common}


def _running_on(segment: Segment, beside: Segment) -> set[str]:
    """Return a letter that leaves the others in more than a name, and goes on by itself."""
    alone = len(beside.values) == 1 and beside.values.keys() < segment.values.keys()
    differ = not segment.agreed and () not in segment.values.values()
    return set(beside.values) if alone and differ else set()


def _kinds(segment: Segment, reworded: set[str]) -> dict[str, str]:
    """Return the kind that a segment is in each letter which has words there."""
    values = {x: v for x, v in segment.values.items() if v}
    if segment.agreed:
        named = [x for x in values if x != SEVERAL]
        kind = "tailored" if len(values) == 1 and named else "shared"
        return dict.fromkeys(values, kind)
    slot = {v for x, v in values.items() if x not in reworded}
    if segment.longest <= SHORT and len(slot) > 1 and not _is_inflected(slot):
        return {x: "variant" if x in reworded else "slot" for x in values}
    common = _common(segment)
    if common is None and len(values) > len(set(values.values())) == 1:
        common = next(iter(values.values()))  # several have it, the others nothing
    alone = () in segment.values.values() and segment.longest > SHORT
    return {
        x: "shared" if v == common else "tailored" if alone and x != SEVERAL else "variant"
        for x, v in values.items()
    }


def _is_inflected(values: Iterable[tuple[str, ...]]) -> bool:
    """Whether values are one word in several forms."""
    said = sorted({" ".join(v) for v in values}, key=len)
    shortest = said[0]
    return len(shortest) > INFLECTED and all(
        v.startswith(shortest) and len(v) - len(shortest) <= INFLECTED for v in said
    )


def _spans(letter: str, parts: Sequence[_Part], name: str, text: str) -> list[Span]:
    found = [
        Span(w[0].start, w[-1].end, p.kinds[letter], name, p.slot, p.values[letter], p.recognised)
        if p.kinds[letter] == "slot"
        else Span(w[0].start, w[-1].end, p.kinds[letter], name)
        for p in parts
        if (w := p.segment.words.get(letter)) and letter in p.kinds
    ]
    return _merged(sorted(found, key=lambda s: s.start), text)


def _merged(spans: Sequence[Span], text: str) -> list[Span]:
    """Join neighbours of one kind, within a stretch and with no word between them."""
    found: list[Span] = []
    for s in spans:
        last = found[-1] if found else None
        if last and last.kind == s.kind != "slot" and _is_bare(text[last.end : s.start]):
            found[-1] = Span(last.start, s.end, s.kind, s.passage)
        else:
            found.append(s)
    return found


def _is_bare(text: str) -> bool:
    return "\n\n" not in text and not any(c.isalnum() for c in text)


@dataclass(slots=True)
class _Wording:
    key: tuple[str, ...]
    text: str
    letters: list[str]
    distance: float = 0.0


def _readings(
    parts: Sequence[_Part], fragments: Sequence[Fragment], texts: Mapping[str, str]
) -> tuple[Reading, ...]:
    found: dict[tuple[str, ...], _Wording] = {}
    for letter in dict.fromkeys(f.letter for f in fragments):
        mine = [f for f in fragments if f.letter == letter]
        key = tuple(v for p in parts for v in _said(p, letter))
        text = " … ".join(_written(f, parts, texts[letter]) for f in mine)
        wording = found.setdefault(key, _Wording(key, text, []))
        wording.letters.append(letter)
        if not any(w.also for f in mine for w in f.words):
            wording.text = text  # its witnesses do not disagree
    ordered = sorted(found.values(), key=lambda w: (-sum(x != SEVERAL for x in w.letters), -len(w.key)))
    return tuple(
        Reading(w.text, tuple(w.letters), _distance(w.letters[0], ordered[0].letters[0], parts))
        for w in ordered
    )


def _said(part: _Part, letter: str) -> tuple[str, ...]:
    if part.kinds.get(letter) == "slot":
        return (f"⟨{part.slot}⟩",)
    return part.segment.values.get(letter, ())


def _written(fragment: Fragment, parts: Sequence[_Part], text: str) -> str:
    """Return a fragment as passages are written: its slots by their ids."""
    start, end = fragment.words[0].start, fragment.words[-1].end
    while end < len(text) and not text[end].isspace():
        end += 1
    mine = (
        (p, p.segment.words.get(fragment.letter)) for p in parts if p.kinds.get(fragment.letter) == "slot"
    )
    places = [(w[0].start, w[-1].end, p.slot) for p, w in mine if w and start <= w[0].start < end]
    return with_slots(text, start, end, places)


def _distance(letter: str, base: str, parts: Sequence[_Part]) -> float:
    """Return the share of words, known of both, in which a wording differs; 1 if none is known."""
    both = differ = 0
    for p in parts:
        mine, theirs = (p.segment.values.get(x) for x in (letter, base))
        if mine is not None and theirs is not None and p.kinds.get(letter) != "slot":
            both += max(len(mine), len(theirs))
            differ += max(len(mine), len(theirs)) if mine != theirs else 0
    return round(differ / both, 4) if both else float(letter != base)
