"""Dated rules kept as data, their evaluator, and the allies' own declarations."""

from burdenshare.pledges.at_level import WORDS, at_level_words
from burdenshare.pledges.evaluate import (
    VERDICTS,
    Verdict,
    addressed,
    evaluate,
    judge,
    judge_cell,
    not_addressed,
    tally,
    usual_revision,
)
from burdenshare.pledges.model import (
    LEVEL,
    Clause,
    Pledge,
    Reading,
    clause_by_key,
    find_pledge,
    newest,
    pledges,
    read_pledge,
)
from burdenshare.pledges.plans import PLAN, Plan, plan_figure, plans_of
from burdenshare.pledges.years import year_asked

KINDS = (LEVEL, PLAN)
"""Kinds of figures that need no record."""

__all__ = [
    "KINDS",
    "VERDICTS",
    "WORDS",
    "Clause",
    "Plan",
    "Pledge",
    "Reading",
    "Verdict",
    "addressed",
    "at_level_words",
    "clause_by_key",
    "evaluate",
    "find_pledge",
    "judge",
    "judge_cell",
    "newest",
    "not_addressed",
    "plan_figure",
    "plans_of",
    "pledges",
    "read_pledge",
    "tally",
    "usual_revision",
    "year_asked",
]
