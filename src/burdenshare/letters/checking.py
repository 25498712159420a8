"""Faults of a kit that show without writing a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from burdenshare.document import LANGUAGES
from burdenshare.errors import LetterError
from burdenshare.letters.conditions import parse
from burdenshare.letters.kit import Kit
from burdenshare.letters.passages import TONES, Passage
from burdenshare.letters.quantities import quantities


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one passage."""

    passage: str
    language: str
    tone: str
    message: str
    mend: str


def faults(kit: Kit, known: set[str]) -> Iterator[Fault]:
    """Find words that lack, conditions on facts nobody gives, unknown slots, bare numbers.

    Parameters
    ----------
    known : names of all facts there are
    """
    yield from _conditions(kit, known)
    parts = {r.part for r in kit.rules}
    briefed = [p for ps in kit.brief.values() for p in ps]
    asked = {part for parts in (*kit.paragraphs, *briefed) for part in parts}
    for part in sorted(asked - parts):
        yield Fault("", "", "", f"the part '{part}' has no passage", "add one, or take it out")
    for language in LANGUAGES:
        for tone in TONES:
            try:
                passages = kit.passages(language, tone)
            except LetterError as error:
                yield Fault("", language, tone, error.message, error.mend)
                continue
            for passage in passages:
                yield from _passage(passage, known, parts)
    yield from _same_facts(kit)


def _conditions(kit: Kit, known: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for rule in kit.rules:
        if rule.id in seen:
            yield Fault(rule.id, "", "", "the id is used twice", "give each passage its own")
        seen.add(rule.id)
        for line in rule.when:
            for condition in parse(line):
                if condition.fact not in known:
                    yield Fault(
                        rule.id,
                        "",
                        "",
                        f"nobody gives the fact '{condition.fact}'",
                        "see the facts in the kit's README",
                    )


def _passage(passage: Passage, known: set[str], parts: set[str]) -> Iterator[Fault]:
    def fault(message: str, mend: str) -> Fault:
        return Fault(passage.id, passage.language, passage.tone, message, mend)

    try:
        slots = passage.slots()
    except LetterError as error:
        yield fault(error.message, error.mend)
        return
    for slot in slots:
        if slot.name not in (parts if slot.kind == "part" else known):
            yield fault(f"nobody fills '{slot.name}'", "see the facts in the kit's README")
    words = passage.text
    for slot in reversed(slots):
        words = words[: slot.start] + "\ufffc" + words[slot.end :]
    for found in quantities(words, passage.language):
        yield fault(
            f"'{found.text}' is a quantity without a figure", "put a slot in the passage, or other words"
        )


def _same_facts(kit: Kit) -> Iterator[Fault]:
    """The same facts in every tone and language: each passage has the same figures everywhere."""
    for rule in kit.rules:
        found: dict[frozenset[str], list[str]] = {}
        for language in LANGUAGES:
            for name, text in kit.texts[language].get(rule.id, {}).items():
                figures = frozenset(re.findall(r"\{(\w+)", text))
                found.setdefault(figures, []).append(f"{language}/{name}")
        if len(found) > 1:
            rarest = min(found.values(), key=len)
            yield Fault(
                rule.id,
                "",
                "",
                f"other figures than elsewhere in {', '.join(rarest)}",
                "use the same figures in every tone and language",
            )
