"""The tree as typst source and PDF: A4, notes as footnotes, the same bytes every time."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from burdenshare.document.model import Block, Document, Heading, Number, Paragraph, Run, Table

_SPECIAL = re.compile(r"([\\#$%&*_`~<>@\[\]{}\"'=+\-/])")

LETTER = """
#set document(title: [{title}], author: "{author}", date: {date})
#set page(paper: "a4", margin: (x: 25mm, top: 22mm, bottom: 22mm),
  footer: context [#set text(7.5pt, fill: luma(90)); #align(center)[{foot}]])
#set text(font: "Libertinus Serif", size: {size}pt, lang: "{lang}")
#set par(leading: 0.58em, spacing: 0.85em, justify: false)
#set footnote.entry(gap: 0.35em, clearance: 0.8em)
#show footnote.entry: set text({note}pt)
#show footnote.entry: set par(leading: 0.42em)
"""
BRIEF = """
#set document(title: [{title}], author: "{author}", date: {date})
#set page(paper: "a4", margin: (x: 20mm, top: 18mm, bottom: 18mm),
  footer: context [#set text(7.5pt, fill: luma(90)); {foot} #h(1fr) #counter(page).display()])
#set text(font: "Libertinus Serif", size: {size}pt, lang: "{lang}")
#set par(leading: 0.5em, spacing: 0.75em)
#show heading.where(level: 1): set text(16pt)
#show heading.where(level: 2): set text(11pt, fill: rgb("#1F4E79"))
#set table(stroke: (_, y) => if y == 0 {{ (bottom: 0.6pt) }} else {{ (bottom: 0.2pt + luma(200)) }},
  inset: (x: 3pt, y: 2.1pt))
#show table: set text({note}pt)
"""


def escape(text: str) -> str:
    r"""Escape whatever typst would read as markup; foreign text never becomes code.

    >>> escape("a #b [c]")
    'a \\#b \\[c\\]'
    """
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " \\\n")


def _date(as_of: str) -> str:
    """Return a document's own day for typst; PDF/A asks for one."""
    day = date.fromisoformat(as_of)
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"


def _quoted(text: str) -> str:
    """Return text for a typst string."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def source(document: Document, *, notes: dict[str, str], size: float, note: float) -> str:
    """Return the typst source of a document."""
    frame = LETTER if document.kind == "letter" else BRIEF
    head = frame.format(
        title=escape(document.title),
        foot=escape(document.foot),
        lang=document.language,
        date=_date(document.meta["as_of"]),
        size=size,
        note=note,
        author=_quoted(document.meta.get("author", "")),
    )
    seen: list[str] = []
    return head + "\n\n".join(_block(b, notes, seen) for b in document.blocks) + "\n"


def render(document: Document, *, notes: dict[str, str], most_pages: int) -> bytes:
    """Return the document as PDF, at the largest type at which it fits its pages."""
    sizes = [(11, 8.5), (10.5, 8), (10, 7.5), (9.5, 7), (9, 6.5)]
    if document.kind == "brief":
        sizes = [(10, 8.5), (9.5, 8), (9, 7.5), (8.5, 7), (8, 6.5)]
    pdf = b""
    for size, note in sizes:
        text = source(document, notes=notes, size=size, note=note)
        pdf = _compiler().compile(text.encode(), pdf_standards=["ua-1", "a-2a"], timestamp=0)
        if pages(pdf) <= most_pages:
            break
    return pdf


@cache
def _compiler() -> Any:
    """Return typst with its own fonts, read once; no clock and no font of this machine inside."""
    import typst  # noqa: PLC0415  heavy

    return typst.Compiler(ignore_system_fonts=True)


def pages(pdf: bytes) -> int:
    """Count a PDF's pages."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def _block(block: Block, notes: dict[str, str], seen: list[str]) -> str:
    match block:
        case Heading():
            return f"#heading(level: {block.level})[{escape(block.text)}]"
        case Paragraph():
            return _paragraph(block, notes, seen)
        case Table():
            return _table(block, notes, seen)


def _paragraph(block: Paragraph, notes: dict[str, str], seen: list[str]) -> str:
    text = "".join(_run(r, notes, seen) for r in block.runs)
    frames = {
        "letterhead": '#text(weight: "semibold")[{}]\n#line(length: 100%, stroke: 0.4pt)',
        "date": "#align(right)[{}]",
        "mark": "#text(8pt, fill: luma(90), tracking: 0.03em)[{}]",
        "subject": '#text(weight: "semibold")[{}]',
        "classification": '#align(center, text(weight: "semibold", tracking: 0.05em)[{}])',
        "reference": "#align(right)[{}]",
        "closing": "#v(0.6em)\n{}",
        "signature": "#v(1.6em)\n{}",
        "copies": "#v(0.4em)\n#text(9pt)[{}]",
        "lead": "#text(13pt)[{}]",
        "small": "#text(8pt, fill: luma(60))[{}]",
    }
    return frames.get(block.role, "{}").replace("{}", text)


def _table(block: Table, notes: dict[str, str], seen: list[str]) -> str:
    columns = "(" + ", ".join("auto" for _ in block.head[:-1]) + ", 1fr)"
    align = "(" + ", ".join("right" if r else "left" for r in block.right) + ",)"
    head = ", ".join(f"[*{escape(h)}*]" for h in block.head)
    rows = ",\n".join(
        ", ".join("[" + "".join(_run(r, notes, seen) for r in cell) + "]" for cell in row)
        for row in block.rows
    )
    return f"#table(columns: {columns}, align: {align},\n table.header({head}),\n{rows})"


def _run(run: Run, notes: dict[str, str], seen: list[str]) -> str:
    if not isinstance(run, Number):
        return f"*{escape(run.text)}*" if run.strong else escape(run.text)
    text = escape(run.text).replace(" ", "~")
    if not run.note:
        return text
    label = f"n{len(seen) + 1}"
    if run.figure.id in seen:
        return f"{text}#footnote(<n{seen.index(run.figure.id) + 1}>);"  # a `;` of ours would end it
    seen.append(run.figure.id)
    return f"{text}#footnote[{escape(notes[run.figure.id])}]<{label}>"
