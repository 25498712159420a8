"""The tree as HTML: figures are links, notes stand below."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from burdenshare.document.model import Block, Document, Heading, Number, Paragraph, Run, Table
from burdenshare.figures import Figure


@cache
def style() -> str:
    """Return the style sheet of letters, kept beside this module."""
    return (files("burdenshare.document") / "letter.css").read_text("utf-8")


def render(document: Document, *, notes: dict[str, str], link: str, back: str = "") -> str:
    """Return the document as a page of its own.

    Parameters
    ----------
    notes : figure id to the text of its note
    link : what stands before a figure's id in its link, `../index.html#`
    back : address of the page this one belongs to
    """
    noted = [f.id for f in document.noted()]
    body = "\n".join(_block(b, noted, link) for b in document.blocks)
    home = f'<p class="mark"><a href="{escape(back)}">← the whole pack</a></p>' if back else ""
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f"<main>\n{home}\n{body}\n{_notes(document.noted(), notes, link)}\n"
        f"<footer>{escape(document.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block, noted: list[str], link: str) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f'<p class="{block.role}">{_runs(block.runs, noted, link)}</p>'
        case Table():
            return _table(block, noted, link)


def _table(block: Table, noted: list[str], link: str) -> str:
    head = "".join(
        f"<th{_side(r)}>{escape(h)}</th>" for h, r in zip(block.head, block.right, strict=True)
    )
    rows = "".join(
        "<tr>" + "".join(f"<td{_side(r)}>{_runs(c, noted, link)}</td>"
                         for c, r in zip(row, block.right, strict=True)) + "</tr>"
        for row in block.rows
    )  # fmt: skip
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _side(right: bool) -> str:
    return ' class="r"' if right else ""


def _runs(runs: tuple[Run, ...], noted: list[str], link: str) -> str:
    return "".join(_run(run, noted, link) for run in runs)


def _run(run: Run, noted: list[str], link: str) -> str:
    if not isinstance(run, Number):
        text = escape(run.text)
        return f"<strong>{text}</strong>" if run.strong else text
    here = f'<a class="figure" href="{link}{run.figure.id}">{escape(run.text)}</a>'
    if not run.note:
        return here
    k = noted.index(run.figure.id) + 1
    return f'{here}<sup><a href="#note-{k}" aria-label="note {k}">{k}</a></sup>'


def _notes(figures: list[Figure], notes: dict[str, str], link: str) -> str:
    if not figures:
        return ""
    items = "".join(
        f'<li id="note-{k}">{escape(notes[f.id])} '
        f'<a class="figure" href="{link}{f.id}">derivation</a></li>'
        for k, f in enumerate(figures, start=1)
    )
    return f'<ol class="notes">{items}</ol>'
