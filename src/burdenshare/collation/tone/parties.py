"""A text read for its tone: sentences, and of whom each part of a sentence speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from burdenshare.collation.model import Zone
from burdenshare.collation.sentences import sentences
from burdenshare.collation.tone.cues import CLASSES, Cue, Lexicon, lexicon

SILENT = ("heading", "dateline", "address", "salutation", "signature", "note")
"""Zones in which nothing is said to the recipient."""

SENDER = "USA"
"""An ally named so often as a speaker that a letter which names it is not taken to be for it."""

LONGEST = 1000
"""Characters of a sentence; a text without stops is cut, so that it takes no longer than others."""

INERT_REACH = 3
NEGATION_REACH = 4

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'") | dict.fromkeys("\u00a0\u202f\u2009", " ")
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_POLITE = re.compile(r"\b(?:Sie|Ihr(?:e[rnms]?)?|Ihnen)\b")
_QUOTED = re.compile(r"“[^”]{3,400}”|„[^“”]{3,400}[“”]|«[^»]{3,400}»|\"[^\"]{3,400}\"")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place; `text` is folded, a code point for a code point."""

    start: int
    text: str
    zone: str
    quoted: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A word that names somebody: where it stands in the sentence, and which of `CLASSES`."""

    start: int
    end: int
    who: str


def fold(text: str, language: str = "") -> str:
    """Return a text in lower case with plain apostrophes, a code point for each code point.

    In German the polite pronouns keep their capital, which alone tells `you` from `they`.

    >>> fold("Sie haben’s", "de"), fold("You", "en")
    ("Sie haben's", 'you')
    """
    lower = text.lower()
    if len(lower) != len(text):  # a capital I with a dot has two code points in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if language == "de":
        pieces, last = [], 0
        for m in _POLITE.finditer(text):
            pieces += [lower[last : m.start()], m[0]]
            last = m.end()
        lower = "".join((*pieces, lower[last:]))
    return lower.translate(_PLAIN)


def spoken(text: str, language: str, zones: Sequence[Zone]) -> Iterator[Sentence]:
    """Yield the sentences in which something may be said to the recipient."""
    folded = fold(text, language)
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for start, end, zone in _parts(len(text), zones):
        if zone not in SILENT:
            for a, b in _cut(text, start, end, language):
                within = tuple((s - a, e - a) for s, e in quoted if s < b and e > a)
                yield Sentence(a, folded[a:b], zone, within)


def _parts(length: int, zones: Sequence[Zone]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for zone in sorted(zones, key=lambda z: z.start):
        if at < zone.start:
            yield at, zone.start, "body"
        yield max(at, zone.start), min(zone.end, length), zone.kind
        at = max(at, zone.end)
    if at < length:
        yield at, length, "body"


def _cut(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraphs, in pieces where one has no end."""
    breaks = [m.span() for m in _BLANK_LINE.finditer(text, start, end)]
    for first, last in zip([start, *(b for _, b in breaks)], [*(a for a, _ in breaks), end], strict=True):
        for begin, stop in sentences(text, first, last, language):
            yield from _pieces(text, begin, stop)


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST:
        stop = text.rfind(" ", begin, begin + LONGEST) + 1 or begin + LONGEST
        yield begin, stop
        begin = stop
    yield begin, end


def recipient_of(text: str, words: Lexicon, zones: Sequence[Zone]) -> str:
    """Return the ally that a letter is for, by its address or by what it names most, or empty."""
    for part in ("address", "salutation"):
        for zone in zones:
            named = _named(text[zone.start : zone.end], words) if zone.kind == part else None
            if named:
                return named.most_common(1)[0][0]
    named = _named(text, words)
    named.pop(SENDER, None)
    return named.most_common(1)[0][0] if named else ""


def _named(text: str, words: Lexicon) -> Counter[str]:
    found = _all_names(words.language).finditer(fold(text, words.language))
    return Counter(m.lastgroup for m in found if m.lastgroup)


def _pattern(classes: dict[str, str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{who}>{words})" for who, words in classes.items() if words)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)".replace(" ", r"\s+"))


@cache
def _all_names(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    return _pattern(dict(words.names) if words else {"none": r"(?!)"})


@cache
def _parties(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    classes = {who: words.subjects[who] for who in CLASSES} if words else {"none": r"(?!)"}
    return _pattern(classes | (dict(words.names) if words else {}))


def parties(sentence: str, language: str, recipient: str) -> list[Party]:
    """Return everybody whom a sentence names, in order; the recipient's own name is `you`."""
    named = {recipient: "you", SENDER: "we"} if recipient != SENDER else {SENDER: "you"}
    found = ((m.span(), m.lastgroup or "") for m in _parties(language).finditer(sentence))
    return [Party(a, b, who if who in CLASSES else named.get(who, "third")) for (a, b), who in found]


def whom(cue: Cue, sentence: str, start: int, end: int, named: Sequence[Party]) -> str:
    """Return of whom the words from `start` to `end` speak, one of `CLASSES`, or empty."""
    if cue.look in {"before", "around"}:
        for party in reversed([p for p in named if p.end <= start]):
            if _reaches(cue, party, sentence[party.end : start]):
                return party.who
    if cue.look in {"after", "around"}:
        for party in (p for p in named if start <= p.start and p.end > start):
            within = party.start < end and cue.look == "after" and party.who == "we"
            if not within and _reaches(cue, party, sentence[end : party.start]):
                return party.who
    return ""


def _reaches(cue: Cue, party: Party, between: str) -> bool:
    reach = min(INERT_REACH, cue.reach) if party.who == "inert" else cue.reach
    return ";" not in between and ":" not in between and len(between.split()) <= reach


def is_negated(words: Lexicon, sentence: str, start: int) -> bool:
    """Tell whether a `not` stands shortly before a place, in the same clause."""
    clause = re.split(r"[,;:—–]", sentence[:start])[-1].split()[-NEGATION_REACH:]
    return bool(words.negation.search(" ".join(clause)))
