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


def _row(row: Any, columns: tuple[Column, ...]) -> str:
    return f"<tr>{''.join(_cell(row, c) for c in columns)}</tr>"


def _cell(row: Any, column: Column) -> str:
    style = ' style="text-align:right"' if column.right else ""
    return f"<td{_hover(row, column)}{style}>{escape(column.read(row).strip())}</td>"


def _hover(row: Any, column: Column) -> str:
    name = getattr(row, column.figure, None) if column.figure else None
    if not name:
        return ""
    parts = [str(getattr(row, "edition", None) or ""), place_of(row), str(name)]
    return f' title="{escape(", ".join(p for p in parts if p), quote=True)}"'
