"""The allies' names in sentences: articles, cases and number, in English, French and German."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from burdenshare.terms.tables import rows


@dataclass(frozen=True, slots=True)
class Name:
    """An ally's name in one language.

    Parameters
    ----------
    name : alone, as in a heading: `Germany`, `Pays-Bas`
    subject : with its article: `les Pays-Bas`, `die Türkei`
    genitive : `Germany's`, `des Pays-Bas`, `der Türkei`
    locative : `in Germany`, `aux Pays-Bas`, `in der Türkei`
    dative : `to Germany`, `aux Pays-Bas`, `der Türkei`
    official, of_official : as in a letterhead, and as it follows an office in an address
    number : `s` or `p`, which verbs follow
    """

    ally: str
    language: str
    name: str
    subject: str
    genitive: str
    locative: str
    dative: str
    accusative: str
    official: str
    of_official: str
    number: str


@cache
def _demonyms() -> dict[tuple[str, str], str]:
    return {(r["ally"], r["language"]): r["words"] for r in rows("demonyms.csv")}


@cache
def _names() -> dict[tuple[str, str], Name]:
    return {(r["ally"], r["language"]): Name(**r) for r in rows("names.csv")}


def name_in(ally: str, language: str) -> Name:
    """Return an ally's name in a language.

    >>> name_in("NLD", "fr").genitive, name_in("TUR", "de").locative
    ('des Pays-Bas', 'in der Türkei')
    """
    return _names()[ally, language]


def named_after(ally: str, language: str) -> str:
    """Return what is named after an ally and what else it is called, as a pattern, in small letters.

    >>> named_after("CAN", "fr"), named_after("GBR", "en")
    ('canadien(?:ne)?s?', 'british|britain')
    """
    return _demonyms().get((ally, language), "")
