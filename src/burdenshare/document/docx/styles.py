"""Named styles of a letter, and the language of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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


def add_styles(docx: Docx, language: str, smaller: float = 0) -> None:
    """Add or set every style that a letter uses.

    Parameters
    ----------
    smaller : points taken off each size, so that a long letter keeps to its page
    """
    normal: Any = docx.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    fonts = normal.element.rPr.rFonts
    for attribute in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(attribute), FONT)
    _language(docx, language)
    for look in LOOKS.values():
        _paragraph_style(docx, replace(look, size=look.size - smaller))
    _paragraph_style(docx, Look("footnote text", 8.5 - smaller, after=1))
    reference: Any = _style(docx, "footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    _style(docx, "Figure", WD_STYLE_TYPE.CHARACTER)


def _style(docx: Docx, name: str, kind: WD_STYLE_TYPE) -> Any:
    if name in [s.name for s in docx.styles]:
        return docx.styles[name]
    style: Any = docx.styles.add_style(name, kind)
    if name.startswith("footnote"):
        style.element.set(qn("w:styleId"), name.title().replace(" ", ""))
    return style


def _paragraph_style(docx: Docx, look: Look) -> None:
    style = _style(docx, look.style, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = docx.styles["Normal"]
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
