"""What a stretch is worth: the rarity of what two texts share in it, and of what class it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from burdenshare.archives.reuse.alignment import EXACT, NEAR, trace
from burdenshare.archives.reuse.arrays import F64, I64, U8, U16, U32, U64, Flags, compiled
from burdenshare.archives.reuse.chains import A_END, A_START, B_END, B_START, A, B
from burdenshare.archives.reuse.fingerprints import grams
from burdenshare.archives.reuse.rarity import TRIGRAM, Rarity
from burdenshare.archives.settings import Settings

BODY, ALL, COPIES, COMMON = range(4)
"""Columns of the worth of a stretch: see `worth`."""
FLOOR = 1.0
"""What each three words that two texts share are worth at least, where copies are looked for."""
CIRCULAR = 40
"""Words in common from which a frequent text is a circular and no formula."""
MISREAD = (0.0, 0.5, 0.25, 0.25)
"""What remains of three words' rarity by how many of them are alike and not the same."""
CELLS = 40_000_000
"""Cells of an alignment at most; longer stretches are worth far more than any threshold anyway."""
WORTHLESS = 0.25
"""Stretches below this part of the threshold are not aligned again for misread words."""


@compiled
def _shared(hashes_a: U64, hashes_b: U64, counts: U16, bits: int, units: float) -> tuple[float, float, int]:
    """Sum the rarity of what both sets hold: as it is, with a floor, and the number of it."""
    a, b = np.sort(hashes_a), np.sort(hashes_b)
    i, j, number, rare, floored = 0, 0, 0, 0.0, 0.0
    while i < a.size and j < b.size:
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            if i == 0 or a[i] != a[i - 1]:
                weight = max(np.log(units / max(counts[a[i] >> np.uint64(64 - bits)], 2)), 0.0)
                rare += weight
                floored += max(weight, FLOOR)
                number += 1
            i, j = i + 1, j + 1
    return rare, floored, number


@compiled
def _misread(partner: I64, how: U8, trigrams: U64, frame: U8, counts: U16, bits: int, units: float) -> float:
    """Sum what words that are alike, and not the same, add to the worth."""
    added = 0.0
    for k in range(trigrams.size):
        j = partner[k]
        if j < 0 or partner[k + 1] != j + 1 or partner[k + 2] != j + 2 or frame[k]:
            continue
        near = 0
        for d in range(TRIGRAM):
            near += how[k + d] == NEAR
        if near:
            count = max(counts[trigrams[k] >> np.uint64(64 - bits)], 2)
            added += max(np.log(units / count), 0.0) * MISREAD[near]
    return added


@compiled
def _outside(trigrams: U64, frame: U8) -> U64:
    """Return the trigrams that begin in the body of a text."""
    found: U64 = trigrams[frame[: trigrams.size] == 0]
    return found


@compiled
def worth(
    stretches: I64,
    ids: U32,
    shapes: U64,
    frame: U8,
    offsets: I64,
    counts: U16,
    bits: int,
    units: float,
    band: int,
    least: float,
) -> F64:
    """Return what stretches are worth.

    Parameters
    ----------
    frame : 1 where a word stands in a heading, dateline, address, salutation or closing
    least : worth below which a stretch is not aligned again

    Returns
    -------
    shape (n, 4): rarity of what is shared in the body; in all of the text, with a floor; in the
    body, with a floor; and the number of words in common
    """
    found = np.zeros((stretches.shape[0], 4))
    for k in range(stretches.shape[0]):
        s = stretches[k]
        start_a, end_a = offsets[s[A]] + s[A_START], offsets[s[A]] + s[A_END]
        start_b, end_b = offsets[s[B]] + s[B_START], offsets[s[B]] + s[B_END]
        in_a, in_b = grams(ids[start_a:end_a], TRIGRAM), grams(ids[start_b:end_b], TRIGRAM)
        frame_a, frame_b = frame[start_a:end_a], frame[start_b:end_b]
        _, every, number = _shared(in_a, in_b, counts, bits, units)
        body, copies, _ = _shared(_outside(in_a, frame_a), _outside(in_b, frame_b), counts, bits, units)
        common = float(number + 2 if number else 0)
        width = 2 * (band + 2 + abs((end_a - start_a) - (end_b - start_b))) + 1
        if every >= least and (end_a - start_a) * width <= CELLS:
            partner, how = trace(ids, shapes, start_a, end_a, start_b, end_b, band + 2)
            extra = _misread(partner, how, in_a, frame_a, counts, bits, units)
            body, every, copies = body + extra, every + extra, copies + extra
            common = float(np.sum(how == EXACT) + np.sum(how == NEAR))
        found[k, BODY], found[k, ALL], found[k, COPIES], found[k, COMMON] = (body, every, copies, common)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """Which stretches are kept, their scores, and whether each is a formula.

    Parameters
    ----------
    kept : bool, shape (n,)
    score : float, shape (n,)
    formula : bool, shape (n,)
    """

    kept: Flags
    score: F64
    formula: Flags


def judge(worths: F64, settings: Settings) -> Judged:
    """Decide which stretches are reuse, which are formulae, and which are chance.

    Reuse: what the bodies share is rarer than chance allows; or it is long, however many copies
    there are. Formula: only with what stands in the frame, or only with the floor, is it enough.
    """
    enough = worths[:, COMMON] >= settings.min_words
    is_rare = worths[:, BODY] >= settings.threshold
    is_circular = (worths[:, COPIES] >= settings.threshold) & (worths[:, COMMON] >= CIRCULAR)
    is_reuse = is_rare | is_circular
    kept = enough & (is_reuse | (worths[:, ALL] >= settings.threshold))
    otherwise = np.where(is_circular, worths[:, COPIES], worths[:, ALL])
    score: F64 = np.where(is_rare, worths[:, BODY], otherwise)
    return Judged(kept, np.round(score, 2), ~is_reuse)


def least_worth(settings: Settings) -> float:
    """Return the worth below which aligning again cannot help."""
    return WORTHLESS * settings.threshold


def worths_of(
    stretches: I64, words: tuple[U32, U64, U8], offsets: I64, rarity: Rarity, settings: Settings
) -> F64:
    """Return `worth` of stretches with an archive's rarity and settings."""
    return worth(
        stretches,
        *words,
        offsets,
        rarity.counts,
        rarity.bits,
        float(rarity.units),
        settings.band,
        least_worth(settings),
    )
