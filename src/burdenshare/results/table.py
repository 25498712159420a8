"""Text tables: as wide as the terminal, wrapped where they must, never cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from burdenshare.results.columns import Column, Columns

LEAST = 24
"""Characters that a column which wraps has at least, while others can be narrowed too."""


def table(rows: Sequence[Any], columns: Columns, width: int | None, below: Columns = ()) -> list[str]:
    """Return rows as lines.

    Parameters
    ----------
    width : of the terminal; None leaves every row on one line
    below : cells that stand on lines of their own below a row, each with its heading
    """
    heads = [c.head for c in columns]
    cells = [heads, *([c.read(row) for c in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        _narrow(widths, cells, columns, width)
    lines = list(_lines(heads, widths, columns)) if columns else []
    for row, texts in zip(rows, cells[1:], strict=True):
        lines += _lines(texts, widths, columns)
        lines += [f"    {c.head}: {text}" for c in below if (text := c.read(row))]
    return lines


def _narrow(widths: list[int], cells: list[list[str]], columns: Columns, width: int) -> None:
    """Take what is too much from the widest text, first from those columns that wrap."""
    over = sum(widths) + 2 * (len(columns) - 1) - width
    wraps = {k: LEAST for k, c in enumerate(columns) if c.wraps}
    words = {k: _longest_word(row[k] for row in cells) for k, c in enumerate(columns) if not c.right}
    for floors in (wraps, words):
        while over > 0 and (wide := [k for k in floors if widths[k] > floors[k]]):
            widths[max(wide, key=lambda k: widths[k])] -= 1
            over -= 1


def _longest_word(texts: Iterable[str]) -> int:
    """Return the least width that breaks no word, also where a line is indented."""
    return max((len(word) for text in texts for word in text.split()), default=0) + 2


def _lines(row: list[str], widths: list[int], columns: Columns) -> Iterator[str]:
    parts = [_wrapped(text, widths[k], columns[k]) for k, text in enumerate(row)]
    for line in zip_longest(*parts, fillvalue=""):
        padded = [
            text.rjust(w) if c.right else text.ljust(w)
            for text, w, c in zip(line, widths, columns, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def _wrapped(text: str, width: int, column: Column) -> list[str]:
    return [text] if column.right or len(text) <= width else prose(text, width, "  ").splitlines()


def prose(text: str, width: int | None, indent: str = "") -> str:
    """Return a sentence in lines of the width; on one line where there is none."""
    if width is None:
        return text
    lines = textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)
