"""Observations as figures: the leaves of every derivation, and their recipes."""

from __future__ import annotations

from burdenshare.errors import FigureError
from burdenshare.figures import Cell, Figure, Recipe, seal
from burdenshare.record.model import Observation
from burdenshare.record.record import Record
from burdenshare.terms import INDICATORS, find_indicator, find_row, name_of
from burdenshare.terms.allies import AGGREGATES

PRINTED_AS_STORED = 12
"""Decimals shown at most of a stored value that has more than the publisher prints."""


def cell_of(record: Record, o: Observation) -> Cell:
    """Return where an observation stands, with the notes that qualify it."""
    edition = record.edition(o.edition)
    return Cell(
        edition=o.edition,
        title=edition.title,
        published=edition.published,
        origin=o.origin,
        ally=o.ally,
        year=o.year,
        indicator=o.indicator,
        status=o.status,
        raw=o.raw,
        sheet=o.sheet,
        cell=o.cell,
        line=o.line,
        url=o.url,
        notes=tuple((n, edition.notes.get(n, "")) for n in o.notes),
    )


def unit_of(o: Observation) -> str:
    """Return the full unit of an observation: money names its currency."""
    unit = INDICATORS[o.indicator].unit
    return f"{unit} {o.currency}" if unit == "million" and o.currency else unit


def leaf(record: Record, o: Observation, recipe: str) -> Figure:
    """Return an observation with a value as a figure.

    Raises
    ------
    FigureError : the observation holds no value
    """
    if o.value is None:
        raise FigureError(
            f"{name_of(o.ally)} {o.year} has no value in {o.edition}",
            mend="unknown stays unknown; see `burdenshare show`",
        )
    indicator = INDICATORS[o.indicator]
    decimals = indicator.decimals if o.decimals is None else o.decimals
    half = o.half_width
    return seal(
        recipe,
        f"{name_of(o.ally)}, {o.year}: {indicator.title[0].lower()}{indicator.title[1:]}",
        o.value,
        unit_of(o),
        max(decimals, _stored(o)),
        cell_of(record, o),
        ally="" if o.ally in AGGREGATES else o.ally,
        low=o.value - half if half else None,
        high=o.value + half if half else None,
    )


def _stored(o: Observation) -> int:
    """Percent shown with two decimals even where the page drops trailing zeros."""
    return min(INDICATORS[o.indicator].decimals, 1) if o.decimals == 0 else 0


def pin_of(edition: str) -> str:
    """Return the part of an edition's id that pins a cell.

    >>> pin_of("nato/2024-06-17.r2")
    '2024-06-17.r2'
    """
    return edition.partition("/")[2]


def cell_figure(record: Record, o: Observation) -> Figure:
    """Return an observation as a figure pinned to its edition."""
    publisher = o.edition.partition("/")[0]
    recipe = f"cell.{publisher}.{o.indicator}.{o.ally}.{o.year}@{pin_of(o.edition)}"
    return leaf(record, o, recipe)


def evaluate_cell(record: Record, recipe: Recipe) -> Figure:
    """Evaluate `cell.<publisher>.<indicator>.<ally>.<year>@<edition date>`."""
    publisher, indicator, ally, year = _four(recipe)
    view = record.only(f"{publisher}/{recipe.pin}")
    o = view.latest(indicator, ally, year)
    if o is None:
        raise FigureError(f"{view.newest.id} has no such cell", where=recipe.text)
    return cell_figure(record, o)


def value_figure(record: Record, o: Observation, as_of: str) -> Figure:
    """Return an observation as a figure pinned to the day on which it was looked up."""
    publisher = o.edition.partition("/")[0]
    return leaf(record, o, f"value.{publisher}.{o.indicator}.{o.ally}.{o.year}@{as_of}")


def evaluate_value(record: Record, recipe: Recipe) -> Figure:
    """Evaluate `value.<publisher>.<indicator>.<ally>.<year>@<as-of date>`."""
    publisher, indicator, ally, year = _four(recipe)
    o = record.as_of(recipe.as_of, source=publisher).latest(indicator, ally, year)
    if o is None:
        raise FigureError(f"as of {recipe.pin} no edition speaks of this cell", where=recipe.text)
    return value_figure(record, o, recipe.pin)


def _four(recipe: Recipe) -> tuple[str, str, str, int]:
    match recipe.args:
        case (publisher, indicator, ally, year) if year.isdigit():
            return publisher, find_indicator(indicator).id, find_row(ally), int(year)
    raise FigureError(
        f"'{recipe.text}' does not read", mend="the form is cell.<publisher>.<indicator>.<ally>.<year>@<date>"
    )


RECIPES = {"cell": evaluate_cell, "value": evaluate_value}
"""Kind to evaluator, for the book of recipes."""
