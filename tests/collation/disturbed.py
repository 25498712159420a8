"""Sets of letters, disturbed: other countries, longer and shorter values, eight letters of many."""

from __future__ import annotations

import random
import tomllib
from collections import Counter, defaultdict
from dataclasses import replace

from lettersets.make import HERE, Gold, GoldLetter, LetterSet, _rows, _Writer, load

FEW = 8
"""Letters that are left."""

COUNTRIES = (
    "Austria",
    "Brazil",
    "Chile",
    "Cyprus",
    "Egypt",
    "India",
    "Ireland",
    "Japan",
    "Jordan",
    "Kenya",
    "Malta",
    "Mexico",
    "Morocco",
    "Nepal",
    "New Zealand",
    "Nigeria",
    "Peru",
    "Senegal",
    "Serbia",
    "Singapore",
    "South Korea",
    "Sri Lanka",
    "Switzerland",
    "Tanzania",
    "Thailand",
    "Tunisia",
    "Uganda",
    "Ukraine",
    "Uruguay",
    "Vietnam",
    "Yemen",
    "Zambia",
)
ALLIES = ("country", "land", "pays")


def disturbed(name: str, seed: int) -> LetterSet:
    """Return eight letters of a set, their allies renamed and their values of other lengths.

    What only one of the eight has is its own, whatever it was among all; what only two have, or
    more reword than keep, has no template that could be known, and is left out of the truth.
    """
    chance = random.Random(f"{name}{seed}")  # noqa: S311
    data = tomllib.loads((HERE / f"{name.lower()}.toml").read_text(encoding="utf-8"))
    rows = _rows(data["table"])
    _renamed(rows, chance)
    _stretched(rows, chance)
    kept = sorted(chance.sample(sorted(rows), min(FEW, len(rows))))
    letters = [_Writer(data, who, rows[who]).letter() for who in kept]
    whole = load(name)
    return replace(whole, letters=tuple(_judged(letters)))


def _renamed(rows: dict[str, dict[str, str]], chance: random.Random) -> None:
    """Give every letter a country that is no ally."""
    new = dict(zip(rows, chance.sample(COUNTRIES, len(rows)), strict=True))
    for who, values in rows.items():
        for column in values:
            if column.removesuffix("_cap") in ALLIES:
                values[column] = new[who]


def _stretched(rows: dict[str, dict[str, str]], chance: random.Random) -> None:
    """Make some values of plain words longer by one of another letter, some shorter."""
    columns = {c for values in rows.values() for c in values}
    said = {c: [v[c] for v in rows.values() if c in v] for c in sorted(columns)}
    for column, values in said.items():
        if any(any(x.isdigit() for x in v) for v in values) or not any(" " in v for v in values):
            continue
        if len(set(values)) < len(values) or column in {"leader", "name"}:
            continue
        for who in sorted(rows):
            if column not in rows[who] or len(rows[who][column].split()) < 2:
                continue
            lot = chance.random()
            if lot < 0.25:
                rows[who][column] += ", " + chance.choice(values)
            elif lot < 0.5:
                rows[who][column] = rows[who][column].rpartition(" ")[0]


def _judged(letters: list[GoldLetter]) -> list[GoldLetter]:
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for x in letters:
        kinds = {s.sentence: s.kind == "variant" for s in x.spans if s.sentence}
        for sentence, reworded in kinds.items():
            held[sentence]["reworded" if reworded else "kept"] += 1
    found = []
    for x in letters:
        spans = [y for s in x.spans if (y := _now(s, held))]
        found.append(replace(x, spans=tuple(spans)))
    return found


def _now(span: Gold, held: dict[str, Counter[str]]) -> Gold | None:
    """What a stretch is among the letters that are left."""
    if not span.sentence:
        return span
    count = held[span.sentence]
    if count.total() == 1:
        return replace(span, kind="tailored", slot="", value="")
    return span if count["kept"] >= 3 and count["kept"] > count["reworded"] else None
