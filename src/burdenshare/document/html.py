"""The tree as HTML: figures are links, notes stand below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from burdenshare.document.languages import words
from burdenshare.document.model import Block, Document, Heading, Number, Paragraph, Run, Table


@cache
def style() -> str:
    """Return the style sheet of letters, kept beside this module."""
    return (files("burdenshare.document") / "letter.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a page says of a figure when its link is followed.

    Parameters
    ----------
    lines : formula, cell, source
    inputs : ids of the figures it rests on, to words
    """

    id: str
    label: str
    shown: str
    lines: tuple[str, ...]
    inputs: Mapping[str, str]


def render(
    document: Document,
    *,
    notes: dict[str, str],
    link: str,
    back: str = "",
    derivations: Sequence[Derivation] = (),
) -> str:
    """Return the document as a page of its own.

    Parameters
    ----------
    notes : figure id to the text of its note
    link : what stands before a figure's id in its link, `../index.html#`
    back : address of the page this one belongs to
    derivations : of its figures, where the page carries them itself
    """
    noted, labels = [f.id for f in document.noted()], words(document.language)["labels"]
    page = _Page(noted, link, labels)
    body = "\n".join(_block(b, page) for b in document.blocks)
    home = f'<p class="mark"><a href="{escape(back)}">← {labels["whole"]}</a></p>' if back else ""
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_meta(document)}<title>{escape(document.title)}</title>\n<style>{style()}</style>\n"
        f"</head>\n<body>\n<main>\n{home}\n{body}\n{_notes(document, notes, page)}\n"
        f"<footer>{escape(document.foot)}</footer>\n</main>\n{_derived(derivations, labels)}"
        "</body>\n</html>\n"
    )


@dataclass(frozen=True, slots=True)
class _Page:
    noted: list[str]
    link: str
    labels: Mapping[str, str]


def _meta(document: Document) -> str:
    """Return what a later reader of the finished file must know."""
    return "".join(
        f'<meta name="burdenshare.{escape(k)}" content="{escape(v)}">\n'
        for k, v in sorted(document.meta.items())
    )


def _derived(derivations: Sequence[Derivation], labels: Mapping[str, str]) -> str:
    if not derivations:
        return ""
    items = "".join(_derivation(d) for d in derivations)
    head = escape(labels["derivations"])
    return f'<aside class="derivations" aria-label="{head}"><h2>{head}</h2>{items}</aside>\n'


def _derivation(d: Derivation) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in d.lines if line)
    inputs = "".join(f'<li><a href="#{escape(i)}">{escape(text)}</a></li>' for i, text in d.inputs.items())
    below = f"<ul>{inputs}</ul>" if inputs else ""
    return (
        f'<section id="{escape(d.id)}"><h3>{escape(d.label)}: {escape(d.shown)}</h3>'
        f"{lines}{below}<p><code>burdenshare trace '{escape(d.id)}'</code></p></section>"
    )


def _block(block: Block, page: _Page) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f'<p class="{block.role}">{_runs(block.runs, page)}</p>'
        case Table():
            return _table(block, page)


def _table(block: Table, page: _Page) -> str:
    head = "".join(f"<th{_side(r)}>{escape(h)}</th>" for h, r in zip(block.head, block.right, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{_side(r)}>{_runs(c, page)}</td>" for c, r in zip(row, block.right, strict=True))
        + "</tr>"
        for row in block.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _side(right: bool) -> str:
    return ' class="r"' if right else ""


def _runs(runs: tuple[Run, ...], page: _Page) -> str:
    return "".join(_run(run, page) for run in runs)


def _run(run: Run, page: _Page) -> str:
    if not isinstance(run, Number):
        text = escape(run.text)
        return f"<strong>{text}</strong>" if run.strong else text
    here = f'<a class="figure" href="{escape(page.link)}{run.figure.id}">{escape(run.text)}</a>'
    if not run.note:
        return here
    k = page.noted.index(run.figure.id) + 1
    return f'{here}<sup><a href="#note-{k}" aria-label="{page.labels["note"]} {k}">{k}</a></sup>'


def _notes(document: Document, notes: dict[str, str], page: _Page) -> str:
    figures = document.noted()
    if not figures:
        return ""
    items = "".join(
        f'<li id="note-{k}">{escape(notes[f.id])} '
        f'<a class="figure" href="{escape(page.link)}{f.id}">{page.labels["derivation"]}</a></li>'
        for k, f in enumerate(figures, start=1)
    )
    return f'<ol class="notes" aria-label="{page.labels["notes"]}">{items}</ol>'
