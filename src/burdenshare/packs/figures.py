"""Every figure of a pack: as a table, as full derivations, and as sections of the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from burdenshare.cells import safe
from burdenshare.document import plain
from burdenshare.document.notes import citation, shown
from burdenshare.figures import Cell, Figure, Operation, tree, where

COLUMNS = (
    "figure",
    "label",
    "ally",
    "value",
    "unit",
    "shown",
    "low",
    "high",
    "estimate",
    "operation",
    "editions",
    "cells",
    "raw",
    "urls",
)


class Book:
    """Collects figures as they are printed, with everything they rest on."""

    def __init__(self) -> None:
        self._found: dict[str, Figure] = {}

    def add(self, figure: Figure) -> Figure:
        """Keep a figure and its inputs; returns it."""
        if figure.id not in self._found:
            self._found[figure.id] = figure
            if isinstance(figure.derivation, Operation):
                for part in figure.derivation.inputs:
                    self.add(part)
        return figure

    def add_all(self, figures: Iterable[Figure | None]) -> None:
        """Keep several figures, leaving out the unknown ones."""
        for figure in figures:
            if figure is not None:
                self.add(figure)

    def figures(self) -> list[Figure]:
        """Return the figures kept, by id."""
        return [self._found[k] for k in sorted(self._found)]


def table_csv(figures: Iterable[Figure]) -> str:
    """Return one line per figure with its provenance."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in _row(f)] for f in figures)
    return out.getvalue()


def _row(f: Figure) -> list[str]:
    cells = f.cells()
    operation = f.derivation.formula if isinstance(f.derivation, Operation) else ""
    return [
        f.id,
        f.label,
        f.ally,
        format(f.value, "f"),
        f.unit,
        shown(f),
        "" if f.low is None else format(f.low, "f"),
        "" if f.high is None else format(f.high, "f"),
        "yes" if f.is_estimate else "no",
        operation,
        " ".join(f.editions()),
        " | ".join(f"{c.edition} {where(c)}" for c in cells),
        " | ".join(c.raw for c in cells),
        " ".join(dict.fromkeys(c.url for c in cells if c.url)),
    ]


def table_json(figures: Iterable[Figure], as_of: date) -> str:
    """Return every figure with its full derivation, by id."""
    content = {"as_of": as_of.isoformat(), "figures": {f.id: tree(f) for f in figures}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _inputs(figure: Figure) -> list[dict[str, str]]:
    if not isinstance(figure.derivation, Operation):
        return []
    return [{"id": i.id, "text": f"{i.label}: {shown(i)}"} for i in figure.derivation.inputs]


def _bound(figure: Figure, value: Decimal | None) -> str:
    """Write a bound with one digit more than the figure itself."""
    return "" if value is None else plain(value, figure.decimals + 1)


def drawers(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """Return what the page shows of each figure when it is opened."""
    return [
        {
            "id": f.id,
            "label": f.label,
            "shown": shown(f),
            "exact": format(f.value, "f"),
            "unit": f.unit,
            "estimate": f.is_estimate,
            "citation": citation(f),
            "low": _bound(f, f.low),
            "high": _bound(f, f.high),
            "formula": f.derivation.formula if isinstance(f.derivation, Operation) else "",
            "inputs": _inputs(f),
            "cell": f.derivation if isinstance(f.derivation, Cell) else None,
            "place": where(f.derivation) if isinstance(f.derivation, Cell) else "",
            "rule": None if isinstance(f.derivation, (Cell, Operation)) else f.derivation,
        }
        for f in figures
    ]
