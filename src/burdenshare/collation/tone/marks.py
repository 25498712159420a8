"""The marks of a letter, what they add up to, and which letter is the most pointed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from burdenshare.collation.apparatus import Mark
from burdenshare.collation.model import Zone
from burdenshare.collation.tone.cues import Cue, Lexicon, lexicon
from burdenshare.collation.tone.languages import detect_language
from burdenshare.collation.tone.parties import (
    Party,
    Sentence,
    is_negated,
    parties,
    recipient_of,
    spoken,
    whom,
)

ALONE = 1.5
"""What is said to this recipient alone weighs so much more than what all are told."""

OWN_WORDS = ", in words that no other letter has"

HALF = 0.5
FURTHER = 0.7
"""What another mark of its kind in the same sentence is worth beside the one before."""

PHRASE = 3
SHORT = 12
"""Words of a sentence that may well mean the recipient without naming it."""

Cued = tuple[Cue, Mark]

_LONG_AGO = re.compile(r"\b1[0-9]\d\d\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with whom it names."""

    sentence: Sentence
    words: Lexicon
    named: Sequence[Party]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue found in a sentence; `weight` as far as it is decided."""

    cue: Cue
    start: int
    end: int
    weight: float

    @property
    def sharp(self) -> bool:
        return self.weight > 0


def judge(
    text: str,
    *,
    language: str = "",
    own: Sequence[tuple[int, int]] = (),
    zones: Sequence[Zone] = (),
    recipient: str = "",
) -> tuple[Mark, ...]:
    """Mark what makes a letter pointed, and what softens it.

    Parameters
    ----------
    language : `en`, `fr`, `de`, also `en-GB`; found out where empty; another has no marks
    own : spans of code points that stand in this letter alone; marks there weigh `ALONE` times
    zones : parts of the text; nothing is marked in an address, a salutation or a note
    recipient : the ally's code; where empty, whom the address or the text names most

    Returns
    -------
    Marks, ascending by start; their weights add up to the score
    """
    found = found_in(text, language, zones, recipient)
    return faded([(c, _alone(m) if _within(m, own) else m) for c, m in found], text)


def found_in(text: str, language: str, zones: Sequence[Zone], recipient: str) -> list[Cued]:
    """Return the marks with the families they are of, before they are weighed together."""
    words = lexicon(language.replace("_", "-").partition("-")[0].lower() or detect_language(text))
    if words is None:
        return []
    ally = recipient or recipient_of(text, words, zones)
    return [
        (h.cue, _mark(s.start, h, text))
        for s in spoken(text, words.language, zones)
        for h in _hits(_Said(s, words, parties(s.text, words.language, ally)))
    ]


def faded(marks: Sequence[Cued], text: str) -> tuple[Mark, ...]:
    """Let each further praise, and the same words again, count half of the one before.

    A whole phrase said twice is one piece of evidence. The strongest comes first, so that one
    more never takes from the others. Ascending by start.
    """
    seen: Counter[str] = Counter()
    kept = []
    for cue, m in sorted(marks, key=lambda c: (-abs(c[1].weight), c[1].start)):
        words = text[m.start : m.end].casefold().split()
        key = "praise" if cue.fades else " ".join((cue.id, *words))
        if not seen[key] or cue.fades or len(words) < PHRASE:
            kept.append(replace(m, weight=round(m.weight * HALF ** seen[key], 3)))
        seen[key] += 1
    return tuple(sorted((m for m in kept if m.weight), key=lambda m: (m.start, m.end)))


def score(marks: Iterable[Mark]) -> float:
    """Return what marks add up to, rounded to two decimals; below 0 where softeners prevail."""
    return round(sum(m.weight for m in marks), 2) + 0.0


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Rank letters by score: 1 is the most pointed, ties share a rank.

    >>> ranks({"a": 1.0, "b": 3.0, "c": 1.0, "d": 0.0})
    {'a': 2, 'b': 1, 'c': 2, 'd': 4}
    """
    ordered = sorted(scores.values(), reverse=True)
    return {letter: ordered.index(value) + 1 for letter, value in scores.items()}


def _mark(at: int, hit: _Hit, text: str) -> Mark:
    start, end = at + hit.start, at + hit.end
    while text[start].isspace() or text[start] in ",;:–—-":
        start += 1
    while text[end - 1].isspace() or text[end - 1] in ",;:":
        end -= 1
    return Mark(start, end, hit.cue.mark, round(hit.weight, 3), hit.cue.why)


def _within(mark: Mark, own: Sequence[tuple[int, int]]) -> bool:
    return any(a < mark.end and b > mark.start for a, b in own)


def _alone(mark: Mark) -> Mark:
    return replace(mark, weight=round(mark.weight * ALONE, 3), why=mark.why + OWN_WORDS)


def _hits(said: _Said) -> list[_Hit]:
    sentence, words = said.sentence, said.words
    found = [h for h in _found(said) if h.weight]
    found = _disclaimed(found, sentence, words)
    found = _apart(found)
    found = [h for h in found if _needed(h, found)]
    return _turned(_repeated(found), sentence, words)


def _found(said: _Said) -> Iterable[_Hit]:
    """Find the cues with their weights, by whom they mean and how they are said."""
    words, text, named = said.words, said.sentence.text, said.named
    mute = said.sentence.zone == "closing" or words.courtesy.search(text)
    past = _LONG_AGO.search(text) and not words.since.search(text)
    for cue, start, end in _matches(words.language, text):
        if (mute and cue.mark == "softener") or (past and cue.mark in {"obligation", "reproach"}):
            continue
        if cue.negatable and is_negated(words, text, start):
            continue
        share = cue.share(whom(cue, text, start, end, named)) * _told(said.sentence, words, start)
        yield _Hit(cue, start, end, cue.weight * share * _meant(cue, said))


def _meant(cue: Cue, said: _Said) -> float:
    """Return the share left to a cue by what its sentence is about.

    What is sharp must be about the recipient, or about what it owes; failures, refusals and
    delays of others, or on a journey, are no concern of it. What the writer says in the first
    person is said to the recipient, unless the sentence first names somebody else. What is soft
    counts in full where either is named.
    """
    who = {p.who for p in said.named}
    theirs = bool(said.named) and "you" not in who and said.named[0].who in {"third", "inert"}
    if cue.mark == "softener":
        return _softens(cue, who, theirs and said.named[0].who == "third")
    text = said.sentence.text
    topic = bool(said.words.concern.search(text))
    if not topic and (cue.topical or said.words.scene.search(text)):
        return 0.0
    if "you" in who or (topic and "third" not in who):
        return 1.0
    return 0.0 if theirs else _unaddressed(cue, who, len(text.split()) <= SHORT)


def _softens(cue: Cue, who: set[str], theirs: bool) -> float:
    """Return the share of a softener; what is said of a third party softens nothing."""
    if cue.voids:
        return 1.0
    return 0.0 if theirs else 1.0 if who & {"you", "we"} else HALF


def _unaddressed(cue: Cue, who: set[str], short: bool) -> float:
    """Return the share of a sharp cue in a sentence that does not name the recipient."""
    if cue.mark != "reproach" and "we" in who:
        return 1.0
    if who & {"third", "inert"} or not (short or "we" in who):
        return 0.0
    return 1.0 if cue.mark == "obligation" else HALF


@lru_cache(4096)
def _matches(language: str, sentence: str) -> tuple[tuple[Cue, int, int], ...]:
    """Search a sentence for every cue; most sentences of a set of letters come again."""
    words = lexicon(language)
    cues = words.cues if words else ()
    return tuple((cue, *m.span()) for cue in cues for m in cue.pattern.finditer(sentence) if m[0])


def _told(sentence: Sentence, words: Lexicon, at: int) -> float:
    """Return the share left to words that are quoted, or reported of somebody else."""
    quoted = any(a <= at < b for a, b in sentence.quoted)
    return HALF if quoted or words.reported.search(sentence.text[:at]) else 1.0


def _disclaimed(found: Sequence[_Hit], sentence: Sentence, words: Lexicon) -> list[_Hit]:
    """Drop sharp cues that a disclaimer covers, up to a `but`."""
    gone: set[int] = set()
    for void in (h for h in found if h.cue.voids):
        turn = words.turn.search(sentence.text, void.end)
        until = turn.start() if turn else len(sentence.text)
        gone |= {id(h) for h in found if h.sharp and void.start <= h.start < until}
    return [h for h in found if id(h) not in gone]


def _apart(found: Sequence[_Hit]) -> list[_Hit]:
    """Keep the weightiest of cues that overlap; a softener is the more particular one."""
    kept: list[_Hit] = []
    order = sorted(found, key=lambda h: (not h.cue.voids, -abs(h.weight), h.start - h.end, h.start))
    for hit in order:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return kept


def _needed(hit: _Hit, found: Sequence[_Hit]) -> bool:
    needs = hit.cue.needs
    if hit.cue.lone and len(found) > 1:
        return False
    return not needs or any(h.cue.mark in needs and not h.cue.needs for h in found)


def _repeated(found: Sequence[_Hit]) -> list[_Hit]:
    """Count each further mark of a kind in a sentence for less: one sentence, one blow."""
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda h: (-abs(h.weight), h.start)):
        before = sum(h.cue.mark == hit.cue.mark for h in kept)
        kept.append(replace(hit, weight=hit.weight * FURTHER**before))
    return kept


def _turned(found: Sequence[_Hit], sentence: Sentence, words: Lexicon) -> list[_Hit]:
    """Halve a softener that a `but` and something sharp follow."""
    last = max((h.start for h in found if h.sharp), default=-1)
    done = []
    for hit in found:
        turned = not hit.sharp and words.turn.search(sentence.text, hit.end, max(last, hit.end))
        done.append(replace(hit, weight=hit.weight * HALF) if turned else hit)
    return done
