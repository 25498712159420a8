"""Plain text: the letter is the file's text, unchanged."""

from __future__ import annotations

import codecs

from burdenshare.collation.model import Witness
from burdenshare.collation.reading.zones import date_in, zones_of
from burdenshare.errors import CollationError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SAVE = "save it as UTF-8"


def read_text(data: bytes, name: str) -> Witness:
    """Read a letter in plain text; offsets count the file's own characters.

    Raises
    ------
    CollationError : it is no text, or in an encoding that it does not declare
    """
    text = decoded(data, name)
    zones = zones_of(text)
    return Witness("", text, zones, date=date_in(text, zones))


def decoded(data: bytes, name: str, declared: str = "utf-8") -> str:
    """Decode a file by its byte order mark, or else as declared; nothing is guessed.

    Raises
    ------
    CollationError : a byte that the encoding does not know, or a NUL
    """
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", declared))
    try:
        text = data[len(mark) :].decode(encoding)
    except LookupError as error:
        raise CollationError(f"its encoding '{declared[:40]}' is not known", where=name, mend=SAVE) from error
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise CollationError(
            f"byte {at} (0x{data[at]:02x}) is no {encoding.upper()}", where=name, mend=SAVE
        ) from error
    except UnicodeError as error:
        raise CollationError(f"it does not read as {encoding.upper()}", where=name, mend=SAVE) from error
    if "\0" in text:
        raise CollationError(f"it is no text: character {text.index(chr(0))} is a NUL", where=name)
    return text
