"""From the tree to a DOCX file.

Figures are links to their derivations, so that an edited copy still says which number is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from burdenshare.document.docx import parts
from burdenshare.document.docx.styles import CODES, LOOKS, style_id, template
from burdenshare.document.model import Block, Document, Heading, Number, Paragraph, Run, Table

if TYPE_CHECKING:
    from docx.document import Document as Docx

MOST_LINES = 48
"""Lines of a page at the full size."""
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


def render(document: Document, *, notes: Mapping[str, str], link: str) -> bytes:
    """Return the document as DOCX.

    Parameters
    ----------
    notes : figure id to the text of its note
    link : what stands before a figure's id in its link
    """
    return _Writer(document, notes, link).bytes()


class _Writer:
    def __init__(self, document: Document, notes: Mapping[str, str], link: str) -> None:
        self.document, self.notes, self.link = document, notes, link
        self.noted = [f.id for f in document.noted()]
        self.used: set[str] = set()
        self.docx: Docx = docx.Document(BytesIO(template(document.language, self._smaller())))

    def bytes(self) -> bytes:
        """Write everything and return the file."""
        self._page()
        for block in self.document.blocks:
            self._block(block)
        self._properties()
        self._add_part(
            "/word/footnotes.xml",
            parts.FOOTNOTES,
            RT.FOOTNOTES,
            parts.footnotes([self.notes[i] for i in self.noted]),
        )
        out = BytesIO()
        self.docx.save(out)
        return parts.repacked(out.getvalue())

    def _smaller(self) -> float:
        """Estimate how much smaller the type must be for one page; Word alone knows the lines."""
        words = sum(len(r.text) for r in self.document.runs())
        lines = words / 88 + sum(len(self.notes[n]) // 118 + 1 for n in self.noted) * 0.75
        lines += 1.1 * sum(isinstance(b, Paragraph) for b in self.document.blocks)
        return 0 if lines <= MOST_LINES else min(2, 0.5 * (1 + (lines - MOST_LINES) // 3))

    def _page(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(22)
        footer = section.footer.paragraphs[0]
        footer.text = parts.plain(self.document.foot)
        for run in footer.runs:
            run.font.size = Pt(7.5)

    def _properties(self) -> None:
        core, meta = self.docx.core_properties, self.document.meta
        core.title, core.author = (parts.plain(self.document.title), parts.plain(meta.get("author", "")))
        core.language = CODES.get(self.document.language, self.document.language)
        core.comments, core.last_modified_by, core.revision = "", "", 1
        day = datetime.fromisoformat(meta.get("as_of", "2000-01-01"))
        core.created = core.modified = core.last_printed = day
        names = {f"burdenshare.{k}": v for k, v in meta.items()}
        part = Part(
            PackURI("/docProps/custom.xml"), parts.CUSTOM, parts.custom(names), self.docx.part.package
        )
        self.docx.part.package.relate_to(part, CUSTOM_RELATION)

    def _add_part(self, name: str, kind: str, relation: str, content: bytes_) -> None:
        part = Part(PackURI(name), kind, content, self.docx.part.package)
        self.docx.part.relate_to(part, relation)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.docx.add_heading(parts.plain(block.text), block.level)
            case Paragraph():
                look = LOOKS.get(block.role, LOOKS["body"])
                paragraph = self.docx.add_paragraph()
                paragraph._p.style = style_id(look)  # noqa: SLF001  see `style_id`
                self._runs(paragraph, block.runs)
            case Table():
                self._table(block)

    def _table(self, block: Table) -> None:
        table = self.docx.add_table(rows=1, cols=len(block.head))
        for cell, text in zip(table.rows[0].cells, block.head, strict=True):
            cell.paragraphs[0].add_run(parts.plain(text)).bold = True
        mark = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  python-docx has no word for it
        for row in block.rows:
            for cell, runs in zip(table.add_row().cells, row, strict=True):
                self._runs(cell.paragraphs[0], runs)

    def _runs(self, paragraph: Any, runs: tuple[Run, ...]) -> None:
        for run in runs:
            if isinstance(run, Number):
                self._number(paragraph, run)
            else:
                paragraph.add_run(parts.plain(run.text)).bold = run.strong or None

    def _number(self, paragraph: Any, number: Number) -> None:
        target = self.link + number.figure.id
        relation = self.docx.part.relate_to(target, RT.HYPERLINK, is_external=True)
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), relation)
        element.append(_run(paragraph, parts.plain(number.text.replace(" ", "\u00a0")), "Figure"))
        paragraph._p.append(element)  # noqa: SLF001  python-docx cannot make links
        if number.note:
            self._mark(paragraph, number.figure.id)

    def _mark(self, paragraph: Any, name: str) -> None:
        """Add a note's mark; a second mention of a figure refers to the note that is there."""
        k = self.noted.index(name)
        if name in self.used:
            paragraph._p.extend(_cross_reference(f"note{k}", k + 1))  # noqa: SLF001
            return
        self.used.add(name)
        run = _run(paragraph, "", "FootnoteReference")
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(k + parts.FIRST))
        run.append(mark)
        start, end = _bookmark(f"note{k}", k)
        for element in (start, run, end):
            paragraph._p.append(element)  # noqa: SLF001


bytes_ = bytes
"""The type, where the writer's own method hides its name."""


def _run(paragraph: Any, text: str, style: str) -> Any:
    run = paragraph.add_run(text)
    element = run._r  # noqa: SLF001
    properties = element.get_or_add_rPr()
    mark = OxmlElement("w:rStyle")
    mark.set(qn("w:val"), style)
    properties.insert(0, mark)
    element.getparent().remove(element)
    return element


def _bookmark(name: str, number: int) -> tuple[Any, Any]:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return start, end


def _cross_reference(bookmark: str, shown: int) -> list[Any]:
    """Return a field that shows the number of a note, whatever it becomes."""
    found = []
    for kind, text in (
        ("begin", ""),
        ("", f" NOTEREF {bookmark} \\f \\h "),
        ("separate", ""),
        ("shown", str(shown)),
        ("end", ""),
    ):
        run = OxmlElement("w:r")
        if kind in {"begin", "separate", "end"}:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.append(char)
        else:
            if kind == "shown":
                style, properties = OxmlElement("w:rStyle"), OxmlElement("w:rPr")
                style.set(qn("w:val"), "FootnoteReference")
                properties.append(style)
                run.append(properties)
            words = OxmlElement("w:t" if kind == "shown" else "w:instrText")
            words.text = text
            run.append(words)
        found.append(run)
    return found
