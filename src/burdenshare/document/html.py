"""The tree as HTML: figures are links, notes stand below."""

from __future__ import annotations

from html import escape

from burdenshare.document.model import Block, Document, Heading, Number, Paragraph, Run, Table
from burdenshare.figures import Figure

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1b;--soft:#5a5a5a;--accent:#1F4E79;--line:#d5d5d0}
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e9e7e2;--soft:#a9a9a4;--accent:#9CC3E6;--line:#3a3d42}}
body{margin:0;background:var(--paper);color:var(--ink);
font:17px/1.45 Charter,'Bitstream Charter','Source Serif 4',Georgia,serif}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1.1rem 3rem}
a{color:var(--accent)} a.figure{text-decoration:none;border-bottom:1px dotted currentColor}
.letterhead{white-space:pre-line;font-weight:600;border-bottom:1px solid var(--line);padding-bottom:.6rem}
.mark{font:600 .78rem/1.3 Inter,'Segoe UI',system-ui,sans-serif;letter-spacing:.04em;color:var(--soft)}
.address{white-space:pre-line}.date{text-align:right}.subject{font-weight:600}
.closing{margin-top:1.6rem;white-space:pre-line}
sup a{text-decoration:none;padding:0 .15em}
.notes{font-size:.84rem;border-top:1px solid var(--line);margin-top:2rem;padding:.4rem 0 0 1.4rem;overflow-wrap:anywhere}
footer{font:.8rem/1.4 Inter,'Segoe UI',system-ui,sans-serif;color:var(--soft);margin-top:1.5rem}
table{border-collapse:collapse;width:100%}td,th{padding:.2rem .4rem;border-bottom:1px solid var(--line);text-align:left}
.r{text-align:right;font-variant-numeric:tabular-nums}
@media print{body{font-size:11pt}main{max-width:none;padding:0}a{color:inherit}}
"""


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
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
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
