"""Letters known through newspapers: who prints which words, and where outlets disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from burdenshare.collation.apparatus import Agreement, Attestation, Collation, Letter
from burdenshare.collation.report import known, summary
from burdenshare.collation.report.setting import against

MODES = {
    "quoted": "Quoted word for word",
    "translated": "Translated: never counted as the letter's own words",
    "paraphrased": "Paraphrased",
    "receipt": "Said to have been received; no words given",
}
"""What an outlet does with a letter, and the heading of it."""
WHOLE = 100
NEAR = 0.5


def outlets(collation: Collation, views: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the outlets say of each letter; empty where every letter was read whole."""
    return [
        {
            "view": v,
            "said": _said(v),
            "coverage": _coverage(v["letter"], len(collation.passages)),
            "modes": _modes(v["letter"].attestations, v["at"]),
            "conflicts": _between(collation, v["id"], conflict=True),
            "agreements": _between(collation, v["id"], conflict=False),
        }
        for v in views
        if v["letter"].attestations
    ]


def _coverage(letter: Letter, known: int) -> str:
    """Say how much of what is known of any letter is attested of this one."""
    pct = letter.attested_pct
    if pct is None or not known:
        return ""
    n = round(pct * known / WHOLE)
    if abs(WHOLE * n / known - pct) < NEAR:
        return f"{n} of {known} known passages attested ({summary.percent(pct)})"
    return f"{summary.percent(pct)} of the known passages attested"


def attested_places(letter: Letter, prefix: str) -> dict[str, str]:
    """Return passage to the place of the first outlet that gives it in other words."""
    found: dict[str, str] = {}
    for n, a in enumerate(letter.attestations, start=1):
        if a.mode in known.TOLD and a.passage:
            found.setdefault(a.passage, f"{prefix}-a{n}")
    return found


def outlet_table(views: Sequence[Mapping[str, Any]], passages: int) -> list[dict[str, Any]]:
    """Return a row a letter: how much is known of it, and which outlets give it in which way."""
    return [
        {
            "view": v,
            "coverage": _share(v["letter"], passages),
            "cells": [_outlets_of(v["letter"].attestations, mode) for mode in MODES],
        }
        for v in views
        if v["letter"].attestations
    ]


def _outlets_of(attestations: Sequence[Attestation], mode: str) -> str:
    return "; ".join(dict.fromkeys(a.outlet for a in attestations if a.mode == mode))


def _share(letter: Letter, passages: int) -> str:
    if letter.attested_pct is None or not passages:
        return ""
    return f"{round(letter.attested_pct * passages / WHOLE)} of {passages}"


def _said(view: Mapping[str, Any]) -> str:
    return "" if view["several"] else view["id"] if view["id"] != view["who"] else ""


def _modes(attestations: Sequence[Attestation], prefix: str) -> list[dict[str, Any]]:
    numbered = [(f"{prefix}-a{n}", a) for n, a in enumerate(attestations, start=1)]
    return [
        {"mode": mode, "heading": heading, "items": items}
        for mode, heading in MODES.items()
        if (items := [(at, a) for at, a in numbered if a.mode == mode])
    ]


def _between(collation: Collation, letter: str, *, conflict: bool) -> list[dict[str, Any]]:
    return [
        {"passage": a.passage, "readings": _readings(a)}
        for a in collation.agreements
        if a.letter == letter and a.conflict == conflict
    ]


def _readings(agreement: Agreement) -> list[dict[str, Any]]:
    """Return each wording against the first; the first against the second, so that both show."""
    texts = list(agreement.readings)
    other = [texts[1] if k == 0 and len(texts) > 1 else texts[0] for k in range(len(texts))]
    return [
        {"html": against(text, base), "outlets": ", ".join(agreement.readings[text])}
        for text, base in zip(texts, other, strict=True)
    ]
