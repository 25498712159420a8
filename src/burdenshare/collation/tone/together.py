"""The marks of letters of one set: what a letter says otherwise than the others weighs most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from burdenshare.collation.apparatus import Mark, Span
from burdenshare.collation.model import Witness
from burdenshare.collation.tone.cues import Cue
from burdenshare.collation.tone.marks import ALONE, OWN_WORDS, Cued, faded, found_in

COMMON = 0.3
"""What is told to all weighs so much: it is firm or soft in every letter alike."""

FEW = 4
"""From the share `1 / FEW` of the letters on a sentence is common."""

Key = tuple[str, str]
"""A passage and a kind of mark."""


def judge_together(letters: Sequence[Witness], spans: Sequence[Sequence[Span]]) -> list[tuple[Mark, ...]]:
    """Mark letters that were held side by side.

    A mark in a sentence that all letters have weighs `COMMON`; one in a sentence of this letter
    alone weighs `ALONE`; few letters lie between. Where a letter rewords a common sentence, what
    its marks weigh beyond those of the usual wording is its own.

    Parameters
    ----------
    spans : of every letter, as the apparatus cut it, ascending by start

    Returns
    -------
    Of every letter its marks, ascending by start
    """
    found = [found_in(w.text, w.language, w.zones, w.recipient) for w in letters]
    placed = [[_passage(m, s) for _, m in f] for f, s in zip(found, spans, strict=True)]
    having = _having(spans)
    usual = _usual(found, placed, having)
    weighed = [_weighed(f, p, usual, having, len(letters)) for f, p in zip(found, placed, strict=True)]
    return [faded(f, w.text) for f, w in zip(weighed, letters, strict=True)]


def _passage(mark: Mark, spans: Sequence[Span]) -> str:
    """Return the passage in which most of a mark stands."""
    over = ((min(mark.end, s.end) - max(mark.start, s.start), s.passage) for s in spans)
    return max(over, default=(0, ""), key=lambda o: o[0])[1]


def _having(spans: Sequence[Sequence[Span]]) -> dict[str, set[int]]:
    having: dict[str, set[int]] = defaultdict(set)
    for who, cut in enumerate(spans):
        for span in cut:
            having[span.passage].add(who)
    return having


def _usual(
    found: Sequence[Sequence[Cued]], placed: Sequence[Sequence[str]], having: Mapping[str, set[int]]
) -> dict[Key, list[float]]:
    """Return what the marks of a kind weigh in a passage as most letters have it."""
    by_key: dict[Key, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for who, (marks, passages) in enumerate(zip(found, placed, strict=True)):
        for (_, m), passage in zip(marks, passages, strict=True):
            by_key[passage, m.mark][who].append(abs(m.weight))
    usual = {}
    for key, said in by_key.items():
        rows = [sorted(said.get(who, ()), reverse=True) for who in having.get(key[0], ())]
        most = max(map(len, rows), default=0)
        usual[key] = [median(r[k] if k < len(r) else 0.0 for r in rows) for k in range(most)]
    return usual


def _weighed(
    found: Sequence[Cued],
    passages: Sequence[str],
    usual: Mapping[Key, Sequence[float]],
    having: Mapping[str, set[int]],
    letters: int,
) -> list[Cued]:
    """Weigh a letter's marks; the weightiest of a passage is held against its weightiest."""
    seen: dict[Key, int] = defaultdict(int)
    done = []
    for n in sorted(range(len(found)), key=lambda n: -abs(found[n][1].weight)):
        (cue, m), passage = found[n], passages[n]
        key, common = (passage, m.mark), usual[passage, m.mark]
        expected = common[seen[key]] if seen[key] < len(common) else 0.0
        seen[key] += 1
        done.append(_placed(cue, m, expected, _share(len(having.get(passage, ())), letters)))
    return done


def _placed(cue: Cue, mark: Mark, expected: float, share: float) -> Cued:
    """Weigh a mark: by `share` as far as it is the usual one, and as the letter's own beyond it."""
    size = abs(mark.weight)
    beyond = max(size - expected, 0.0)
    weight = ((size - beyond) * share + beyond * ALONE) * (1 if mark.weight > 0 else -1)
    own = share == ALONE or beyond > size / 2
    why = mark.why + (OWN_WORDS if own else "")
    return cue, replace(mark, weight=round(weight, 3), why=why)


def _share(having: int, letters: int) -> float:
    """Return what a mark weighs in a sentence that so many letters have."""
    rare = 1 - (having - 1) * FEW / letters if letters else 1.0
    return COMMON + (ALONE - COMMON) * min(max(rare, 0.0), 1.0)
