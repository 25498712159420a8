"""Who publishes what the record holds: named in each language, with page and licence.

The built-in descriptions stand in `publishers.toml`; a user's file of the same form goes before
them, key by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from burdenshare.errors import TermsError
from burdenshare.terms.dates import long_date

_LINKS = {"en": "{}'s", "fr": "de {}", "de": "von {}"}
_DATED = ("day", "month")
_LANGUAGE_KEYS = ("name", "series", "subject", "genitive", "its", "difference")


@dataclass(frozen=True, slots=True)
class PublisherName:
    """A publisher in one language.

    Parameters
    ----------
    name : by itself, `OTAN`
    series : with the publication, as a note names it
    subject, genitive : in a sentence, `l’OTAN`, `de l’OTAN`
    its : the pronoun of what is its own, where the language asks for one by gender
    difference : a sentence: how what it measures differs from what was agreed; empty where not
    """

    name: str
    series: str
    subject: str
    genitive: str
    its: str
    difference: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of editions.

    Parameters
    ----------
    dated : `day`, or `month` where no more is known of when an edition appeared
    """

    id: str
    names: Mapping[str, PublisherName]
    page: str = ""
    licence: str = ""
    dated: str = "day"

    @property
    def english(self) -> PublisherName:
        """Its names in English."""
        return self.names["en"]


def _name(publisher: str, language: str, raw: Mapping[str, str]) -> PublisherName:
    name = raw.get("name", publisher.upper())
    subject = raw.get("subject", name)
    return PublisherName(
        name=name,
        series=raw.get("series", name),
        subject=subject,
        genitive=raw.get("genitive", _LINKS[language].format(subject)),
        its=raw.get("its", {"en": "its", "fr": "son", "de": "seiner"}[language]),
        difference=raw.get("difference", ""),
    )


_described: dict[Path, dict[str, Any]] = {}
"""Users' own descriptions, by the file that they stand in."""


@cache
def _built_in() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  looking at the record needs no names of publishers

    return tomllib.loads(Path(__file__).with_name("publishers.toml").read_text("utf-8"))


def describe_publishers(file: Path) -> None:
    """Take a user's own descriptions, in the form of the built-in ones.

    Raises
    ------
    TermsError : the file does not read, or has a key that we do not know
    """
    import tomllib  # noqa: PLC0415

    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise TermsError(f"the file does not read ({error})", where=str(file), mend="mend it") from error
    known = {"page", "licence", "dated", *(f"{each}.{key}" for each in _LINKS for key in _LANGUAGE_KEYS)}
    for name, entry in raw.items():
        strange = sorted(_keys(entry) - known) if isinstance(entry, dict) else [name]
        if not strange and entry.get("dated", "day") not in _DATED:
            strange = [f"dated = {entry['dated']}"]
        if strange:
            raise TermsError(
                f"'{strange[0]}' is no key of a publisher",
                where=f"{file}, [{name}]",
                mend=f"one of {', '.join(sorted(known))}",
            )
    _described[file] = raw
    find_publisher.cache_clear()


def _keys(entry: Mapping[str, Any]) -> set[str]:
    """Return the keys of an entry, those of its languages with the language before them."""
    inner = {f"{k}.{key}" for k, v in entry.items() if isinstance(v, dict) for key in v}
    return inner | {k for k, v in entry.items() if not isinstance(v, dict)}


@cache
def find_publisher(name: str) -> Publisher:
    """Return the description of a publisher; one that nobody describes is called by its id.

    >>> find_publisher("imf_weo").names["fr"].genitive, find_publisher("eda").english.genitive
    ('du FMI', "EDA's")
    """
    entry: dict[str, Any] = {}
    for table in (_built_in(), *_described.values()):
        for key, value in table.get(name, {}).items():
            entry[key] = {**entry.get(key, {}), **value} if isinstance(value, dict) else value
    return Publisher(
        id=name,
        names={language: _name(name, language, entry.get(language, {})) for language in _LINKS},
        page=entry.get("page", ""),
        licence=entry.get("licence", ""),
        dated=entry.get("dated", "day"),
    )


def edition_date(publisher: str, published: date) -> str:
    """Write in English when an edition appeared, as far as it is known.

    >>> edition_date("nato", date(2024, 6, 17)), edition_date("imf_weo", date(2024, 4, 30))
    ('17 June 2024', 'April 2024')
    """
    text = long_date(published)
    return text.partition(" ")[2] if find_publisher(publisher).dated == "month" else text
