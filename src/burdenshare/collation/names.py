"""The allies' names as letters write them, with what is named after them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from burdenshare.terms import ALLIES, name_in, named_after

LANGUAGES = ("en", "fr", "de")

_ADJECTIVE = re.compile(r"sch(?=\||$)")


@cache
def ally_patterns(language: str) -> Mapping[str, str]:
    """Return ally to a pattern of its names, nationality words and genitives, in small letters.

    >>> "norwegian" in ally_patterns("en")["NOR"]
    True
    """
    return {ally: "|".join(filter(None, _words(ally, language))) for ally in ALLIES}


def _words(ally: str, language: str) -> tuple[str, str]:
    name, words = name_in(ally, language).name.lower(), named_after(ally, language)
    if language == "en":
        return f"{name}(?:'s?)?", f"(?:{words})(?:'s?)?" if words else ""
    if language == "de":
        return f"{name}s?", _ADJECTIVE.sub("sch(?:e[rnms]?)?", words)
    return name, words
