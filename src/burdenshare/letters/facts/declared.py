"""Facts that the kit declares by recipe: any figure that can be traced becomes usable by a line.

`growth = "value.imf_weo.gdp_growth.{ally}.{year}@{as_of}"` in `facts.toml` gives the fact `growth`,
the words `growth_edition` (the day its edition appeared) and `growth_year`.
"""

from __future__ import annotations

from burdenshare.errors import BurdenshareError
from burdenshare.figures import Figure
from burdenshare.letters.facts.model import Case, Fact, Issued, quantity, word


def facts(case: Case) -> list[Fact]:
    """Evaluate every declared recipe for the ally; what the record does not hold stays unknown."""
    found: list[Fact] = []
    for name, recipe in case.declared.items():
        figure = _evaluate(case, recipe)
        cell = figure.cells()[0] if figure and figure.cells() else None
        found += [
            quantity(name, figure),
            word(f"{name}_edition", Issued(cell.publisher, cell.published) if cell else None),
            word(f"{name}_year", cell.year if cell else None),
        ]
    return found


def _evaluate(case: Case, recipe: str) -> Figure | None:
    table = case.table
    name = recipe.format(
        ally=case.ally,
        publisher=table.edition.publisher,
        year=table.year,
        last_year=table.year - 1,
        agreed=table.pledge.agreed.year,
        as_of=table.view.day.isoformat(),
    )
    try:
        figure = case.evaluate(name)
    except BurdenshareError:
        return None
    return figure if figure.known_since() <= table.view.day else None
