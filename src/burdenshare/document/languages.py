"""Numbers, quantities and days as English, French and German write them in prose.

Digits and marks come from CLDR through babel; units, their numbers and cases are ours.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.document.numbers import BILLION, MINUS, TEN_BILLIONS, rounded
from burdenshare.errors import LetterError
from burdenshare.figures import Figure
from burdenshare.terms import find_publisher

LANGUAGES = ("en", "fr", "de")
_LOCALE = {"en": "en_GB", "fr": "fr", "de": "de"}
_MONTH_ONLY = 2
_MOST = {"percent": 2, "points": 2, "percent of GDP": 1}
"""Decimals that a sentence bears at most; the note and the derivation have them all."""


def check_language(language: str) -> str:
    """Return a language we write.

    Raises
    ------
    LetterError : it is none
    """
    if language in LANGUAGES:
        return language
    raise LetterError(f"'{language}' is not a language of the letters", mend=f"one of {', '.join(LANGUAGES)}")


@cache
def words(language: str) -> dict[str, Any]:
    """Return the small words of a language that the writers need."""
    text = (files("burdenshare.document") / "languages.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)[check_language(language)]
    return table


@cache
def _format(value: Decimal, decimals: int, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415  heavy

    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return format_decimal(value, pattern, locale=_LOCALE[language])


def number(value: Decimal, decimals: int, language: str = "en") -> str:
    """Write a number with the marks of a language and a true minus sign.

    >>> [number(Decimal("-1234.5"), 1, each) for each in LANGUAGES]
    ['−1,234.5', '−1\u202f234,5', '−1.234,5']
    """
    whole = rounded(value, decimals)
    sign = MINUS if whole < 0 else ""
    return sign + _format(abs(whole), max(0, decimals), language)


def quantity(figure: Figure, language: str = "en", form: str = "") -> str:
    """Write a figure's size with its unit, as a sentence needs it.

    Parameters
    ----------
    form : `bare` for the number alone, `dative` for a German dative, `signed` to keep the sign
    """
    value = figure.value if form == "signed" else abs(figure.value)
    if figure.unit.startswith("million "):
        return _money(figure, language)
    decimals = min(figure.decimals, _MOST.get(figure.unit, figure.decimals))
    text = number(value, decimals, language)
    if form == "signed" and value > 0:
        text = f"+{text}"
    if form == "bare":
        return text
    return text + _unit(figure, rounded(abs(value), decimals), language, form)


def _unit(figure: Figure, value: Decimal, language: str, form: str) -> str:
    table = words(language)["units"]
    forms = table.get(figure.unit)
    if forms is None:
        return f" {figure.unit}" if figure.unit else ""
    if form == "dative" and "dative" in forms:
        return str(forms["dative"])
    return str(forms["one"] if _is_singular(value, language) else forms["many"])


def _is_singular(value: Decimal, language: str) -> bool:
    """French counts in the singular up to two, the others for one alone."""
    return value < 2 if language == "fr" else value == 1  # noqa: PLR2004


def _money(figure: Figure, language: str) -> str:
    """Write an amount of money in words, without its sign and no finer than its bounds allow."""
    table = words(language)
    currency = figure.unit.removeprefix("million ")
    names = table["currencies"]
    value = rounded(abs(figure.value), figure.decimals)
    scale, decimals = ("million", max(0, figure.decimals))
    if value >= BILLION:
        most = 1 if value < TEN_BILLIONS else 0
        scale, decimals = "billion", min(most, max(0, figure.decimals + 3))
        value = rounded(value / BILLION, decimals)
    form = table["scales"][scale]["one" if _is_singular(value, language) else "many"]
    of = names.get(currency) or _currency_name(currency, language)
    link = table["of"] if of != currency else " "
    return f"{number(value, decimals, language)} {form}{link}{of}"


@cache
def _currency_name(currency: str, language: str) -> str:
    """Return the plural of a currency's name, "Norwegian kroner"; the code where there is none."""
    from babel.numbers import get_currency_name  # noqa: PLC0415  heavy

    return get_currency_name(currency, count=2, locale=_LOCALE[language])


def long_day(day: date, language: str = "en") -> str:
    """Write a day in words.

    >>> [long_day(date(2018, 7, 1), each) for each in LANGUAGES]
    ['1 July 2018', '1er juillet 2018', '1. Juli 2018']
    """
    from babel.dates import format_date  # noqa: PLC0415  heavy

    text = format_date(day, "d MMMM yyyy" if language != "de" else "d. MMMM yyyy", locale=_LOCALE[language])
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


def when(text: str, language: str = "en") -> str:
    """Say on which day, in which month or year something happened.

    >>> [when("2018-05-14", each) for each in LANGUAGES]
    ['on 14 May 2018', 'le 14 mai 2018', 'am 14. Mai 2018']
    >>> [when("2023-07", each) for each in LANGUAGES]
    ['in July 2023', 'en juillet 2023', 'im Juli 2023']
    """
    table = words(language)["when"]
    parts = text.split("-")
    if len(parts) == 1:
        return str(table["year"]).format(text)
    if len(parts) > _MONTH_ONLY:
        return str(table["day"]).format(long_day(date.fromisoformat(text), language))
    return str(table["month"]).format(_long_month(date(int(parts[0]), int(parts[1]), 2), language))


def _long_month(day: date, language: str) -> str:
    return long_day(day.replace(day=2), language).partition(" ")[2]


def issued(publisher: str, day: date, language: str = "en", form: str = "") -> str:
    """Say when an edition appeared: its day, or its month where no more is known.

    Parameters
    ----------
    form : `of` for a genitive

    >>> [issued("imf_weo", date(2024, 4, 30), each, "of") for each in LANGUAGES]
    ['of April 2024', 'd’avril 2024', 'vom April 2024']
    """
    dated = find_publisher(publisher).dated
    text = long_day(day, language) if dated == "day" else _long_month(day, language)
    if form != "of":
        return text
    forms = words(language)["issued"]
    is_vowel = dated == "month" and text[0] in "aeiouéè"
    return str(forms["vowel" if is_vowel and "vowel" in forms else dated]).format(text)
