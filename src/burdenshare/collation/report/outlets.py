"""Letters known through newspapers: who prints which words, and where outlets disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from burdenshare.collation.apparatus.model import Agreement, Attestation, Collation, Letter
from burdenshare.collation.report import summary
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
        {"view": v, "coverage": _coverage(v["letter"], len(collation.passages)),
         "modes": _modes(v["letter"].attestations),
         "conflicts": _between(collation, v["id"], conflict=True),
         "agreements": _between(collation, v["id"], conflict=False)}
        for v in views if v["letter"].attestations
    ]  # fmt: skip


def _coverage(letter: Letter, known: int) -> str:
    """Say how much of what is known of any letter is attested of this one."""
    pct = letter.attested_pct
    if pct is None or not known:
        return ""
    n = round(pct * known / WHOLE)
    if abs(WHOLE * n / known - pct) < NEAR:
        return f"{n} of {known} known passages attested ({summary.percent(pct)})"
    return f"{summary.percent(pct)} of the known passages attested"


def _modes(attestations: Sequence[Attestation]) -> list[dict[str, Any]]:
    return [
        {"mode": mode, "heading": heading, "items": items}
        for mode, heading in MODES.items()
        if (items := [a for a in attestations if a.mode == mode])
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
