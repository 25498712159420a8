"""Letters by passages: which letter has which passage, and how."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from burdenshare.collation.apparatus import Collation, Letter, Passage
from burdenshare.collation.report import known

STATES = {
    "same": ("=", "same wording"),
    "slot": ("s", "same but for its slots"),
    "variant": ("v", "reworded"),
    "own": ("o", "own words in its place"),
    "told": ("t", "in translation or paraphrase"),
    "absent": ("·", "absent"),
    "unknown": ("?", "not known"),
}
"""State of a cell to its letter and its words."""
SLOTS = re.compile(r"(⟨[^⟨⟩]*⟩\s*)+")
TITLE_WORDS = 12


def state_of(kinds: set[str]) -> str:
    """Return how a letter has a passage, given the kinds of its spans there.

    >>> state_of({"shared", "slot"}), state_of({"tailored"}), state_of({"shared", "tailored"})
    ('slot', 'own', 'variant')
    """
    if kinds == {"tailored"}:
        return "own"
    if kinds & {"variant", "tailored"}:
        return "variant"
    return "slot" if "slot" in kinds else "same"


def state_in(letter: Letter, passage: Passage) -> str:
    """Return how a letter has a passage; of a letter that was not read, absence is not known."""
    kinds = {s.kind for s in letter.spans if s.passage == passage.id}
    if kinds:
        return state_of(kinds)
    if letter.attested_pct is None:
        return "absent"
    return "told" if letter.id in passage.letters else "unknown"


def matrix(
    collation: Collation, views: Sequence[Mapping[str, Any]], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """Return head and rows; passages of one letter alone are counted in a last column."""
    shared = [p for p in collation.passages if not p.alone]
    alone = [p.id for p in collation.passages if p.alone]
    head = [{"id": p.id, "number": numbers[p.id], "title": opening(p.text)} for p in shared]
    rows = []
    for view in sorted(views, key=lambda v: v["several"]):
        has = {s.passage for s in view["letter"].spans}
        own = [p for p in alone if p in has]
        rows.append(
            {
                "id": view["id"],
                "at": view["home"],
                "own": len(own),
                "name": view["label"],
                "own_at": view["places"].get(own[0], view["at"]) if own else "",
                "cells": [_cell(view, p) for p in shared],
            }
        )
    met = {c["state"] for row in rows for c in row["cells"]}
    states = {k: v for k, v in STATES.items() if k in met}
    empty = [
        row["id"]
        for row in rows
        if not row["own"] and row["cells"] and all(c["state"] == "unknown" for c in row["cells"])
    ]
    rows = [row for row in rows if row["id"] not in empty]
    own_column = any(row["own"] for row in rows)
    return {
        "head": head,
        "rows": rows,
        "states": states,
        "own": own_column,
        "empty": empty,
        "gaps": _has_gaps([numbers[p.id] for p in shared]),
    }


def _cell(view: Mapping[str, Any], passage: Passage) -> dict[str, str]:
    letter = view["letter"]
    state = state_in(letter, passage)
    sign, words = STATES[state]
    at = view["places"].get(passage.id, "")
    if state == "told":
        words = known.told(letter.attestations, passage.id)
        at = view["told"].get(passage.id, "")
    return {"state": state, "sign": sign, "says": f"{view['id']}, {passage.id}: {words}", "at": at}


def _has_gaps(numbers: Sequence[int]) -> bool:
    return list(numbers) != list(range(1, len(numbers) + 1))


def opening(text: str) -> str:
    """Return the words with which a passage begins, its slots as gaps.

    >>> opening("We wrote to ⟨s1⟩ ⟨s2⟩ at ⟨s3⟩.")
    'We wrote to … at ….'
    """
    words = SLOTS.sub(lambda m: "… " if m[0][-1].isspace() else "…", text).split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")
