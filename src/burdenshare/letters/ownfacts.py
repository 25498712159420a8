"""The user's own facts: `contributions.csv`, each row with its source."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from burdenshare.errors import BurdenshareError, FigureError, LetterError
from burdenshare.figures import Declared, Figure, Kind, Recipe, seal
from burdenshare.figures.recipes import ALLY, NAME
from burdenshare.letters.facts.model import OwnFact
from burdenshare.terms import find_ally, parse_date

COLUMNS = ("ally", "fact", "known_on", "value", "unit", "en", "fr", "de", "source", "url")
LONGEST = 600
"""Characters of a sentence at most."""


def read_own_facts(path: Path) -> tuple[OwnFact, ...]:
    """Read the user's facts; a missing file has none.

    Raises
    ------
    LetterError : a row does not read; it is named with its line
    """
    if not path.is_file():
        return ()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LetterError(
            f"the file does not read ({error})", where=str(path), mend="save it as CSV in UTF-8"
        ) from error
    reader = csv.DictReader(text.splitlines(keepends=True))
    _check_head(reader.fieldnames or (), path)
    return tuple(_own(row, f"{path}, line {reader.line_num}") for row in reader)


def _check_head(names: object, path: Path) -> None:
    if tuple(names) != COLUMNS:  # type: ignore[arg-type]
        raise LetterError(
            "the columns are not those of contributions", where=str(path), mend=f"write: {','.join(COLUMNS)}"
        )


def _own(row: Mapping[str, str], where: str) -> OwnFact:
    if any(v is None for v in row.values()) or None in row:
        raise LetterError(
            "the row has too few or too many fields", where=where, mend="quote a field that holds a comma"
        )
    name = row["fact"].strip() or "contribution"
    if not re.fullmatch(r"[a-z][a-z_0-9]*", name):
        raise LetterError(f"'{name}' is no name of a fact", where=where, mend="small letters, digits and _")
    if not row["source"].strip():
        raise LetterError("the fact has no source", where=where, mend="say where it can be read")
    texts = {each: _sentence(row[each], where) for each in ("en", "fr", "de")}
    try:
        ally, day = find_ally(row["ally"]).code, parse_date(row["known_on"], where=where)
    except BurdenshareError as error:
        raise LetterError(error.message, where=where, mend=error.mend) from error
    return OwnFact(ally, name, day, texts, _figure(row, ally, day, name, where))


def _sentence(text: str, where: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST or any(not c.isprintable() for c in text):
        raise LetterError(
            "the sentence is too long or holds control characters",
            where=where,
            mend=f"at most {LONGEST} plain characters",
        )
    return text


def _figure(row: Mapping[str, str], ally: str, day: date, name: str, where: str) -> Figure | None:
    raw = row["value"].strip()
    if not raw:
        return None
    try:
        value = Decimal(raw)
        if not value.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise LetterError(
            f"'{raw}' is no number", where=where, mend="digits, with a point for decimals"
        ) from None
    decimals = max(0, -int(value.as_tuple().exponent))
    leaf = Declared(
        f"{ally}-{name}", ally, day, row["source"].strip(), row["source"].strip(), row["url"].strip()
    )
    label = f"{ally}: {name}, as the sender's own source has it"
    recipe = OWN.recipe(day, ally=ally, fact=name)
    return seal(recipe, label, value, row["unit"].strip(), decimals, leaf, ally=ally)


def own_kind(facts: Iterable[OwnFact]) -> Kind:
    """Return the kind of figures that a kit's own facts are."""
    known = {o.figure.id.partition("~")[0]: o.figure for o in facts if o.figure}

    def evaluate(record: object, recipe: Recipe) -> Figure:
        return known.get(recipe.text) or OWN.evaluate(record, recipe)

    return replace(OWN, evaluate=evaluate)


def _unknown(_record: object, recipe: Recipe) -> Figure:
    raise FigureError(
        f"'{recipe.text}' is not in the kit's contributions.csv",
        mend="put the row back, or take the figure out",
    )


OWN = Kind(
    "own", "a figure from the contributions.csv of a kit of letters", (ALLY, NAME.called("fact")), _unknown
)
