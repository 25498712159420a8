"""Archives of made-up words: any size, some passages of which are reused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np

from burdenshare.archives.reuse.run import compare, read_into, settings_for
from burdenshare.archives.reuse.span_pairs import SpanPairs
from burdenshare.archives.reuse.store import Store
from burdenshare.archives.settings import Settings
from burdenshare.collation.model import Witness

SYLLABLES = [c + v for c, v in product("bdfklmnprst", "aeiou")]
VOCABULARY = ["".join(p) for p in product(SYLLABLES, repeat=2)]
USUAL = Settings()
FREQUENCY = 1 / np.arange(3, len(VOCABULARY) + 3)


def prose(count: int, seed: int) -> str:
    """So many words, a few of them frequent and most of them rare, as in any language."""
    chance = np.random.default_rng(seed)
    return " ".join(chance.choice(VOCABULARY, count, p=FREQUENCY / FREQUENCY.sum()))


def archive(count: int = 60, words: int = 200, reused: int = 20, seed: int = 1) -> list[Witness]:
    """Documents, some of which hold a passage of an earlier one."""
    chance = np.random.default_rng(seed)
    texts = [prose(words, seed * 100_000 + k) for k in range(count)]
    for _ in range(reused):
        source, host = sorted(chance.choice(count, 2, replace=False))
        start, length = chance.integers(0, words // 2), chance.integers(20, 60)
        passage = " ".join(texts[source].split()[start : start + length])
        texts[host] = f"{texts[host]} {passage} {prose(10, int(chance.integers(10**6)))}"
    return witnesses(texts)


def witnesses(texts: Sequence[str]) -> list[Witness]:
    """Texts as documents with numbers for ids."""
    return [Witness(f"d{k}", t) for k, t in enumerate(texts)]


def write(documents: Sequence[Witness], path: Path) -> Path:
    """Write them as JSON lines."""
    path.write_text("".join(json.dumps({"id": d.id, "text": d.text}) + "\n" for d in documents), "utf-8")
    return path


def compared(
    documents: Sequence[Witness], folder: Path, settings: Settings = USUAL, step=lambda _: None
) -> SpanPairs:
    """Read documents into a store and compare them."""
    with Store(folder) as store:
        read_into(store, documents, step)
        return compare(store, settings_for(store, settings), step)


def rows(pairs: SpanPairs) -> list[tuple]:
    """Span pairs as rows, to the last score."""
    return list(zip(*(getattr(pairs, n).tolist() for n in SpanPairs.__slots__), strict=True))
