"""The allies' names as letters write them, with what is named after them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def ally_patterns(language: str) -> Mapping[str, str]:
    """Return ally to a pattern of its names, nationality words and genitives, in small letters.

    >>> "norwegian" in ally_patterns("en")["NOR"]
    True
    """
    return _patterns()[language]


@cache
def _patterns() -> dict[str, dict[str, str]]:
    text = (files("burdenshare.collation") / "names.toml").read_text("utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found
