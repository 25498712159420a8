"""Words of a text with their offsets, folded: case, accents and line-end hyphens do not count."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

from burdenshare.archives.reuse.arrays import U8, U32, U64, compiled

LETTER, WHOLE, SILENT = 1, 2, 3
"""Kinds of characters: part of a word, a word by itself (ideographs), passed over within a word."""
_TABLE = 65_536


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order.

    Parameters
    ----------
    ids : hash of each folded word, 32 bits
    starts, ends : its code points in the text, end exclusive
    shapes : its pairs of letters as a set of 64 bits; two words with most in common are alike
    """

    ids: U32
    starts: U32
    ends: U32
    shapes: U64


def words_of(text: str) -> Words:
    r"""Cut a text into folded words.

    >>> found = words_of("America’s bud-\nget, AMERICA")
    >>> [(int(s), int(e)) for s, e in zip(found.starts, found.ends)]
    [(0, 7), (8, 9), (10, 18), (20, 27)]
    >>> bool(found.ids[0] == found.ids[3])
    True
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return Words(*_cut(points, *_folding()))


@cache
def _folding() -> tuple[U32, U8]:
    """Return each character's folded letter, and its kind, for the first plane."""
    folded, kinds = np.zeros(_TABLE, np.uint32), np.zeros(_TABLE, np.uint8)
    for point in range(_TABLE):
        char = chr(point)
        if unicodedata.combining(char) or point in {0xAD, 0x200B, 0x200C, 0x200D}:
            kinds[point] = SILENT
        elif char.isalnum():
            folded[point] = ord(unicodedata.normalize("NFKD", char)[0].casefold()[0])
            kinds[point] = WHOLE if 0x2E80 <= point < 0xAC00 else LETTER
    return folded, kinds


@compiled
def _cut(points: U32, folded: U32, kinds: U8) -> tuple[U32, U32, U32, U64]:
    """Walk once over the text; compiled, so that an archive's words cost seconds."""
    room = points.size // 2 + 1 if points.size else 0
    wide = False
    for k in range(points.size):
        wide |= points[k] >= 0x2E80
    room = points.size if wide else room
    ids, starts = np.empty(room, np.uint32), np.empty(room, np.uint32)
    ends, shapes = np.empty(room, np.uint32), np.empty(room, np.uint64)
    count, at = 0, 0
    while at < points.size:
        point = points[at]
        kind = kinds[point] if point < _TABLE else LETTER
        if kind != LETTER and kind != WHOLE:
            at += 1
            continue
        start, last = at, np.uint64(31)
        hashed, shape = np.uint64(0xCBF29CE484222325), np.uint64(0)
        while at < points.size:
            point = points[at]
            kind = kinds[point] if point < _TABLE else LETTER
            if kind == 0:
                # a word broken at the end of a line goes on in the next
                if (
                    point == 45
                    and at + 2 < points.size
                    and points[at + 1] == 10
                    and 97 <= points[at + 2] <= 122
                ):
                    at += 2
                    continue
                break
            if kind == WHOLE and at > start:
                break
            if kind != SILENT:
                letter = np.uint64(folded[point]) if point < _TABLE else np.uint64(point)
                hashed = (hashed ^ letter) * np.uint64(0x100000001B3)
                pair = (last * np.uint64(37) + letter) * np.uint64(0x9E3779B97F4A7C15)
                shape |= np.uint64(1) << (pair >> np.uint64(58))
                last = letter
            at += 1
            if kind == WHOLE:
                break
        pair = (last * np.uint64(37) + np.uint64(31)) * np.uint64(0x9E3779B97F4A7C15)
        shape |= np.uint64(1) << (pair >> np.uint64(58))
        hashed = (hashed ^ (hashed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        ids[count] = hashed >> np.uint64(32)
        starts[count], ends[count], shapes[count] = start, at, shape
        count += 1
    return ids[:count], starts[:count], ends[:count], shapes[:count]
