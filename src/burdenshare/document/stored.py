"""A document as JSON, figures by their ids: what the register keeps, the same text every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from burdenshare.document.languages import check_language
from burdenshare.document.model import (
    LEVELS,
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Run,
    Table,
    Text,
    role_of,
)
from burdenshare.errors import DocumentError
from burdenshare.figures import Figure


def store(document: Document) -> str:
    """Return a document as JSON text."""
    content = {
        "title": document.title,
        "kind": document.kind,
        "foot": document.foot,
        "language": document.language,
        "meta": document.meta,
        "blocks": [_block(b) for b in document.blocks],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"heading": block.text, "level": block.level}
        case Paragraph():
            return {"role": block.role, "runs": [_run(r) for r in block.runs]}
        case Table():
            rows = [[[_run(r) for r in cell] for cell in row] for row in block.rows]
            return {
                "head": list(block.head),
                "rows": rows,
                "right": list(block.right),
                "caption": block.caption,
            }


def _run(run: Run) -> dict[str, Any]:
    if isinstance(run, Number):
        return {"figure": run.figure.id, "text": run.text, "note": run.note}
    return {"text": run.text, "strong": True} if run.strong else {"text": run.text}


def restore(text: str, figure_of: Callable[[str], Figure]) -> Document:
    """Return the document again, each figure evaluated anew.

    Raises
    ------
    DocumentError, LetterError : it was stored with a heading or a language that none of ours has
    FigureError : a figure cannot be evaluated any more
    """
    content = json.loads(text)
    return Document(
        content["title"],
        content["kind"],
        tuple(_restored(b, figure_of) for b in content["blocks"]),
        foot=content["foot"],
        language=check_language(content["language"]),
        meta=content["meta"],
    )


def _restored(raw: dict[str, Any], figure_of: Callable[[str], Figure]) -> Block:
    if "heading" in raw:
        return Heading(raw["heading"], _level(raw["level"]))
    if "role" in raw:
        return Paragraph(tuple(_run_of(r, figure_of) for r in raw["runs"]), role_of(raw["role"]))
    rows = tuple(tuple(tuple(_run_of(r, figure_of) for r in cell) for cell in row) for row in raw["rows"])
    return Table(tuple(raw["head"]), rows, tuple(raw["right"]), raw["caption"])


def _level(raw: object) -> int:
    """Refuse what would become part of a tag."""
    for level in LEVELS:
        if raw == level:
            return level
    raise DocumentError(
        f"'{raw}' is no level of a heading", where="a stored document", mend="compose the letter again"
    )


def _run_of(raw: dict[str, Any], figure_of: Callable[[str], Figure]) -> Run:
    if "figure" in raw:
        return Number(figure_of(raw["figure"]), raw["text"], raw["note"])
    return Text(raw["text"], raw.get("strong", False))
