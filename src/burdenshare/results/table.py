"""Text tables: as wide as the terminal, wrapped where they must, never cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from burdenshare.results.columns import Column, Columns

LEAST = 24
"""Characters that a column which wraps has at least."""


def table(rows: Sequence[Any], columns: Columns, width: int | None) -> list[str]:
    """Return rows as lines.

    Parameters
    ----------
    width : of the terminal; None leaves every row on one line
    """
    cells = [[c.read(row) for c in columns] for row in rows]
    heads = [c.head for c in columns]
    widths = [max([len(h), *(len(row[k]) for row in cells)]) for k, h in enumerate(heads)]
    if width is not None:
        widths = _narrowed(widths, columns, width)
    lines = [line for row in [heads, *cells] for line in _lines(row, widths, columns)]
    return lines if columns else []


def _narrowed(widths: list[int], columns: Columns, width: int) -> list[int]:
    """Share among the columns that wrap what the others leave."""
    wrapping = [k for k, c in enumerate(columns) if c.wraps]
    left = width - 2 * (len(columns) - 1) - sum(w for k, w in enumerate(widths) if k not in wrapping)
    for n, k in enumerate(wrapping):
        widths[k] = min(widths[k], max(LEAST, left // (len(wrapping) - n)))
        left -= widths[k]
    return widths


def _lines(row: list[str], widths: list[int], columns: Columns) -> Iterator[str]:
    parts = [_wrapped(text, widths[k], columns[k]) for k, text in enumerate(row)]
    for k, line in enumerate(zip_longest(*parts, fillvalue="")):
        padded = [
            text.rjust(w) if c.right else (f"  {text}" if k and c.wraps else text).ljust(w)
            for text, w, c in zip(line, widths, columns, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def _wrapped(text: str, width: int, column: Column) -> list[str]:
    if not column.wraps or len(text) <= width:
        return [text]
    first, *rest = textwrap.wrap(text, width)
    return [first, *textwrap.wrap(" ".join(rest), width - 2)]


def prose(text: str, width: int | None, indent: str = "") -> str:
    """Return a sentence in lines of the width; on one line where there is none."""
    if width is None:
        return text
    lines = textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)
