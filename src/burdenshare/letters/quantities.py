"""Quantities in running words, in digits or spelled out, in English, French and German.

Dates, years, articles and paragraphs, and the ordinary "one" are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from burdenshare.terms import CARDINALS, MONTH_NAMES, TENS

_UNIT = (
    r"(?:%|‰|percent|per\s?cents?|pour\s?cents?|prozent\w*|points?|punkte?n?|billions?|millions?|"
    r"milliards?|millionen|milliarden?|trillions?|thousand|dollars?|euros?|pounds?|livres?|pfund|"
    r"€|£|\$|soldiers?|soldat\w*|troops|tanks?|aircraft|allies|alliés|verbündete\w*|tenths?|"
    r"times|fois|mal\b|thirds?|quarters?|halves|hundred|dozen)"
)
_ARTICLE = re.compile(
    r"\b(?:article|articles|artikel|paragraph|paragraphs|paragraphe|paragraphes|absatz|absätze|"
    r"section|§|no\.|nr\.|n°|annex|annexe|anhang)\s?\d+(?:\s?(?:and|et|und|to|bis|à|,|–|-)\s?\d+)*",
    re.IGNORECASE,
)
_YEAR = rf"(?:19|20)\d\d(?:s|er|ern)?\b(?!\s?{_UNIT})(?![.,]\d)"

_FURTHER = {
    "en": (
        "zero|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halves|halve|"
        "halved|halving|quarters?|thirds?|fourths?|fifths?|sixths?|eighths?|tenths?|hundredths?|"
        "twice|thrice|double|doubles|doubled|doubling|treble|trebled|triple|tripled|tripling|"
        "quadruple|quadrupled|twofold|threefold|fourfold|fivefold|tenfold"
    ),
    "fr": (
        "zéro|vingts|cents|mille|milliers?|"
        "millions?|milliards?|demi|demie|moitié|tiers|quarts?|cinquièmes?|dixièmes?|centièmes?|"
        "dizaines?|douzaines?|centaines?|double|doublé|doubler|doublent|doublez|doublant|triple|"
        "triplé|tripler|quadruple|quadruplé|quadrupler|deux-tiers"
    ),
    "de": (
        "null|hunderte?|hundert|tausende?|tausend|millionen?|milliarden?|dutzende?|"
        "hälfte|halb|halbe|halber|halbes|halben|halbiert|halbieren|drittel|viertel|fünftel|zehntel|"
        "hundertstel|doppelt|doppelte|doppelten|verdoppeln|verdoppelt|verdopple|verdreifacht|"
        "verdreifachen|vervierfacht|zweifach|dreifach|vierfach|zehnfach|zweimal|dreimal|viermal|"
        "zweite\\s+hälfte"
    ),
}
_ONE = {"en": r"one|a", "fr": r"une?", "de": r"ein(?:e[mnrs]?)?"}
_SMALL_DE = "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity found, and where in the text."""

    text: str
    start: int
    end: int


@cache
def _dates(language: str) -> re.Pattern[str]:
    months = MONTH_NAMES[language] if language == "fr" else f"{MONTH_NAMES[language].title()}|Jänner"
    return re.compile(
        rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b"
        rf"|\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b"
        rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s)?)?(?:{months})(?:\s\d{{1,2}},)?(?:\s(?:19|20)\d\d)?\b"
        rf"|\b{_YEAR}"
    )


@cache
def _words(language: str) -> re.Pattern[str]:
    one = rf"\b(?:{_ONE[language]})(?:\s|-){_UNIT}"
    card = rf"\b(?:{CARDINALS[language]}|{TENS[language]}|{_FURTHER[language]})\b"
    compound = rf"|\b(?:{_SMALL_DE})und\w*(?:zig|ßig)\w*\b" if language == "de" else ""
    return re.compile(rf"{one}\b|{card}{compound}", re.IGNORECASE)


def quantities(text: str, language: str) -> list[Quantity]:
    """Return the quantities of a text that are no dates and no numbers of articles.

    >>> [q.text for q in quantities("In 2024, two thirds of 1.5 per cent; Article 5.", "en")]
    ['two', 'thirds', '1.5']
    >>> quantities("Am 5. September 2014 bitte ich um eines, und um ein Wort.", "de")
    []
    """
    rest = _blanked(text, _dates(language), _ARTICLE)
    found = [*_digits(rest), *_spelled(rest, language)]
    return sorted(found, key=lambda q: q.start)


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return text


def _digits(text: str) -> Iterator[Quantity]:
    """Numbers in digits of any script, and single characters that are numbers."""
    for m in re.finditer(r"\d(?:[\d.,'’\u00a0\u202f]*\d)?", text):
        yield Quantity(m[0], m.start(), m.end())
    for k, char in enumerate(text):
        if unicodedata.category(char) in {"No", "Nl"}:
            yield Quantity(char, k, k + 1)


def _spelled(text: str, language: str) -> Iterator[Quantity]:
    for m in _words(language).finditer(text):
        if not _is_idiom(text, m, language):
            yield Quantity(m[0], m.start(), m.end())


def _is_idiom(text: str, m: re.Match[str], language: str) -> bool:
    """Words that spell a number and mean none: the month of May is not among them, these are."""
    after, before = text[m.end() : m.end() + 12].lower(), text[max(0, m.start() - 8) : m.start()]
    if language == "de":
        return m[0].lower() == "acht" and (after.startswith(" zu") or before.lower().endswith("in "))
    if language == "en":
        return m[0].lower().startswith("a ") and "point" in m[0].lower()
    return m[0].lower() == "un point"
