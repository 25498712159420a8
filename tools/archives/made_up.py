"""Make an archive of made-up text: documents of the size of diplomatic papers, some of them quoting.

python tools/archives/made_up.py DOCUMENTS OUT.jsonl [--seed 1]

No two documents are copies. Words follow Zipf's law, and phrases recur as they do in a language, so
that candidates are as many as in real text: two texts of a few thousand share four words in a row
by habit alone. On top: a heading by formula, passages of 40 to 200 words quoted in one document in
twenty (a tenth of their words changed), and a circular with 200 copies.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORDS, PHRASES = 60_000, 400_000
LENGTH = 860
"""Words of a document in the middle: as in Foreign Relations of the United States."""
COPIES = 200
SHORT, MIDDLING = 150, 8_000
"""Ranks up to which words have one syllable, and two."""
FRESH, CHANGED = 0.18, 0.1
"""Words that no phrase brings; words that a quotation changes."""
QUOTED = 5_000
"""Documents that later ones may quote."""
SENTENCE = 17
Ints = NDArray[np.int64]


def vocabulary(rng: np.random.Generator) -> NDArray[np.str_]:
    """Return made-up words, the frequent ones short."""
    onsets = [*"bcdfghjklmnprstvw", "st", "tr", "pl", "gr", "ch", "sh"]
    vowels = [*"aeiou", "ai", "ea", "ou"]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        rank = len(found)
        syllables = 1 if rank < SHORT else 2 if rank < MIDDLING else 3
        word = "".join(rng.choice(onsets) + rng.choice(vowels) for _ in range(syllables))
        found.setdefault(word + rng.choice(["", "n", "r", "s", "t"]))
    return np.array(list(found))


def zipf(size: int, power: float) -> NDArray[np.float64]:
    """Return cumulated frequencies by rank."""
    weights = 1 / (np.arange(size) + 2.7) ** power
    return np.cumsum(weights / weights.sum())


class Language:
    """Words and phrases, drawn by rank."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.words = rng, vocabulary(rng)
        self.by_rank, self.by_phrase = zipf(WORDS, 1.05), zipf(PHRASES, 0.85)
        self.lengths = rng.integers(2, 7, PHRASES)
        self.starts = np.r_[0, np.cumsum(self.lengths)]
        self.phrases = np.searchsorted(self.by_rank, rng.random(int(self.starts[-1])))

    def text(self, length: int) -> Ints:
        """Return the numbers of some words in a row: phrases, now and then single words."""
        drawn = np.searchsorted(self.by_phrase, self.rng.random(length // 3 + 2))
        parts = [self.phrases[self.starts[p] : self.starts[p + 1]] for p in drawn]
        found = np.concatenate(parts)[:length]
        fresh = self.rng.random(found.size) < FRESH
        found[fresh] = np.searchsorted(self.by_rank, self.rng.random(int(fresh.sum())))
        return found

    def spelled(self, numbers: Ints) -> str:
        """Return words as sentences."""
        words = self.words[numbers]
        ends = np.arange(words.size) % SENTENCE == SENTENCE - 1
        return " ".join(np.where(ends, np.char.add(words, "."), words))


def documents(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield the documents of an archive."""
    rng = np.random.default_rng(seed)
    language = Language(rng)
    kept: list[Ints] = []
    circular = language.text(400)
    copies = set(rng.choice(count, min(COPIES, count // 5), replace=False).tolist())
    for k in range(count):
        numbers = language.text(int(np.clip(rng.lognormal(np.log(LENGTH * 0.8), 0.7), 60, 20_000)))
        if kept and k % 20 == 0:
            numbers = _quoting(rng, language, numbers, kept[int(rng.integers(len(kept)))])
        if k in copies:
            numbers = np.r_[numbers[:100], circular, numbers[100:]]
        if len(kept) < QUOTED:
            kept.append(numbers)
        day = np.datetime64("1961-01-20") + int(rng.integers(0, 2_900))
        head = f"{k + 1}. Telegram From the Mission in {language.words[500 + k % 90].title()}"
        yield {"id": f"d{seed}-{k}", "text": f"{head}\n{day}.\n{language.spelled(numbers)}", "date": str(day)}


def _quoting(rng: np.random.Generator, language: Language, into: Ints, source: Ints) -> Ints:
    length = min(int(rng.integers(40, 200)), source.size)
    start = int(rng.integers(0, source.size - length + 1))
    quoted = source[start : start + length].copy()
    changed = rng.random(length) < CHANGED
    quoted[changed] = np.searchsorted(language.by_rank, rng.random(int(changed.sum())))
    at = int(rng.integers(0, into.size))
    return np.r_[into[:at], quoted, into[at:]]


def write(count: int, path: Path, seed: int) -> None:
    """Write an archive as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents(count, seed):
            file.write(json.dumps(document) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    write(said.documents, said.out, said.seed)
