"""One document tree and its writers: HTML and PDF. Knows no pledge."""

from burdenshare.document.languages import (
    LANGUAGES,
    check_language,
    issued,
    long_day,
    number,
    quantity,
    when,
    words,
)
from burdenshare.document.model import FRAME, Block, Document, Heading, Number, Paragraph, Run, Table, Text
from burdenshare.document.numbers import billions, plain

__all__ = [
    "FRAME",
    "LANGUAGES",
    "Block",
    "Document",
    "Heading",
    "Number",
    "Paragraph",
    "Run",
    "Table",
    "Text",
    "billions",
    "check_language",
    "issued",
    "long_day",
    "number",
    "plain",
    "quantity",
    "when",
    "words",
]
