"""A result as a table for notebooks: each number shows its cell and edition on hover."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from burdenshare.results.columns import Column, Columns, place_of

MOST = 60
"""Rows that a notebook is shown."""


def as_html(rows: Sequence[Any], columns: Columns, provenance: str) -> str:
    """Return the first rows as an HTML table, the provenance below it."""
    head = "".join(f"<th>{escape(c.head)}</th>" for c in columns)
    body = "".join(_row(row, columns) for row in rows[:MOST])
    hidden = len(rows) - MOST
    more = f"{hidden:,} more rows. " if hidden > 0 else ""
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<p>{escape(more + provenance)}</p>"
    )


def as_lines(text: str) -> str:
    """Return an answer that is no table as it is printed."""
    return f"<pre>{escape(text)}</pre>"


def _row(row: Any, columns: tuple[Column, ...]) -> str:
    return f"<tr>{''.join(_cell(row, c) for c in columns)}</tr>"


def _cell(row: Any, column: Column) -> str:
    style = ' style="text-align:right"' if column.right else ""
    return f"<td{_hover(row, column)}{style}>{escape(column.read(row).strip())}</td>"


def _hover(row: Any, column: Column) -> str:
    name = _field(row, column.figure)
    if not name:
        return ""
    own = column.figure.removesuffix("figure")
    edition = _field(row, f"{own}edition") or _field(row, "edition") or _field(row, "vintage")
    place = _field(row, f"{own}cell") if own else place_of(row)
    return f' title="{escape(", ".join(str(p) for p in (edition, place, name) if p), quote=True)}"'


def _field(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)
