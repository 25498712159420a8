"""The tree as plain text, 72 characters a line, notes at the end."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from burdenshare.document.model import Document, Heading, Number, Paragraph, Run, Table

WIDTH = 72


def render(document: Document, notes: Mapping[str, str]) -> str:
    """Return the document as text; `[1]` refers to the notes below it."""
    noted = [f.id for f in document.noted()]
    blocks = []
    for block in document.blocks:
        match block:
            case Heading():
                blocks.append(block.text.upper())
            case Paragraph():
                blocks.append(_paragraph(block, noted))
            case Table():
                rows = ["  ".join(block.head)]
                rows += ["  ".join(_runs(cell, noted) for cell in row) for row in block.rows]
                blocks.append("\n".join(rows))
    listed = [
        textwrap.fill(f"[{k}] {notes[name]}", WIDTH, subsequent_indent="    ")
        for k, name in enumerate(noted, start=1)
    ]
    tail = ["--", *listed] if listed else []
    return "\n\n".join([*blocks, *(["\n".join(tail)] if tail else []), document.foot]) + "\n"


def _paragraph(block: Paragraph, noted: list[str]) -> str:
    text = _runs(block.runs, noted)
    if block.role in {"date", "reference"}:
        return "\n".join(line.rjust(WIDTH) for line in text.splitlines())
    return "\n".join(textwrap.fill(line, WIDTH) for line in text.splitlines())


def _runs(runs: tuple[Run, ...], noted: list[str]) -> str:
    return "".join(_run(run, noted) for run in runs)


def _run(run: Run, noted: list[str]) -> str:
    if isinstance(run, Number) and run.note:
        return f"{run.text} [{noted.index(run.figure.id) + 1}]"
    return run.text
