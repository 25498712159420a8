"""A collation as JSON and as a table of its spans."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from burdenshare.cells import safe
from burdenshare.collation.apparatus import Agreement, Attestation, Collation, Letter, Mark, Passage, Span

COLUMNS = ("letter", "start", "end", "kind", "passage", "slot", "value", "recognised", "words")
DECIMALS = 4


def as_json(collation: Collation) -> str:
    """Return the whole collation as JSON.

    Offsets are code points of the letter's `text`, end exclusive; shares are percent. What a span
    does not have (a slot's value, a passage) is null.
    """
    held = {
        "letters": [_letter(letter) for letter in collation.letters],
        "passages": [_passage(passage) for passage in collation.passages],
        "left_out": [{"where": o.where, "why": o.why, "mend": o.mend} for o in collation.left_out],
        "agreements": [_agreement(a) for a in collation.agreements],
        "notes": list(collation.notes),
    }
    return json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def spans_csv(collation: Collation) -> str:
    """Return a line per span, the letters in their order; no cell is a formula."""
    out = io.StringIO()
    # quoted throughout: a lone carriage return in a letter would otherwise end the line
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for letter in collation.letters:
        text = letter.witness.text
        for s in letter.spans:
            row = (
                letter.id,
                s.start,
                s.end,
                s.kind,
                s.passage,
                s.slot,
                s.value,
                s.recognised,
                text[s.start : s.end],
            )
            writer.writerow([safe(value) for value in row])
    return out.getvalue()


def _letter(letter: Letter) -> dict[str, Any]:
    w = letter.witness
    return {
        "id": letter.id,
        "tailored_pct": round(letter.tailored_pct, DECIMALS),
        "pointedness": round(letter.pointedness, DECIMALS),
        "rank": letter.rank,
        "spans": [_span(s) for s in letter.spans],
        "evidence": [_mark(m) for m in letter.evidence],
        "text": w.text,
        "language": w.language,
        "recipient": w.recipient,
        "date": w.date,
        "title": w.title,
        "file": w.file,
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in w.zones],
        "attestations": [_attestation(a) for a in letter.attestations],
        "attested_pct": _rounded(letter.attested_pct),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _span(s: Span) -> dict[str, Any]:
    slot = s.kind == "slot"
    return {
        "start": s.start,
        "end": s.end,
        "kind": s.kind,
        "passage": s.passage or None,
        "value": s.value if slot else None,
        "slot": (s.slot or None) if slot else None,
        "recognised": (s.recognised or None) if slot else None,
    }


def _mark(m: Mark) -> dict[str, Any]:
    return {"start": m.start, "end": m.end, "mark": m.mark, "weight": round(m.weight, DECIMALS), "why": m.why}


def _attestation(a: Attestation) -> dict[str, Any]:
    return {
        "id": a.id,
        "outlet": a.outlet,
        "url": a.url,
        "date": a.date,
        "language": a.language,
        "mode": a.mode,
        "text": a.text,
        "passage": a.passage or None,
        "start": a.start,
        "end": a.end,
        "note": a.note,
    }


def _passage(p: Passage) -> dict[str, Any]:
    return {
        "id": p.id,
        "text": p.text,
        "letters": list(p.letters),
        "readings": [
            {"text": r.text, "letters": list(r.letters), "distance": round(r.distance, DECIMALS)}
            for r in p.readings
        ],
        "slots": [
            {"id": s.id, "recognised": s.recognised or None, "values": dict(s.values)} for s in p.slots
        ],
        "alone": p.alone,
    }


def _agreement(a: Agreement) -> dict[str, Any]:
    return {
        "letter": a.letter,
        "passage": a.passage,
        "conflict": a.conflict,
        "readings": [{"text": text, "outlets": list(outlets)} for text, outlets in a.readings.items()],
    }
