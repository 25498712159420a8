"""Families of words that press, reproach, threaten, set a date or soften, by language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from burdenshare.collation.names import LANGUAGES, ally_patterns
from burdenshare.terms import MONTH_NAMES

CLASSES = ("alliance", "third", "allies", "inert", "you", "we")
"""Of whom a sentence may speak. `inert` are things and people that no reproach can mean: your
soldiers, the ports, the weather."""

_NONE = dict.fromkeys(("alliance", "third", "inert"), 0.0)

AIMS: dict[str, dict[str, float]] = {
    "itself": {},
    "source": _NONE,
    "anyone": {"you": 1.0, "allies": 0.5, "we": 0.0} | _NONE,
    "recipient": {"you": 1.0, "allies": 0.0, "we": 0.0, "": 0.0} | _NONE,
    "addressee": {"you": 1.0, "allies": 0.5, "we": 0.0, "": 0.0} | _NONE,
}
"""What a cue's weight is multiplied by, by the class of whom it speaks; `` is nobody named. What
is not listed keeps the weight, and `Cue.open` stands for nobody where that is not listed."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of words.

    Parameters
    ----------
    id : its name in the file
    mark : as in `Mark`
    weight : what it adds where it is aimed at the recipient
    why : one clause for the reader
    pattern : what is searched, in lower case
    whose : a key of `AIMS`
    look : whether whom it means stands `before` it, `after` it, or `around` it
    reach : words that may stand between it and whom it means
    open : share of the weight where it is aimed at nobody named
    negatable : whether a `not` before it takes it away
    needs : marks of which one must stand in the same sentence; none = it counts by itself
    voids : a disclaimer: sharp cues after it in the sentence do not count
    fades : each further one in a letter counts half of the one before
    lone : counts only where nothing else is found in its sentence
    topical : counts only beside words of `Lexicon.concern`: the same deed may be harmless
    """

    id: str
    mark: str
    weight: float
    why: str
    pattern: re.Pattern[str]
    whose: str = "itself"
    look: str = "before"
    reach: int = 5
    open: float = 0.7
    negatable: bool = True
    needs: tuple[str, ...] = ()
    voids: bool = False
    fades: bool = False
    topical: bool = False
    lone: bool = False

    def share(self, who: str) -> float:
        """Return the share of the weight when it speaks of a class of `CLASSES`, or of nobody."""
        aims = AIMS[self.whose]
        return aims.get(who, self.open if not who and self.whose == "anyone" else 1.0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's cues and what is needed to read around them.

    Parameters
    ----------
    subjects : class to the words that name it, uncompiled
    names : ally to the words that name it or are named after it, uncompiled
    concern : words for what letters of this kind are about: pledges, spending, answers
    scene : words for travel, meals, weather, sport: there one may fail, miss, or refuse in peace
    """

    language: str
    cues: tuple[Cue, ...]
    subjects: Mapping[str, str]
    names: Mapping[str, str]
    negation: re.Pattern[str]
    reported: re.Pattern[str]
    courtesy: re.Pattern[str]
    turn: re.Pattern[str]
    since: re.Pattern[str]
    concern: re.Pattern[str]
    scene: re.Pattern[str]


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return a language's cues, or None where there are none: nothing is guessed."""
    if language not in LANGUAGES:
        return None
    raw = _toml(f"{language}.toml")
    months = {"months": MONTH_NAMES[language]}
    # words may use subjects, and subjects the words above them: those are spelled out first
    words = _spelled_out(months | raw["words"] | raw["subjects"] | raw["words"])
    whole = {
        k: _whole(raw[k], words)
        for k in ("negation", "reported", "courtesy", "turn", "since", "concern", "scene")
    }
    subjects = {who: _filled(raw["subjects"][who], words) for who in CLASSES}
    return Lexicon(
        language, tuple(_cue(c, words) for c in raw["cue"]), subjects, ally_patterns(language), **whole
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def _spelled_out(words: Mapping[str, str]) -> dict[str, str]:
    """Put the entries into one another; an entry may use those above it."""
    done: dict[str, str] = {}
    for name, pattern in words.items():
        done[name] = f"(?:{_filled(pattern, done)})"
    return done


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"(?<!\(\?P)<(\w+)>", lambda m: words[m[1]], pattern)


def _whole(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern that begins and ends with whole words; a blank is any white space."""
    filled = _filled(pattern, words).replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{filled})(?!(?<=\w)(?=\w))")


def _cue(raw: Mapping[str, Any], words: Mapping[str, str]) -> Cue:
    given = {**raw, "pattern": _whole(raw["pattern"], words), "needs": tuple(raw.get("needs", ()))}
    return Cue(**given)
