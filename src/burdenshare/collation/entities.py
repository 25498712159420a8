"""What varies from letter to letter by its nature: allies, leaders, offices, figures, dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from burdenshare.collation.names import LANGUAGES, ally_patterns
from burdenshare.terms import ALLIES, CARDINALS, CURRENCY_WORDS, MONTHS, TENS, WEEKDAYS, name_in

ALLY, LEADER, OFFICE, FIGURE, DATE, PROPER = "ally", "leader", "office", "figure", "date", "proper"
NAMES = frozenset({ALLY, LEADER, OFFICE, PROPER})
"""Classes that stand for one another: an office where others have a name."""

PREFIX = 3
"""So many letters of a word tell whether a name can begin there."""

_MONTH = "|".join((*MONTHS, "fevrier", "aout", "decembre"))
_DAY = "|".join(WEEKDAYS.values())
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:{_MONTH})\b(?:,?\s+\d{{4}}(?!\d))?"
    rf"|(?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,\s+\d{{4}}(?!\d))?"
    rf"|(?:{_MONTH})\s+\d{{4}}(?!\d)"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}"
)
_WHEN = r"(?:on|in|by|until|am|im|bis|le|en|du|au)\s+"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*"
_RANGE = rf"(?:{_NUMBER})[-\u2013](?:{_NUMBER})(?![-\u2013]?\w)"
_SCALE = (
    r"(?:thousand|million|billion|trillion|mille|millions?|milliards?|tausend|millionen"
    r"|milliarden?|mio\.|mrd\.)"
)
_MONEY = (
    rf"[€$£]\s?(?:{_NUMBER})(?:\s+{_SCALE})?"
    rf"|(?:{_NUMBER})\s+{_SCALE}(?:\s+(?:de\s+|d['’])?(?:{CURRENCY_WORDS}))?(?!\w)"
    rf"|(?:{_NUMBER})\s+(?:(?:{CURRENCY_WORDS})(?!\w)|[€$£])"
)
_ADDRESS = (
    r"(?:mrs?\.?|ms\.?|sir|madam|(?:ch(?:er|ère)\s+)?(?:madame|monsieur)"
    r"|(?:(?:geehrte|verehrte|liebe)r?\s+)?(?-i:Herrn?|Frau)(?=\s+(?-i:[A-ZÄÖÜ])))"
)
"""Forms of address, in French and German with the word before them that agrees with them."""

_POST = (
    r"prime\s+ministers?|premiers?\s+ministres?|première\s+ministre|premierministers?(?:in)?"
    r"|ministerpräsident(?:en|in)?|bundeskanzlers?(?:in)?|(?:federal\s+)?chancellors?"
    r"|chancel(?:ier|ière)(?:\s+fédérale?)?|kanzlers?(?:in)?"
    r"|présidente?(?:\s+du\s+(?:gouvernement|conseil(?:\s+des\s+ministres)?))?"
    r"|president(?:\s+of\s+the\s+(?:government|council(?:\s+of\s+ministers)?))?|präsident(?:en|in)?"
    r"|staatspräsident(?:en|in)?|staatsministers?(?:in)?|ministers?(?:in)?"
    r"|taoiseach"
)
_OFFICE = rf"{_ADDRESS}\s+(?:l[ae]\s+)?(?:{_POST})|{_POST}|{_ADDRESS}"
"""An office, with or without the form of address before it; the form alone before a name."""

_FORMS = frozenset(
    {"mr ", "mr.", "mrs", "ms ", "ms.", "sir", "mad", "mon", "her", "fra", "che", "chè", "gee", "ver", "lie"}
)
"""How forms of address begin."""

_ARTICLE = re.compile(r"^(?:(?:the|les?|la|der|die|das|den|dem|des|du|de)\s+|[ld]['’])+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_COUNT = rf"(?:{TENS['en']}|{TENS['fr']}|dix)(?:-\w+)*|{'|'.join(CARDINALS.values())}"


@cache
def _listed_names() -> str:
    """Names of the allies and what is named after them, in all languages."""
    spelled = [p.replace("(?:'s?)?", "") for x in LANGUAGES for p in ally_patterns(x).values()]
    return "|".join(p for p in spelled if p)


@cache
def _ally_names() -> str:
    """Names of the allies, the longest first, as a pattern."""
    names = {n for a in ALLIES.values() for n in (a.name, a.official_name, *a.other_names)}
    for code in ALLIES:
        for language in LANGUAGES:
            named = name_in(code, language)
            names |= {named.name, named.official}
    long = sorted((n for n in names if len(n) > PREFIX and not n.isupper()), key=lambda n: (-len(n), n))
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") + r"s?" for n in long)


COUNTS_IN_TENS = ("zehn", *TENS["de"].split("|"))
"""How German numbers end that are written as one word."""

FIGURES = re.compile(
    rf"(?P<date>{_DATE})(?!\w)|(?P<money>{_RANGE}|{_MONEY})|(?P<figure>{_NUMBER})", re.IGNORECASE
)
"""Dates, amounts and numbers that begin with a digit."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one class each, in a pattern.

    Parameters
    ----------
    begin : the first letters of all of them, small
    """

    pattern: re.Pattern[str]
    begin: frozenset[str]

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """Return the name that begins at a place, if one does."""
        if text[at : at + PREFIX].casefold() not in self.begin:
            return None
        return self.pattern.match(text, at)


@cache
def names(leaders: tuple[str, ...]) -> Names:
    """Return the names and number words that stand as one token.

    Parameters
    ----------
    leaders : further names
    """
    known = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in _longest(leaders)) or r"(?!)"
    allies = rf"{_ally_names()}|{_listed_names().replace(' ', chr(92) + 's+')}"
    words = rf"{_DATE}|{_DAY}"
    found = re.compile(
        rf"(?:(?P<leader>{known})|(?P<date>{words})|(?P<figure>{_COUNT})|(?P<ally>{allies})"
        rf"|(?P<office>{_OFFICE}))(?!\w)",
        re.IGNORECASE,
    )
    listed = "|".join(("|".join(leaders), _MONTH, _DAY, _COUNT, allies, _POST))
    literal = re.findall(r"(?:^|(?<=[|(:]))[^\W\d_]{3}", listed.replace("\\", ""))
    return Names(found, _FORMS | {w.casefold() for w in literal})


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(filter(None, names), key=lambda n: (-len(n), n))


@cache
def _allies_alone() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_ally_names()}|{_listed_names()})(?!\w)", re.IGNORECASE)


@cache
def _known(leaders: tuple[str, ...]) -> frozenset[str]:
    """Names of leaders, and their surnames."""
    return frozenset({*leaders, *(n.split()[-1] for n in leaders if n.strip())})


_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|\.)?")
_DAY_AND_MONTH = re.compile(
    rf"(?<!\w){_DAY_NUMBER.pattern}\s+(?:{_MONTH})\b|\b(?:{_MONTH})\s+{_DAY_NUMBER.pattern}(?!\w)",
    re.IGNORECASE,
)
_AROUND = 24
"""Characters beside a value in which the rest of a date is looked for."""


@lru_cache(maxsize=10_000)
def recognised(value: str, leaders: tuple[str, ...]) -> str:
    """Return what a slot's words are: `ally`, `leader`, `date`, `figure` or empty.

    >>> [recognised(v, ("Justin Trudeau",)) for v in ("the Netherlands", "1.24", "9 May", "desk")]
    ['ally', 'figure', 'date', '']
    """
    said = " ".join(value.split())
    if re.fullmatch(rf"(?:{_WHEN})?(?:{_DATE}|{_DAY})", said, re.IGNORECASE):
        return DATE
    if re.fullmatch(rf"{_MONEY}|{_RANGE}|(?:{_NUMBER})(?:\s*%)?|{_COUNT}", said, re.IGNORECASE):
        return FIGURE
    if said in leaders:
        return LEADER
    bare = _POSSESSIVE.sub("", said)
    if _allies_alone().fullmatch(_ARTICLE.sub("", bare)):
        return ALLY
    return LEADER if bare in _known(leaders) or bare.rpartition(" ")[2] in _known(leaders) else ""


def recognised_in_most(kinds: Iterable[str]) -> str:
    """Return what more than half of a slot's values are, or empty.

    >>> recognised_in_most(["ally", "ally", ""]), recognised_in_most(["ally", "date"])
    ('ally', '')
    """
    counts = Counter(kinds)
    return next((kind for kind, count in counts.items() if count * 2 > counts.total()), "")


def recognised_at(text: str, start: int, end: int, leaders: tuple[str, ...]) -> str:
    """Return what a slot's words are where they stand: the `12` of `12 March` is a date.

    >>> recognised_at("by 12 March at the latest", 3, 5, ())
    'date'
    """
    first = max(start - _AROUND, 0)
    for found in re.finditer(_DATE, text[first : end + _AROUND], re.IGNORECASE):
        if first + found.start() <= start and end <= first + found.end():
            return DATE
    return recognised(text[start:end], leaders)


def day_and_month(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the day and month stand of which a value is the day; None if it is none.

    >>> day_and_month("by 12 March 2018", 3, 5)
    (3, 11)
    """
    if not _DAY_NUMBER.fullmatch(text[start:end]):
        return None
    first = max(start - _AROUND, 0)
    for found in _DAY_AND_MONTH.finditer(text, first, end + _AROUND):
        if found.start() <= start and end <= found.end():
            return found.start(), found.end()
    return None
