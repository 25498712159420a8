"""Text tables of the verbs on what editions changed."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import Any

from burdenshare.cli.legacy import WIDTH, Columns
from burdenshare.results import Result


def number(value: Any, places: int = 2) -> str:
    """Return a value with a sign that prints, `?` where it is unknown."""
    if value is None:
        return "?"
    return format(round(Decimal(str(value)), places), "f").replace("-", "−")


LETTERS: Columns = [
    ("letter", lambda r: r.id),
    ("to", lambda r: r.recipient or r.office),
    ("in", lambda r: f"{r.language}, {r.tone}"),
    ("state", lambda r: r.state),
    ("its own sentence", lambda r: r.own),
]
UNQUOTED = {"not quoted": "(no words known)", "several": "(wording said of several letters)"}
COLLATED: Columns = [
    (">rank", lambda r: str(r.rank or "-")),
    ("letter", lambda r: r.letter),
    (">pointed", lambda r: "-" if r.pointedness is None else number(r.pointedness)),
    (">own, %", lambda r: "-" if r.tailored_pct is None else number(r.tailored_pct, 0)),
    ("most pointed words", lambda r: r.strongest or UNQUOTED.get(r.known, "")),
]
CLUSTERS: Columns = [
    ("cluster", lambda r: r.cluster),
    ("class", lambda r: r.class_),
    (">score", lambda r: number(r.score, 1)),
    (">members", lambda r: f"{r.members:,}"),
    ("earliest", lambda r: f"{r.date} {r.earliest}".strip()),
]
CHECKS: Columns = [
    ("ally", lambda r: r.ally or "-"),
    ("in", lambda r: f"{r.language} {r.tone}".strip() or "-"),
    ("passage", lambda r: r.passage or "-"),
    ("fault", lambda r: r.message),
]
FINDINGS: Columns = [
    ("where", lambda r: r.where),
    ("number", lambda r: r.text),
    ("is", lambda r: r.status),
    ("record", lambda r: r.expected or "-"),
    ("why", lambda r: r.reason),
]
REGISTER: Columns = [
    ("letter", lambda r: r.id),
    ("state", lambda r: r.state),
    ("approved by", lambda r: r.approved_by or "-"),
    ("sent", lambda r: r.sent[:10] or "-"),
    ("next", lambda r: r.next),
]
SENT: Columns = [("letter", lambda r: r.id), ("file", lambda r: r.file)]
PROMISES: Columns = [
    (">no.", lambda r: str(r.number)),
    ("due", lambda r: str(r.due or "undated")),
    ("status", lambda r: r.status),
    ("promise", lambda r: r.text),
]


def explained(result: Result[Any]) -> str:
    """Return the reasons of a letter, part by part."""
    lines: list[str] = []
    part = ""
    for row in result.rows:
        if row.part != part:
            part = row.part
            lines += ["", part.upper().replace("_", " ")]
        lines += _wrapped(f"{'[x]' if row.chosen else '[ ]'} {row.passage}: {row.why}", "    ")
        if row.chosen and row.conditions:
            lines += _wrapped(f"    decided by: {'; '.join(row.conditions)}", "      ")
        lines += _wrapped(f"    would change it: {row.otherwise}", "      ") if row.otherwise else []
    more = result.more
    head = f"{more['ally']}, {more['pledge']}, {more['year']}, {more['language']}, {more['tone']}"
    return "\n".join([head, *lines, "", f"As of {result.as_of}."])


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent)
