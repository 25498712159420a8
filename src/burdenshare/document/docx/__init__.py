"""The tree as DOCX: named styles, native footnotes, the document's language, the same bytes."""

from burdenshare.document.docx.writer import render

__all__ = ["render"]
