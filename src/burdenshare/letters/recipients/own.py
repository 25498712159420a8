"""The user's `recipients.csv`: it goes before the built-in list, field by field."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from burdenshare.errors import BurdenshareError, LetterError
from burdenshare.terms import find_ally

COLUMNS = ("ally", "name", "gender", "office", "salutation", "language", "email", "address", "copies")
NEEDED = COLUMNS[:6]
LANGUAGES = ("", "en", "fr", "de")
GENDERS = ("", "m", "f")
LONGEST = 300
"""Characters of a field at most."""


@dataclass(frozen=True, slots=True)
class OwnRecipients:
    """Ally to what the user set of its recipient."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def none(cls) -> OwnRecipients:
        """Return no settings."""
        return cls()

    @classmethod
    def read(cls, path: Path) -> OwnRecipients:
        """Read the user's file; a missing one sets nothing.

        Raises
        ------
        LetterError : a row does not read; it is named with its line
        """
        if not path.is_file():
            return cls()
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise LetterError(
                f"the file does not read ({error})", where=str(path), mend="save it as CSV in UTF-8"
            ) from error
        return cls(_rows(text, path))

    def of(self, ally: str) -> Mapping[str, str]:
        """Return the fields set for an ally."""
        return self.rows.get(ally, {})

    def language_of(self, ally: str, otherwise: str) -> str:
        """Return the language of the letter to an ally."""
        return self.of(ally).get("language") or otherwise


def _rows(text: str, path: Path) -> dict[str, Mapping[str, str]]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    names = tuple(reader.fieldnames or ())
    if not set(NEEDED) <= set(names) or not set(names) <= set(COLUMNS):
        raise LetterError(
            "the columns are not those of recipients", where=str(path), mend=f"write: {','.join(COLUMNS)}"
        )
    found: dict[str, Mapping[str, str]] = {}
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        ally, fields = _row(row, where)
        if ally in found:
            raise LetterError(f"{ally} has two rows", where=where, mend="keep one")
        found[ally] = fields
    return found


def _row(row: Mapping[str, str], where: str) -> tuple[str, Mapping[str, str]]:
    if None in row or any(v is None for v in row.values()):
        raise LetterError(
            "the row has too few or too many fields", where=where, mend="quote a field that holds a comma"
        )
    fields = {k: v.strip() for k, v in row.items() if v.strip()}
    for name, value in fields.items():
        if len(value) > LONGEST or any(not c.isprintable() and c not in "\u200d\u200c" for c in value):
            raise LetterError(
                f"'{name}' is too long or holds a control character",
                where=where,
                mend="write it in one line of plain characters",
            )
    _one_of(fields, "gender", GENDERS, where)
    _one_of(fields, "language", LANGUAGES, where)
    try:
        return find_ally(fields.get("ally", "")).code, fields
    except BurdenshareError as error:
        raise LetterError(error.message, where=where, mend=error.mend) from error


def _one_of(fields: Mapping[str, str], name: str, known: tuple[str, ...], where: str) -> None:
    if fields.get(name, "") not in known:
        raise LetterError(
            f"'{fields[name]}' is no {name}",
            where=where,
            mend=f"one of {', '.join(k for k in known if k)}, or nothing",
        )
