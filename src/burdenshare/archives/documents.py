"""An archive: a document a line, or a place full of files; read as a stream."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from burdenshare.collation.model import LeftOut, Witness
from burdenshare.collation.reading.files import shown
from burdenshare.collation.reading.reader import witnesses
from burdenshare.collation.reading.zones import zones_of
from burdenshare.errors import CollationError

LONGEST = 50_000_000
"""Bytes of a document's line at most."""
_CHUNK = 1_000_000
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_LONE = re.compile("[\ud800-\udfff]")


class Archive:
    """Documents of an archive, one at a time; each pass reads the file again.

    Parameters
    ----------
    path : JSON lines, packed with gzip or not, or whatever `read_witnesses` reads
    left_out : what the last pass went on without

    Raises
    ------
    CollationError : there is no such path
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.left_out: list[LeftOut] = []
        if not self.path.exists():
            raise CollationError(
                f"there is no '{shown(str(path))}'", mend="name JSON lines, a folder, a zip or a volume"
            )

    def __iter__(self) -> Iterator[Witness]:
        """Yield documents in the archive's order."""
        self.left_out = []
        if self.path.is_file() and self.path.name.casefold().endswith(_LINES):
            return self._lines()
        return witnesses([self.path], self.left_out.append)

    def _lines(self) -> Iterator[Witness]:
        seen: set[str] = set()
        for number, line in self._raw_lines():
            try:
                witness = self._document(line)
                if witness.id in seen:
                    raise CollationError(
                        f"the id '{shown(witness.id[:80])}' stands above already",
                        mend="give it an id of its own",
                    )
            except CollationError as error:
                self._leave(number, error.message, error.mend)
                continue
            seen.add(witness.id)
            yield witness

    def _raw_lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield lines that are not blank with their numbers; too long ones are never held."""
        number = 1
        try:
            with self._opened() as stream:
                while line := stream.readline(LONGEST + 1):
                    if len(line) > LONGEST and not line.endswith(b"\n"):
                        size = len(line) + _skip_line(stream)
                        self._leave(
                            number,
                            f"the document has {size / 1e6:.0f} MB, more than {LONGEST / 1e6:.0f}",
                            "split it",
                        )
                    elif line.strip():
                        yield number, line
                    number += 1
        except (OSError, EOFError, zlib.error):
            self._leave(number, "the file breaks off here", "pack or copy it again")

    def _opened(self) -> BinaryIO:
        if self.path.suffix.casefold() == ".gz":
            return cast("BinaryIO", gzip.open(self.path, "rb"))
        return self.path.open("rb")

    def _leave(self, number: int, why: str, mend: str = "") -> None:
        self.left_out.append(LeftOut(f"{shown(self.path.name)}, line {number}", why, mend))

    def _document(self, line: bytes) -> Witness:
        said = _object(line)
        name, text = said.get("id"), said.get("text")
        if not isinstance(name, str) or not name.strip():
            raise CollationError("it has no id, or one that is no text", mend='write "id": "..."')
        if not isinstance(text, str) or not text.strip():
            raise CollationError(
                f"the text of '{shown(name[:80])}' is " + ("empty" if isinstance(text, str) else "no text")
            )
        if _LONE.search(text) or _LONE.search(name):
            raise CollationError(
                f"'{shown(name[:80])}' holds half a character (a lone surrogate)", mend="write it in UTF-8"
            )
        return Witness(
            name,
            text,
            zones_of(text),
            date=_word(said, "date"),
            title=_word(said, "title"),
            collection=_word(said, "collection") or _word(said, "series"),
            url=_word(said, "url"),
            file=shown(self.path.name),
        )


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line.rstrip(b"\r\n").decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CollationError(
            f"byte {error.start} of the line (0x{line[error.start]:02x}) is no UTF-8", mend="save it as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise CollationError(
            f"it is no JSON: {error.msg}, column {error.colno}", mend="write one object a line"
        ) from error
    except (ValueError, RecursionError) as error:
        raise CollationError("it is no JSON that can be read", mend="write one object a line") from error
    if not isinstance(said, dict):
        raise CollationError("it is no object", mend='write {"id": ..., "text": ...}')
    return said


def _word(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else ""


def _skip_line(stream: BinaryIO) -> int:
    """Pass over the rest of a line; return its length in bytes."""
    passed = 0
    while chunk := stream.readline(_CHUNK):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed
