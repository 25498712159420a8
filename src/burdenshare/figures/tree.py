"""A figure's derivation as a plain structure, for JSON, pages and `trace`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from burdenshare.figures.model import Cell, Declared, Derivation, Figure, Operation, RuleLevel


def number(value: Decimal | None) -> int | float | None:
    """Return a JSON number that reads back to the same decimal, or None."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and value.is_finite() else float(value)


def tree(figure: Figure) -> dict[str, Any]:
    """Return the figure with its whole derivation, down to the cells."""
    return {
        "figure": figure.id,
        "label": figure.label,
        "ally": figure.ally or None,
        "value": number(figure.value),
        "exact": format(figure.value, "f"),
        "unit": figure.unit,
        "decimals": figure.decimals,
        "low": number(figure.low),
        "high": number(figure.high),
        "estimate": figure.is_estimate,
        **_derivation(figure.derivation),
    }


def _derivation(derivation: Derivation) -> dict[str, Any]:
    match derivation:
        case Operation():
            return {
                "operation": derivation.name,
                "formula": derivation.formula,
                "inputs": [tree(f) for f in derivation.inputs],
            }
        case Cell():
            return {"source": _cell(derivation)}
        case RuleLevel():
            return {
                "source": {
                    "pledge": derivation.pledge,
                    "clause": derivation.clause,
                    "agreed": derivation.agreed.isoformat(),
                    "title": derivation.source,
                    "paragraph": derivation.paragraph,
                    "url": derivation.url,
                }
            }
        case Declared():
            return {
                "source": {
                    "plan": derivation.plan,
                    "ally": derivation.ally,
                    "declared": derivation.declared.isoformat(),
                    "by": derivation.by,
                    "title": derivation.source,
                    "url": derivation.url,
                }
            }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "edition": cell.edition,
        "title": cell.title,
        "published": cell.published.isoformat(),
        "origin": cell.origin,
        "ally": cell.ally,
        "year": cell.year,
        "indicator": cell.indicator,
        "status": cell.status,
        "sheet": cell.sheet or None,
        "cell": cell.cell or None,
        "raw": cell.raw,
        "line": cell.line,
        "url": cell.url or None,
        "notes": [{"id": i, "text": t} for i, t in cell.notes],
    }


def where(cell: Cell) -> str:
    """Say in a few words where a cell stands.

    >>> from datetime import date
    >>> where(Cell("nato/2024-06-17", "", date(2024, 6, 17), "original", "DEU", 2024,
    ...            "share_of_gdp", "estimated", "2.1", sheet="TABLE3", cell="N22"))
    'TABLE3!N22'
    """
    if cell.cell:
        return f"{cell.sheet}!{cell.cell}" if cell.sheet else cell.cell
    return f"line {cell.line} of our transcription" if cell.line else "the edition's table"
