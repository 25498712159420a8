"""Sentences that were cut at the end of a line, made whole by what the other letters have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from burdenshare.collation.passages.groups import Group, position
from burdenshare.collation.passages.pieces import Piece

ENDING = 4
"""So many last tokens of a piece, if two letters end with them, end it in others as well."""

STOPS = ".!?…"
"""Marks that end a sentence; others end a piece where a paragraph ends with them."""


def parted(letters: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Cut pieces where others end: after `in column G.` a stop might be that of an initial."""
    ends: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for piece, after in (p for letter in letters for p in zip(letter, [*letter, None][1:], strict=True)):
        last = piece.tokens[-ENDING:]
        if len(last) < ENDING or last[-1].word:
            continue
        if last[-1].norm in STOPS or after is None or not _next_line(piece, after):
            ends[tuple(t.norm for t in last)].add(piece.letter)
    known = {end for end, held in ends.items() if len(held) > 1}
    return [[part for p in letter for part in _parts(p, known)] for letter in letters]


def _parts(piece: Piece, known: AbstractSet[tuple[str, ...]]) -> Iterator[Piece]:
    said, begin = [t.norm for t in piece.tokens], 0
    for k in range(ENDING, len(said)):
        if not piece.tokens[k - 1].word and tuple(said[k - ENDING : k]) in known:
            yield _part(piece, begin, k)
            begin = k
    yield _part(piece, begin, len(said)) if begin else piece


def _part(piece: Piece, first: int, last: int) -> Piece:
    tokens = piece.tokens[first:last]
    start = piece.start if not first else tokens[0].start
    stops = last < len(piece.tokens) and tokens[-1].norm in STOPS
    return replace(
        piece,
        lead=piece.lead if not first else start,
        start=start,
        end=tokens[-1].end,
        line=piece.line and not stops,
        tokens=tokens,
        opens=piece.opens and not first,
    )


def mend(groups: Sequence[Group], letters: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Join lines that are one sentence in other letters: a line's end may be no sentence's."""
    owner = {position(p): g for g in groups for p in g.pieces}
    begin = defaultdict(list)
    for piece in (p for letter in letters for p in letter):
        begin[tuple(t.norm for t in piece.tokens[:ENDING])].append(piece)
    found = []
    for letter in letters:
        kept: list[Piece] = []
        for piece in letter:
            if kept and _next_line(kept[-1], piece) and _goes_on(kept[-1], piece, owner, begin):
                kept[-1] = _both(kept[-1], piece)
                owner[position(kept[-1])] = Group({piece.letter: [kept[-1]]})
            else:
                kept.append(piece)
        found.append(kept)
    return found


def _next_line(first: Piece, second: Piece) -> bool:
    """Whether a piece is the next line of the same paragraph."""
    return first.line and not second.opens and second.lead == second.start


def _goes_on(
    first: Piece,
    second: Piece,
    owner: Mapping[tuple[int, int], Group],
    begin: Mapping[tuple[str, ...], Sequence[Piece]],
) -> bool:
    """Whether a line is but the beginning of a sentence that other letters have in one line."""
    said = [t.norm for t in first.tokens]
    if len(said) < ENDING or second.line:
        return False
    longer = {
        p.letter
        for p in begin[tuple(said[:ENDING])]
        if p.letter != first.letter
        and len(p.tokens) > len(said)
        and not p.line
        and [t.norm for t in p.tokens[: len(said)]] == said
    }
    return len(longer) > 1 and len(owner[position(second)].members) <= len(longer)


def _both(first: Piece, second: Piece) -> Piece:
    return replace(first, end=second.end, line=second.line, tokens=first.tokens + second.tokens)
