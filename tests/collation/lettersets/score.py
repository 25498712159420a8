"""Score a collation against what is known of its letters.

`score(load("A"), json.loads(...))` takes `collation.json` as `burdenshare collate` writes it:
`{"letters": [{"id", "rank", "pointedness", "spans": [{"start", "end", "kind", "value"}]}]}`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from .make import SETS, Gold, GoldLetter, LetterSet, load

NONE = "nothing"
"""What a character is that no span of the collation covers."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A run of characters that were classed otherwise than they are, or a slot not found."""

    letter: str
    expected: str
    got: str
    start: int
    words: str

    def __str__(self) -> str:
        """Say it in one line."""
        words = " ".join(self.words.split())
        return f"{self.letter} @{self.start} {self.expected} -> {self.got}: {words}"


@dataclass(slots=True)
class Score:
    """How well a collation did.

    Parameters
    ----------
    confusion : (true kind, kind given) to characters that are not blank
    slots, found, given : slots there are; of these found exactly; slots the collation gives
    found_runs : slots found exactly, or as a run of neighbours with only blanks between them
    ranks : letter to rank, the sharpest first
    """

    name: str
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    slots: int = 0
    found: int = 0
    found_runs: int = 0
    given: int = 0
    sharper_first: bool = False
    milder_last: bool = False
    ranks: dict[str, int] = field(default_factory=dict)
    tones: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    slots_missed: list[Mistake] = field(default_factory=list)
    slots_invented: list[Mistake] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Share of the characters classed right; characters count the same in every letter."""
        good = sum(n for (true, got), n in self.confusion.items() if true == got)
        return good / max(sum(self.confusion.values()), 1)

    @property
    def slot_recall(self) -> float:
        """Share of the slots found with exactly their bounds and value."""
        return self.found / max(self.slots, 1)

    @property
    def slot_precision(self) -> float:
        """Share of the slots given that are slots, with exactly their bounds and value."""
        return self.found / max(self.given, 1)

    @property
    def passes(self) -> bool:
        """Whether it shows what it must: 95 % right, all slots exact, the ranks as they are."""
        ranked = self.sharper_first and self.milder_last
        return ranked and self.right >= 0.95 and self.found == self.slots == self.given

    def __str__(self) -> str:
        """Say it in a few lines."""
        return "\n".join([*self.summary(), *self.table(), *self.order()])

    def summary(self) -> Iterator[str]:
        """The figures that count."""
        yield (
            f"set {self.name}: characters right {self.right:.4f}, slot recall"
            f" {self.slot_recall:.4f} ({self.found}/{self.slots}; runs joined"
            f" {self.found_runs}/{self.slots}), slot precision {self.slot_precision:.4f},"
            f" sharper first {self.sharper_first}, milder last {self.milder_last}"
        )

    def table(self) -> Iterator[str]:
        """True kinds by kinds given, in characters."""
        given = sorted({got for _, got in self.confusion})
        yield "".join(f"{w:>10}" for w in ("true", *given))
        for true in sorted({true for true, _ in self.confusion}):
            cells = (self.confusion[true, got] for got in given)
            yield f"{true:>10}" + "".join(f"{n:>10}" for n in cells)

    def order(self) -> Iterator[str]:
        """The letters by rank, with their points; the marked ones by their tone."""
        by_rank = sorted(self.ranks, key=lambda who: (self.ranks[who], who))
        tone = {"sharper": "!", "milder": "~", "plain": ""}
        yield "ranks: " + " ".join(
            f"{self.ranks[w]}.{w}{tone[self.tones[w]]}({self.points.get(w, 0):.2f})" for w in by_rank
        )

    def worst(self, count: int = 20) -> str:
        """The longest mistakes, then slots missed and invented, a line each."""
        longest = sorted(self.mistakes, key=lambda m: -len(m.words))[:count]
        missed, invented = self.slots_missed[:count], self.slots_invented[:count]
        return "\n".join(map(str, [*longest, *missed, *invented]))


def _kinds(spans: list[dict[str, Any]], length: int) -> list[str]:
    """The kind of every character as the collation has it; a later span covers an earlier one."""
    kinds = [NONE] * length
    for span in spans:
        for i in range(span["start"], min(span["end"], length)):
            kinds[i] = span["kind"]
    return kinds


def _classed(score: Score, letter: GoldLetter, kinds: list[str]) -> None:
    """Count the characters of a letter that are not blank, and note runs classed wrong."""
    places = [
        (span.kind, kinds[i], i)
        for span in letter.spans
        for i in range(span.start, span.end)
        if not letter.text[i].isspace()
    ]
    score.confusion.update((true, got) for true, got, _ in places)
    for (true, got), run in groupby(places, key=lambda p: p[:2]):
        if true != got:
            at = [i for _, _, i in run]
            words = letter.text[at[0] : at[-1] + 1]
            score.mistakes.append(Mistake(letter.id, true, got, at[0], words))


def _runs(letter: GoldLetter, slots: list[Gold]) -> Iterator[list[Gold]]:
    """Neighbouring slots with nothing but blanks between them, taken together."""
    run: list[Gold] = slots[:1]
    for left, right in pairwise(slots):
        if letter.text[left.end : right.start].strip():
            yield run
            run = []
        run.append(right)
    if run:
        yield run


def _slotted(score: Score, letter: GoldLetter, spans: list[dict[str, Any]]) -> None:
    """Count the slots of a letter that were found exactly."""
    given = {(s["start"], s["end"], s.get("value", "")) for s in spans if s["kind"] == "slot"}
    slots = [s for s in letter.spans if s.kind == "slot"]
    exact = {(s.start, s.end, s.value) for s in slots}
    score.slots += len(exact)
    score.given += len(given)
    score.found += len(exact & given)
    for run in _runs(letter, slots):
        whole = (run[0].start, run[-1].end, letter.text[run[0].start : run[-1].end])
        joined = len(run) > 1 and whole in given
        score.found_runs += len(run) if joined else sum((s.start, s.end, s.value) in given for s in run)
    for start, _, value in sorted(exact - given):
        score.slots_missed.append(Mistake(letter.id, "slot", "no such slot", start, value))
    for start, end, value in sorted(given - exact):
        words = f"{letter.text[start:end]!r}, value {value!r}"
        score.slots_invented.append(Mistake(letter.id, "no such slot", "slot", start, words))


def _ranked(score: Score, letters: LetterSet) -> None:
    """See whether the sharper letters come first and the milder last; a tie with others fails."""
    plain = [r for who, r in score.ranks.items() if score.tones[who] == "plain"]
    sharper = [score.ranks[who] for who in letters.toned("sharper")]
    milder = [score.ranks[who] for who in letters.toned("milder")]
    score.sharper_first = max(sharper, default=0) < min(plain + milder, default=10**6)
    score.milder_last = min(milder, default=10**6) > max(plain + sharper, default=0)


def score(letters: LetterSet, collation: dict[str, Any]) -> Score:
    """Hold a collation against a set.

    Parameters
    ----------
    collation : as `collation.json` has it

    Raises
    ------
    ValueError : a letter of the set is not in the collation
    """
    given = {letter["id"]: letter for letter in collation["letters"]}
    missing = [letter.id for letter in letters.letters if letter.id not in given]
    if missing:
        raise ValueError(f"set {letters.name}: not in the collation: {', '.join(missing)}")
    result = Score(letters.name, tones={x.id: x.tone for x in letters.letters})
    for letter in letters.letters:
        found = given[letter.id]
        result.ranks[letter.id] = found["rank"]
        result.points[letter.id] = found.get("pointedness", 0.0)
        _classed(result, letter, _kinds(found["spans"], len(letter.text)))
        _slotted(result, letter, found["spans"])
    _ranked(result, letters)
    return result


def main() -> None:
    """Score a file: `python -m tests.collation.lettersets.score A out/collation.json`."""
    parser = argparse.ArgumentParser(description="Score a collation.json against a set.")
    parser.add_argument("set", choices=SETS)
    parser.add_argument("collation", type=Path)
    parser.add_argument("--worst", type=int, default=20, help="how many mistakes to show")
    asked = parser.parse_args()
    result = score(load(asked.set), json.loads(asked.collation.read_text(encoding="utf-8")))
    sys.stdout.write(f"{result}\n{result.worst(asked.worst)}\n")


if __name__ == "__main__":
    main()
