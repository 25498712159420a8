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
from burdenshare.document.model import (
    FRAME,
    Block,
    Document,
    FramePart,
    Heading,
    Number,
    Paragraph,
    Role,
    Run,
    Table,
    Text,
    role_of,
)
from burdenshare.document.numbers import billions, plain

__all__ = [
    "FRAME",
    "LANGUAGES",
    "Block",
    "Document",
    "FramePart",
    "Heading",
    "Number",
    "Paragraph",
    "Role",
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
    "role_of",
    "when",
    "words",
]
