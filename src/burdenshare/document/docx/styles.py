"""Named styles of a letter, and the language of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Docx

FONT = "Liberation Serif"
"""Metrics of Times New Roman; Word shows its own where it is absent."""
CODES = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE"}


@dataclass(frozen=True, slots=True)
class Look:
    """How paragraphs of a role look."""

    style: str
    size: float = 11
    bold: bool = False
    right: bool = False
    after: float = 6
    before: float = 0
    grey: bool = False


LOOKS = {
    "mark": Look("Draft Mark", 8, after=8, grey=True),
    "letterhead": Look("Letterhead", 12, bold=True, after=14),
    "classification": Look("Classification", 9, bold=True),
    "reference": Look("Reference Line", 9, right=True, after=0),
    "date": Look("Date", right=True, after=12),
    "address": Look("Address", after=14),
    "subject": Look("Subject Line", bold=True),
    "salutation": Look("Salutation", after=8),
    "body": Look("Body Text", after=7),
    "closing": Look("Closing", before=6, after=18),
    "signature": Look("Signature", after=6),
    "copies": Look("Copies", 9, before=6),
    "lead": Look("Lead", 13),
    "small": Look("Small Print", 8, grey=True),
}


@cache
def template(language: str, smaller: float = 0) -> bytes:
    """Return an empty file with every style that a letter uses; adding them costs more than a letter.

    Parameters
    ----------
    smaller : points taken off each size, so that a long letter keeps to its page
    """
    empty, out = docx.Document(), BytesIO()
    _add_styles(empty, language, smaller)
    empty.save(out)
    return out.getvalue()


def style_id(look: Look) -> str:
    """Return by what a paragraph names its style; to look it up would read all styles each time."""
    return look.style.replace(" ", "")


def _add_styles(docx: Docx, language: str, smaller: float) -> None:
    styles: dict[str, Any] = {s.name: s for s in docx.styles}
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    fonts = normal.element.rPr.rFonts
    for attribute in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(attribute), FONT)
    _language(docx, language)
    for look in (*LOOKS.values(), Look("footnote text", 8.5, after=1)):
        style = styles.get(look.style) or _added(docx, look.style, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set(style, replace(look, size=look.size - smaller))
    _added(docx, "footnote reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    _added(docx, "Figure", WD_STYLE_TYPE.CHARACTER)


def _added(docx: Docx, name: str, kind: WD_STYLE_TYPE) -> Any:
    style: Any = docx.styles.add_style(name, kind)
    if name.startswith("footnote"):
        style.element.set(qn("w:styleId"), name.title().replace(" ", ""))
    return style


def _set(style: Any, look: Look) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    if look.grey:
        style.font.color.rgb = RGBColor(0x5A, 0x5A, 0x5A)
    form = style.paragraph_format
    form.space_after, form.space_before, form.line_spacing = Pt(look.after), Pt(look.before), 1.08
    form.left_indent = Mm(0)
    if look.right:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _language(docx: Docx, language: str) -> None:
    """Set the language of the whole document, in its defaults."""
    properties = docx.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    code = CODES.get(language, language)
    found.set(qn("w:val"), code)
    found.set(qn("w:eastAsia"), code)
