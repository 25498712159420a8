"""Dated rules kept as data, their evaluator, and the allies' own declarations."""

from burdenshare.pledges.at_level import at_level_words
from burdenshare.pledges.evaluate import VERDICTS, Verdict, evaluate, judge, judge_cell, tally, usual_revision
from burdenshare.pledges.model import (
    Clause,
    Pledge,
    Reading,
    clause_by_key,
    evaluate_level,
    find_pledge,
    newest,
    pledges,
)
from burdenshare.pledges.plans import Plan, evaluate_plan, plan_figure, plans_of

RECIPES = {"level": evaluate_level, "plan": evaluate_plan}
"""Kind to evaluator, for recipes that need no record."""

__all__ = [
    "RECIPES",
    "VERDICTS",
    "Clause",
    "Plan",
    "Pledge",
    "Reading",
    "Verdict",
    "at_level_words",
    "clause_by_key",
    "evaluate",
    "find_pledge",
    "judge",
    "judge_cell",
    "newest",
    "plan_figure",
    "plans_of",
    "pledges",
    "tally",
    "usual_revision",
]
