"""SIPRI's footnotes: symbols and numbers glued together, resolved within their own release."""

from __future__ import annotations

import re
from collections.abc import Iterable

from burdenshare.publishers.workbook import Grid

SYMBOLS = "†‡§¶‖"
_CODE = re.compile(rf"[{SYMBOLS}]|\d+")


def codes(text: str) -> tuple[str, ...]:
    """Split a notes cell into its codes.

    >>> codes("‡§¶16"), codes("1.0"), codes("† ‖")
    (('‡', '§', '¶', '16'), ('1',), ('†', '‖'))
    """
    return tuple(_CODE.findall(re.sub(r"\.0\b", "", text.replace("||", "‖"))))


def texts_of(grids: list[Grid]) -> dict[str, str]:
    """Code to text, from the release's sheet of footnotes."""
    sheet = next((g for g in grids if g.name.strip().casefold().startswith("footnote")), None)
    found: dict[str, str] = {}
    for row in sheet.rows if sheet else ():
        filled = [s.text for s in row if s.text]
        if len(filled) > 1 and _is_code(filled[0]):
            found[codes(filled[0])[0]] = filled[1]
    return found


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(rf"[{SYMBOLS}]|\|\||\d+(?:\.0)?", text))


Numbers = dict[str, dict[str, None]]
"""State or region to the numbers by which the sheets of one release know its footnote, in order."""


def numbers_of(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Numbers:
    """Collect the footnote numbers of every state over all sheets."""
    found: Numbers = {}
    for code, notes in rows:
        for number in filter(str.isdigit, notes):
            found.setdefault(code, {})[number] = None
    return found


def settle(numbers: Numbers, texts: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """State to its footnote's number, where the sheets of a release disagree about it.

    The release of 2018 numbers the footnotes one too low in five of its sheets, from France on.
    The number whose text names the state is right; where none, or more than one does, each sheet
    keeps its own.

    >>> settle({"ISL": {"88": None, "87": None}}, {"87": "figures for France", "88": "Iceland"},
    ...        {"ISL": "Iceland"})
    {'ISL': '88'}
    """
    settled = {}
    for code, found in numbers.items():
        fitting = [n for n in found if _names(texts.get(n, ""), names.get(code, code))]
        if len(found) > 1 and len(fitting) == 1:
            settled[code] = fitting[0]
    return settled


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
