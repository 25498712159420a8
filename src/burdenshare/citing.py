"""Sentences to quote: a figure with its edition and cell."""

from __future__ import annotations

from burdenshare.figures import Cell, Figure, Operation, where
from burdenshare.terms import long_date


def shown(figure: Figure) -> str:
    """Return the value as text, with sign where it is a gap, and its unit in short.

    Decimals below zero round to tens and more.
    """
    value = round(figure.value, figure.decimals)
    text = format(value, "f") if figure.decimals > 0 else f"{int(value):,}"
    text = text.replace("-", "−")
    units = {"percent": " %", "points": " points", "allies": ""}
    return text + units.get(figure.unit, f" {figure.unit}")


def source_of(cell: Cell) -> str:
    """Return edition and place of a cell in words."""
    publisher = cell.edition.partition("/")[0].upper()
    text = f"{publisher}, edition of {long_date(cell.published)}, {where(cell)}"
    if cell.origin == "transcribed":
        return f"{text}, as reported at {cell.url}" if cell.url else text
    return text if cell.origin == "original" else f"{text} ({cell.origin})"


def citation(figure: Figure) -> str:
    """Return one sentence: what, value, whence."""
    sources = "; ".join(dict.fromkeys(source_of(c) for c in figure.cells()))
    estimate = " (estimate)" if figure.is_estimate else ""
    how = f" [{figure.derivation.formula}]" if isinstance(figure.derivation, Operation) else ""
    tail = f"; {sources}" if sources else ""
    return f"{figure.label}: {shown(figure)}{estimate}{how}{tail}. Figure {figure.id}."
