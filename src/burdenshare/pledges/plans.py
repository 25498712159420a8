"""National plans and declarations: what each ally said, when, beside the common pledges."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from burdenshare.errors import FigureError
from burdenshare.figures import Declared, Figure, Kind, Recipe, seal
from burdenshare.figures.recipes import NAME
from burdenshare.terms import latest_possible_day, name_of


@dataclass(frozen=True, slots=True)
class Plan:
    """One declaration of one ally, known from `known_on`.

    Parameters
    ----------
    declared_on : as the source dates it: a day, a month or a year
    target : percent of GDP, or None
    target_year : or None
    is_until : the target holds for every year to that one, not from it on
    """

    id: str
    ally: str
    declared_on: str
    known_on: date
    by_whom: str
    target: Decimal | None
    target_year: int | None
    instrument: str
    wording_strength: str
    summary: str
    source_title: str
    source_url: str
    is_until: bool = False


@cache
def plans() -> tuple[Plan, ...]:
    """Return all declarations held, by ally and day."""
    path = files("burdenshare.pledges") / "plans.csv"
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return tuple(_plan(row) for row in csv.DictReader(lines))


def _plan(row: dict[str, str]) -> Plan:
    try:
        target = Decimal(row["target_pct_of_gdp"])
    except ArithmeticError:
        target = None
    year = row["target_year"]
    return Plan(
        row["plan_id"],
        row["ally"],
        row["declared_on"],
        latest_possible_day(row["declared_on"]),
        row["by_whom"],
        target,
        int(year) if year.isdigit() else None,
        row["instrument"],
        row["wording_strength"],
        row["summary"],
        row["source_title"],
        row["source_url"],
        row["note"].lower().startswith("every year to"),
    )


def plans_of(ally: str, as_of: date) -> list[Plan]:
    """Declarations of an ally known on a day, oldest first."""
    return sorted((p for p in plans() if p.ally == ally and p.known_on <= as_of), key=lambda p: p.known_on)


def plan_figure(plan: Plan) -> Figure:
    """Return the level a plan names, as a figure.

    Raises
    ------
    FigureError : the plan names none
    """
    if plan.target is None:
        raise FigureError(f"the plan {plan.id} names no level")
    leaf = Declared(plan.id, plan.ally, plan.known_on, plan.by_whom, plan.source_title, plan.source_url)
    decimals = max(0, -int(plan.target.normalize().as_tuple().exponent))
    label = f"{name_of(plan.ally)}: level declared on {plan.declared_on}"
    recipe = PLAN.recipe(plan.known_on, plan=plan.id)
    return seal(recipe, label, plan.target, "percent", decimals, leaf, ally=plan.ally)


def _evaluate_plan(_record: object, recipe: Recipe) -> Figure:
    for plan in plans():
        if plan.id == recipe["plan"]:
            return plan_figure(plan)
    raise FigureError(f"there is no plan '{recipe['plan']}'", where=recipe.text)


PLAN = Kind("plan", "a level that an ally named, from the day it did", (NAME.called("plan"),), _evaluate_plan)
