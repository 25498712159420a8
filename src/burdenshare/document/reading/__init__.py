"""Finished letters read again: HTML and DOCX, also when edited by hand."""

from burdenshare.document.reading.model import Mark, ReadDocument, ReadParagraph
from burdenshare.document.reading.reader import read

__all__ = ["Mark", "ReadDocument", "ReadParagraph", "read"]
