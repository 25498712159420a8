"""One document tree and its writers: HTML and PDF. Knows no pledge."""

from burdenshare.document.model import (
    FRAME,
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Run,
    Table,
    Text,
)
from burdenshare.document.numbers import billions, figure_text, money_text, plain

__all__ = [
    "FRAME",
    "Block",
    "Document",
    "Heading",
    "Number",
    "Paragraph",
    "Run",
    "Table",
    "Text",
    "billions",
    "figure_text",
    "money_text",
    "plain",
]
