"""Figures by their ids: evaluated again, traced to their cells, cited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from burdenshare import analysis, pledges
from burdenshare.errors import FigureError, PledgeError
from burdenshare.figures import Figure, Recipe, parse_id
from burdenshare.pledges import Clause, Verdict
from burdenshare.record import RECIPES as RECORD_RECIPES
from burdenshare.record import Record, View
from burdenshare.terms import find_ally, find_indicator, find_row, parse_date


def _gap_parts(record: Record, recipe: Recipe) -> tuple[View, Clause, Verdict]:
    *key, ally, year = recipe.args
    view, clause = record.as_of(recipe.as_of), pledges.clause_by_key(".".join(key))
    verdict = pledges.judge(view, clause, clause.readings[0], int(year), find_ally(ally).code)
    return view, clause, verdict


def _evaluate_gap(record: Record, recipe: Recipe) -> Figure:
    _, clause, verdict = _gap_parts(record, recipe)
    if verdict.observation is None or verdict.observation.value is None:
        raise FigureError(
            f"the gap is unknown as of {recipe.pin}",
            where=recipe.text,
            mend="`burdenshare verdicts` gives the reason",
        )
    return analysis.gap_figure(record, clause, verdict.observation, recipe.as_of)


def _evaluate_money(record: Record, recipe: Recipe) -> Figure:
    currency, *rest = recipe.args
    view, clause, verdict = _gap_parts(record, Recipe("gap", tuple(rest), recipe.pin))
    money = analysis.gap_money(view, clause, verdict, currency)
    if money.figure is None:
        raise FigureError(f"the gap in money is unknown: {money.reason}", where=recipe.text)
    return money.figure


def _evaluate_cumulative(record: Record, recipe: Recipe) -> Figure:
    path, *rest = recipe.args
    view, clause, verdict = _gap_parts(record, Recipe("gap", tuple(rest), recipe.pin))
    if verdict.observation is None:
        raise FigureError("the share is unknown", where=recipe.text)
    found = analysis.cumulative(view, clause, verdict.observation, path)
    if found is None:
        raise FigureError("no edition gives every year of the path", where=recipe.text)
    return found


def _evaluate_output(record: Record, recipe: Recipe) -> Figure:
    publisher, ally, year = recipe.args
    held = record.only(f"{publisher}/{recipe.pin}")
    o = held.latest("share_of_gdp", ally, int(year))
    found = analysis.output_of(held, o) if o else None
    if found is None:
        raise FigureError("the edition implies no such output", where=recipe.text)
    return found


def _evaluate_change(record: Record, recipe: Recipe) -> Figure:
    """Evaluate a change between two years, each of a named edition's date."""
    indicator, ally, then, first, now, second = recipe.args
    cells = []
    for year, pin in ((then, first), (now, second)):
        held = record.only(analysis.edition_of_argument(pin))
        cells.append(held.latest(find_indicator(indicator).id, ally, int(year)))
    before, after = cells
    if before is None or after is None or before.value is None or after.value is None:
        raise FigureError("no such change is known", where=recipe.text)
    return analysis.change_figure(record, before, after, recipe.as_of)


def _evaluate_part(record: Record, recipe: Recipe) -> Figure:
    """Evaluate what part of a change of share is due to spending, or to GDP."""
    ally, year, *pins = recipe.args
    cells = [
        record.only(analysis.edition_of_argument(p)).latest("share_of_gdp", ally, int(year)) for p in pins
    ]
    if len(cells) == 2 and cells[0] is not None and cells[1] is not None:  # noqa: PLR2004
        found = analysis.evaluate_part(record, recipe.kind, (cells[0], cells[1]), recipe.as_of)
        if found is not None:
            return found
    raise FigureError("the parts of this change cannot be told apart", where=recipe.text)


def _evaluate_summary(record: Record, recipe: Recipe) -> Figure:
    """Evaluate the bias or the size of an ally's revisions."""
    publisher, indicator, ally = recipe.args
    view = record.as_of(recipe.as_of, source=publisher)
    name, code = find_indicator(indicator).id, find_row(ally)
    found = analysis.summary(view, name, code, analysis.triangle(view, name, code))
    figure = found.bias if recipe.kind == "bias" else found.size
    if figure is None:
        raise FigureError("no year was given by two editions that compare", where=recipe.text)
    return figure


def _evaluate_ratio(record: Record, recipe: Recipe) -> Figure:
    """Evaluate spending known on one day over GDP known on another."""
    numerator, denominator, ally, year, day = recipe.args
    view = record.as_of(recipe.as_of, source=numerator)
    gdp_view = record.as_of(parse_date(day, where=recipe.text), source=denominator)
    found = analysis.ratio(view, gdp_view, find_ally(ally).code, int(year))
    if found.figure is None:
        raise FigureError(f"the share is unknown: {found.reason}", where=recipe.text)
    return found.figure


def _shortfall_parts(
    record: Record, key: list[str], year: int, day: date
) -> tuple[Figure | None, list[Figure]]:
    view, clause = record.as_of(day), pledges.clause_by_key(".".join(key))
    found = pledges.evaluate(view, clause, clause.readings[0], year)
    known = analysis.comparable(analysis.gap_money(view, clause, v, "usd") for v in found)
    name = f"{clause.key}.{year}"
    return analysis.common_shortfall(known, name, day.isoformat()), known


def _evaluate_shortfall(record: Record, recipe: Recipe) -> Figure:
    *key, year = recipe.args
    total, _ = _shortfall_parts(record, key, int(year), recipe.as_of)
    if total is None:
        raise FigureError("nobody is known to be short", where=recipe.text)
    return total


def _evaluate_weight(record: Record, recipe: Recipe) -> Figure:
    *key, year, ally = recipe.args
    total, known = _shortfall_parts(record, key, int(year), recipe.as_of)
    for gap in known:
        if gap.ally == ally and total is not None:
            return analysis.weight(gap, total, f"{'.'.join(key)}.{year}", recipe.pin)
    raise FigureError("the ally's gap in money is unknown", where=recipe.text)


def _evaluate_count(record: Record, recipe: Recipe) -> Figure:
    what, *key, year = recipe.args
    return analysis.count_figure(
        record.as_of(recipe.as_of), pledges.clause_by_key(".".join(key)), int(year), what
    )


def _free(make: Callable[[Recipe], Figure]) -> Callable[[Record, Recipe], Figure]:
    """Wrap an evaluator that needs no record."""
    return lambda _record, recipe: make(recipe)


BOOK: dict[str, Callable[[Record, Recipe], Figure]] = {
    **RECORD_RECIPES,
    **{kind: _free(make) for kind, make in pledges.RECIPES.items()},
    "gap": _evaluate_gap,
    "money": _evaluate_money,
    "cumulative": _evaluate_cumulative,
    "output": _evaluate_output,
    "change": _evaluate_change,
    "spendingpart": _evaluate_part,
    "gdppart": _evaluate_part,
    "bias": _evaluate_summary,
    "revisionsize": _evaluate_summary,
    "ratio": _evaluate_ratio,
    "shortfall": _evaluate_shortfall,
    "weight": _evaluate_weight,
    "count": _evaluate_count,
}
"""Every kind of recipe, and what evaluates it."""


def evaluate_id(record: Record, name: str) -> tuple[Figure, bool]:
    """Evaluate a figure's id again; the second part says whether it still says the same.

    Raises
    ------
    FigureError : the id is no recipe, or cannot be evaluated
    """
    recipe = parse_id(name)
    if recipe.kind not in BOOK:
        raise FigureError(
            f"'{recipe.kind}' is not a kind of figure", where=name, mend=f"one of {', '.join(BOOK)}"
        )
    try:
        found = BOOK[recipe.kind](record, recipe)
    except (ValueError, PledgeError) as error:
        raise FigureError(f"'{recipe.text}' does not read ({error})", where=name) from error
    return found, not recipe.check or parse_id(found.id).check == recipe.check
