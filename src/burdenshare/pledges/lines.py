"""Where a key stands in a TOML file: the parser says it of bad syntax only, we of bad sense too."""

from __future__ import annotations

import re

_TABLES = re.compile(r"\s*\[\[\s*([\w.\-]+)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([\w.\-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([\w\-]+)["']?\s*=""")
_LONG = ('"""', "'''")


def lines_of(text: str) -> dict[str, int]:
    """Return each table and key of a TOML text with the line it stands in, counted from 1.

    >>> lines_of("id = 1 | [[clause]] | level = 2 | [[clause.reading]]".replace(" | ", chr(10)))
    {'id': 1, 'clause.0': 2, 'clause.0.level': 3, 'clause.0.reading.0': 4}
    """
    at: dict[str, int] = {}
    counted: dict[str, int] = {}
    table, quote = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if quote in line else quote
            continue
        table, key = _read(line, table, counted)
        at.setdefault(key or table, number)
        quote = next((q for q in _LONG if line.count(q) % 2), "")
    at.pop("", None)
    return at


def _read(line: str, table: str, counted: dict[str, int]) -> tuple[str, str]:
    """Return the table that a line is in, and the key it gives, if any."""
    if many := _TABLES.match(line):
        path = _within(many[1], counted)
        counted[path] = counted.get(path, -1) + 1
        return f"{path}.{counted[path]}", ""
    if one := _TABLE.match(line):
        return _within(one[1], counted), ""
    if key := _KEY.match(line):
        return table, f"{table}.{key[1]}".removeprefix(".")
    return table, ""


def _within(name: str, counted: dict[str, int]) -> str:
    """Return a table's path, with the number of each of the listed tables above it."""
    path = ""
    for part in name.split("."):
        above = f"{path}.{counted[path]}" if path in counted else path
        path = f"{above}.{part}".removeprefix(".")
    return path


def line_of(lines: dict[str, int], key: str) -> int:
    """Return the line of a key, or else of the nearest table around it; 1 where there is none."""
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key, 1)
