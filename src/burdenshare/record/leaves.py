"""Observations as figures: the leaves of every derivation."""

from __future__ import annotations

from burdenshare.errors import FigureError
from burdenshare.figures import Cell, Figure, Kind, Recipe, seal
from burdenshare.figures.recipes import INDICATOR, PUBLISHER, ROW, YEAR
from burdenshare.record.model import Observation
from burdenshare.record.record import Record
from burdenshare.terms import INDICATORS, name_of
from burdenshare.terms.allies import AGGREGATES


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


def leaf(record: Record, o: Observation, recipe: Recipe) -> Figure:
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
    title = indicator.title
    in_sentence = title if title[1].isupper() else title[0].lower() + title[1:]
    return seal(
        recipe,
        f"{name_of(o.ally)}, {o.year}: {in_sentence}",
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


def cell_figure(record: Record, o: Observation) -> Figure:
    """Return an observation as a figure pinned to its edition."""
    return leaf(record, o, _recipe(CELL, o, o.pin))


def value_figure(record: Record, o: Observation, as_of: str) -> Figure:
    """Return an observation as a figure pinned to the day on which it was looked up."""
    return leaf(record, o, _recipe(VALUE, o, as_of))


def _recipe(kind: Kind, o: Observation, pin: str) -> Recipe:
    return kind.recipe(pin, publisher=o.publisher, indicator=o.indicator, ally=o.ally, year=o.year)


def cell_id(o: Observation) -> str:
    """Return the id of an observation's cell without its check, for tables of very many."""
    return _recipe(CELL, o, o.pin).text


def _evaluate_cell(record: Record, recipe: Recipe) -> Figure:
    view = record.only(f"{recipe['publisher']}/{recipe.pin}")
    o = view.latest(recipe["indicator"], recipe["ally"], recipe.year)
    if o is None:
        raise FigureError(f"{view.newest.id} has no such cell", where=recipe.text)
    return cell_figure(record, o)


def _evaluate_value(record: Record, recipe: Recipe) -> Figure:
    view = record.as_of(recipe.as_of, source=recipe["publisher"])
    o = view.latest(recipe["indicator"], recipe["ally"], recipe.year)
    if o is None:
        raise FigureError(f"as of {recipe.pin} no edition speaks of this cell", where=recipe.text)
    return value_figure(record, o, recipe.pin)


CELL = Kind("cell", "a cell of one edition", (PUBLISHER, INDICATOR, ROW, YEAR), _evaluate_cell, pin="edition")
VALUE = Kind(
    "value",
    "a cell as the newest edition of a day has it",
    (PUBLISHER, INDICATOR, ROW, YEAR),
    _evaluate_value,
)
KINDS = (CELL, VALUE)
"""Kinds of figures that are single cells."""
