"""Sentences to quote: a figure with its edition and cell."""

from __future__ import annotations

from burdenshare.figures import Cell, Declared, Figure, Operation, RuleLevel, where
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


def short_note(figure: Figure) -> str:
    """Return a printed note: where the value stands, in as few words as will do.

    A transcription names the page's host; the whole address is in the HTML and in `figures.csv`.
    """
    cells = figure.cells()
    if len(cells) > 4:  # noqa: PLR2004
        return f"{figure.label}: computed from {len(cells)} cells, listed in figures.csv."
    sources = "; ".join(dict.fromkeys(_short_source(c) for c in cells)) or _rule(figure)
    how = figure.derivation.formula if isinstance(figure.derivation, Operation) else ""
    return f"{how + ': ' if how else ''}{sources}."


def _short_source(cell: Cell) -> str:
    publisher = cell.edition.partition("/")[0].upper()
    e = ", estimate" if cell.status == "estimated" else ""
    text = f"{publisher}, edition of {long_date(cell.published)}, {cell.year}{e}, "
    if cell.cell:
        return f"{text}{where(cell)}"
    if cell.url:
        host = cell.url.partition("://")[2].partition("/")[0].removeprefix("www.")
        return f"{text}as reported by {host} (printed {cell.raw})"
    return f"{text}line {cell.line} of an extract (raw {cell.raw[:8]})"


def _rule(figure: Figure) -> str:
    leaf = figure.derivation
    if isinstance(leaf, RuleLevel):
        return f"{leaf.source}, paragraph {leaf.paragraph}" if leaf.paragraph else leaf.source
    if isinstance(leaf, Declared):
        return f"{leaf.by}, {long_date(leaf.declared)}; {leaf.source}"
    return figure.label
