"""Letters by passages: which letter has which passage, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from burdenshare.collation.apparatus.model import Collation, Letter

STATES = {
    "same": ("=", "same wording"),
    "slot": ("s", "same but for its slots"),
    "variant": ("v", "reworded"),
    "absent": ("·", "absent"),
}
"""State of a cell to its letter and its words."""
TITLE_WORDS = 12


def state_of(kinds: set[str]) -> str:
    """Return how a letter has a passage, given the kinds of its spans there.

    >>> state_of({"shared", "slot"}), state_of(set())
    ('slot', 'absent')
    """
    for kind in ("variant", "slot"):
        if kind in kinds:
            return kind
    return "same" if kinds else "absent"


def matrix(
    collation: Collation, views: Sequence[Mapping[str, Any]], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """Return head and rows; passages of one letter alone are counted in a last column."""
    shared = [p for p in collation.passages if not p.alone]
    alone = [p.id for p in collation.passages if p.alone]
    head = [{"id": p.id, "number": numbers[p.id], "title": _opening(p.text)} for p in shared]
    rows = []
    for view in views:
        kinds = _kinds(view["letter"])
        own = [p for p in alone if p in kinds]
        rows.append({
            "id": view["id"], "at": view["at"], "own": len(own),
            "own_at": view["places"].get(own[0], view["at"]) if own else "",
            "cells": [_cell(kinds.get(p.id, set()), view, p.id) for p in shared],
        })  # fmt: skip
    return {"head": head, "rows": rows, "states": STATES, "own": bool(alone)}


def _kinds(letter: Letter) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for s in letter.spans:
        kinds.setdefault(s.passage, set()).add(s.kind)
    return kinds


def _cell(kinds: set[str], view: Mapping[str, Any], passage: str) -> dict[str, str]:
    state = state_of(kinds)
    sign, words = STATES[state]
    at = view["places"].get(passage, "")
    return {"state": state, "sign": sign, "says": f"{view['id']}, {passage}: {words}", "at": at}


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")
