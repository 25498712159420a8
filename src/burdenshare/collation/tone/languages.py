"""The language of a text, by a vote of its commonest words; unknown rather than guessed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

FEWEST_VOTES = 2
LEAST_SHARE = 0.12
LEAST_LEAD = 1.25
ANSWERS = ("en", "fr", "de", "es", "it")


@cache
def _common() -> dict[str, frozenset[str]]:
    raw = (files(__package__) / "languages.toml").read_text("utf-8")
    return {code: frozenset(words.split()) for code, words in tomllib.loads(raw).items()}


def detect_language(text: str) -> str:
    """Return `en`, `fr`, `de`, `es` or `it`; empty where the text is none of them or unclear.

    Languages that we cannot judge have a vote too, so that Danish is not taken for English
    because the two share a few small words.

    >>> detect_language("We thank you for the letter that you have sent to us.")
    'en'
    >>> detect_language("Vi takker for det brev, som De har sendt til os.")
    ''
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    votes = sorted(
        ((sum(w in known for w in words), code) for code, known in _common().items()), reverse=True
    )
    (most, first), (next_most, _) = votes[0], votes[1]
    clear = most >= max(FEWEST_VOTES, LEAST_SHARE * len(words), LEAST_LEAD * next_most)
    return first if clear and first in ANSWERS else ""
