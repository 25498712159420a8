"""From a chosen passage to runs: figures in their slots, words in the grammar of the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from burdenshare.document import Number, Run, Text, issued, long_day, quantity, when
from burdenshare.errors import LetterError
from burdenshare.letters.facts.model import AllyName, Evidence, Fact, Issued, Place, PublisherWord, When
from burdenshare.letters.passages import Passage, choose
from burdenshare.letters.slots import Slot
from burdenshare.terms import find_publisher, name_in

DEEP = 4
"""Parts within parts at most."""
UNNOTED = {"level"}
"""Figures that every reader of the letter knows: they carry no note of their own."""
_CASES = {
    "": "subject",
    "of": "genitive",
    "in": "locative",
    "to": "dative",
    "acc": "accusative",
    "name": "name",
}
_PUBLISHER_CASES = {"": "subject", "of": "genitive", "name": "name", "its": "its"}


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills passages for one ally in one language and tone.

    Parameters
    ----------
    passages : all of that language and tone, for parts within parts
    """

    evidence: Evidence
    language: str
    tone: str
    passages: Sequence[Passage]

    def fill(self, passage: Passage, depth: int = 0) -> list[Run]:
        """Return a passage's runs.

        Raises
        ------
        LetterError : a fact that it needs is not known
        """
        runs: list[Run] = []
        at = 0
        for slot in passage.slots():
            runs.append(Text(passage.text[at : slot.start]))
            runs += self._slot(slot, passage, depth)
            at = slot.end
        return _joined([*runs, Text(passage.text[at:])])

    def _slot(self, slot: Slot, passage: Passage, depth: int) -> list[Run]:
        if slot.kind == "part":
            return self._part(slot.name, passage, depth)
        if slot.kind == "number":
            return [Text(slot.many if self._name("ally").is_plural else slot.one)]
        fact = self.evidence.get(slot.name)
        if fact is None or (fact.word if slot.kind == "word" else fact.figure) is None:
            raise self._missing(slot.name, passage)
        if slot.kind == "figure":
            return [self._number(fact, slot)]
        return self._words(fact, slot, passage)

    def _number(self, fact: Fact, slot: Slot) -> Number:
        assert fact.figure is not None  # noqa: S101  asked for by the caller
        text = quantity(fact.figure, self.language, slot.form)
        return Number(fact.figure, text, note=slot.name not in UNNOTED)

    def _part(self, part: str, passage: Passage, depth: int) -> list[Run]:
        taken, _ = choose(self.passages, [part], self.evidence.values(self.language, self.tone))
        if not taken:
            raise self._missing(f"<{part}>", passage)
        if depth > DEEP:
            raise LetterError(
                f"the part '{part}' holds itself", where=f"'{passage.id}'", mend="parts within parts must end"
            )
        return self.fill(taken[0], depth + 1)

    def _name(self, fact: str) -> AllyGrammar:
        found = self.evidence.get(fact)
        code = found.word.code if found and isinstance(found.word, AllyName) else ""
        return AllyGrammar(code, self.language)

    def _words(self, fact: Fact, slot: Slot, passage: Passage) -> list[Run]:
        word = fact.word
        if isinstance(word, dict):
            return self._sentence(fact, passage)
        text = self._said(fact, slot)
        return [Text(text[:1].upper() + text[1:] if slot.capital else text)]

    def _said(self, fact: Fact, slot: Slot) -> str:
        word = fact.word
        match word:
            case AllyName():
                return AllyGrammar(word.code, self.language).case(slot.form)
            case PublisherWord():
                return _in_case(find_publisher(word.id).names[self.language], _PUBLISHER_CASES, slot.form)
            case Place():
                return word.names[self.language]
            case Issued() | When() | date():
                return _dated(word, self.language, slot.form)
            case _:
                return str(word)

    def _sentence(self, fact: Fact, passage: Passage) -> list[Run]:
        """Return the user's own words, their figure bound where `{value}` stands."""
        assert isinstance(fact.word, dict)  # noqa: S101
        text = fact.word.get(self.language, "")
        if not text:
            raise self._missing(f"{fact.name} in '{self.language}'", passage)
        before, found, after = text.partition("{value}")
        if not found:
            return [Text(text)]
        if fact.figure is None:
            raise self._missing(f"a value of {fact.name}", passage)
        return [Text(before), Number(fact.figure, quantity(fact.figure, self.language)), Text(after)]

    def _missing(self, name: str, passage: Passage) -> LetterError:
        return LetterError(
            f"the passage '{passage.id}' needs '{name}', which is not known",
            where=f"the letter to {self.evidence.ally}",
            mend="give the passage a condition on it",
        )


@dataclass(frozen=True, slots=True)
class AllyGrammar:
    """An ally's name in the cases of a language."""

    code: str
    language: str

    def case(self, form: str) -> str:
        """Return the name in a case."""
        return _in_case(name_in(self.code, self.language), _CASES, form)

    @property
    def is_plural(self) -> bool:
        """Whether verbs follow it in the plural."""
        return bool(self.code) and name_in(self.code, self.language).number == "p"


def _in_case(name: object, cases: Mapping[str, str], form: str) -> str:
    if form not in cases:
        raise LetterError(
            f"'{form}' is no case of such a name", mend=f"one of {', '.join(c for c in cases if c)}"
        )
    return str(getattr(name, cases[form]))


def _dated(word: Issued | When | date, language: str, form: str) -> str:
    match word:
        case Issued():
            return issued(word.publisher, word.day, language, form)
        case When():
            return when(word.text, language)
        case date():
            return long_day(word, language)


def _joined(runs: list[Run]) -> list[Run]:
    """Merge neighbouring words, drop empty ones."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Text):
            if not run.text:
                continue
            if found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].text + run.text)
                continue
        found.append(run)
    return found
