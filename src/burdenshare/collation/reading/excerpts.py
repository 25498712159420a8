"""Excerpts of letters as newspapers print them: a table, a row an attestation."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from burdenshare.collation.model import LeftOut
from burdenshare.collation.reading.files import LARGEST, shown
from burdenshare.collation.reading.plain import decoded
from burdenshare.errors import CollationError, nearest

REQUIRED = ("excerpt_id", "letter_date", "recipient_iso3", "excerpt", "language", "translation", "source")
OPTIONAL = ("recipient_name", "recipient_office", "passage_slot", "source_url", "source_date", "note")
MODES = {"no": "quoted", "yes": "translated", "paraphrase-only": "paraphrased", "receipt-only": "receipt"}
"""Words of the column `translation` to what an attestation is."""
_HALF = len(REQUIRED) // 2


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What one outlet says of one letter.

    Parameters
    ----------
    recipient : ISO 3166-1 alpha-3, or `*` for a wording said of several letters
    text : empty where the outlet only reports the receipt, or paraphrases
    language : of the text
    mode : `quoted`, `translated`, `paraphrased` or `receipt`
    slot : the place in the letter, in the table's own words
    """

    id: str
    date: str
    recipient: str
    name: str
    office: str
    text: str
    language: str
    mode: str
    slot: str
    outlet: str
    url: str
    source_date: str
    note: str


@dataclass(frozen=True, slots=True)
class Excerpts:
    """A table of excerpts, and the rows it goes on without."""

    excerpts: tuple[Excerpt, ...]
    left_out: tuple[LeftOut, ...] = ()


def is_excerpts(path: Path) -> bool:
    """Whether a file is a table with most of the columns of excerpts."""
    if path.suffix.casefold() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(10_000)
    line = head.splitlines()[0].decode("utf-8-sig", "replace") if head.splitlines() else ""
    try:
        columns = {c.strip() for c in next(csv.reader([line]), [])}
    except csv.Error:
        return False
    return len(columns & set(REQUIRED)) > _HALF


def read_excerpts(path: Path) -> Excerpts:
    """Read a table of excerpts; its columns may stand in any order, others are passed over.

    Raises
    ------
    CollationError : the file does not read, or lacks a column
    """
    rows = _rows(path)
    if not rows:
        raise CollationError(
            "the table is empty", where=shown(str(path)), mend=f"give it the columns {', '.join(REQUIRED)}"
        )
    columns = [c.strip() for c in rows[0][1]]
    _check(columns, path)
    found: dict[str, Excerpt] = {}
    left_out = []
    for line, row in rows[1:]:
        said = dict(zip(columns, row, strict=False))
        excerpt = _excerpt(said)
        if why := _fault(excerpt, said, found, len(row) - len(columns)):
            left_out.append(LeftOut(f"{shown(path.name)}, line {line}", *why))
        else:
            found[excerpt.id] = excerpt
    return Excerpts(tuple(found.values()), tuple(left_out))


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return rows that are not blank, with the lines in which they end."""
    where = shown(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise CollationError(
                "the table is too large for excerpts", where=where, mend="name a table of excerpts"
            )
        data = path.read_bytes()
    except OSError as error:
        raise CollationError(
            f"the table does not open ({error.strerror})", where=where, mend="name a table of excerpts"
        ) from error
    reader = csv.reader(io.StringIO(decoded(data, where), newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(c.strip() for c in row)]
    except csv.Error as error:
        raise CollationError(
            f"line {reader.line_num} of the table does not read ({error})",
            where=where,
            mend="save it as CSV in UTF-8",
        ) from error


def _check(columns: Sequence[str], path: Path) -> None:
    for name in REQUIRED:
        if columns.count(name) > 1:
            raise CollationError(
                f"the column '{name}' stands twice", where=shown(str(path)), mend="keep one of them"
            )
        if name not in columns:
            free = [c for c in columns if c not in REQUIRED + OPTIONAL]
            near = nearest(name, free)
            raise CollationError(
                f"the table has no column '{name}'",
                where=shown(str(path)),
                mend=f"rename '{near}' to '{name}'" if near else f"add a column '{name}'",
            )


def _excerpt(said: dict[str, str]) -> Excerpt:
    cell = {name: said.get(name, "").strip() for name in REQUIRED + OPTIONAL}
    mode = MODES.get(cell["translation"], cell["translation"])
    return Excerpt(
        cell["excerpt_id"],
        cell["letter_date"],
        cell["recipient_iso3"],
        cell["recipient_name"],
        cell["recipient_office"],
        cell["excerpt"],
        cell["language"],
        mode,
        cell["passage_slot"],
        cell["source"],
        cell["source_url"],
        cell["source_date"],
        cell["note"],
    )


def _fault(
    excerpt: Excerpt, said: dict[str, str], found: dict[str, Excerpt], extra: int
) -> tuple[str, str] | None:
    """Return why a row is left out, and how to mend it."""
    if extra > 0:
        return f"it has {extra} cells more than the table has columns", "put the excerpt in quotes"
    if said.get("translation", "").strip() not in MODES:
        return (
            f"'{shown(said.get('translation', '')[:40])}' is no kind of translation",
            f"write one of {', '.join(MODES)}",
        )
    if not excerpt.id or not excerpt.recipient:
        return "it names no excerpt_id or no recipient", "fill in both; * stands for several"
    if excerpt.id in found:
        return f"the excerpt_id '{shown(excerpt.id[:40])}' stands above already", "give it its own"
    if not excerpt.text and excerpt.mode in {"quoted", "translated"}:
        return "the excerpt is empty", "fill it in, or write receipt-only"
    return None
