"""What the ally itself has declared: the latest word that still stands on the day."""

from __future__ import annotations

import re

from burdenshare.analysis import Standings
from burdenshare.letters.facts.model import Case, Fact, When, quantity, truth, word
from burdenshare.pledges import Plan, plan_figure, plans_of

WILLING = {"will", "intends", "aims"}
"""Strengths of wording that declare a level as one's own."""

SPEAKERS = (
    ("head", r"prime minister|chancellor(?! of)|minister-president|president of the (gov|coun)"),
    ("defence", r"minister.*(defence|armed forces)|(ministry|department) of (national )?defence"),
    ("finance", r"finance|exchequer"),
    ("foreign", r"foreign"),
    ("president", r"^president"),
    ("parliament", r"parliament|assembly|parties|deputies"),
    ("government", r""),
)
"""Who spoke, as the table of plans writes it, to the words of a letter; the first that fits."""


def facts(case: Case) -> list[Fact]:
    """Return the latest declaration and what can be said of it."""
    table, plan = case.table, _plan(case.table, case.ally)
    refused = None if plan else _refusal(table, case.ally)
    said = plan or refused
    due = table.clause.due_year
    year = plan.target_year if plan else None
    return [
        quantity("plan", plan_figure(plan) if plan else None),
        truth("plan_in_time", bool(year and due and year <= due) if plan else None),
        truth("plan_before_due", bool(year and due and year < due) if plan else None),
        truth("plan_dated", bool(year) if plan else None),
        truth("plan_this_year", year == table.year if plan else None),
        Fact("plan_by", _speaker(case, said) if said else None),
        word("plan_year", year),
        word("plan_when", When(said.declared_on) if said else None),
        truth("plan_until", plan.is_until if plan else None),
        quantity("refused", plan_figure(refused) if refused else None),
    ]


def _plan(table: Standings, ally: str) -> Plan | None:
    """Return the latest declaration known on the day that names a level as the ally's own.

    One for a year that is over says nothing any more; one from before the pledge counts if it
    reaches the level. Where the last word was a refusal, there is none.
    """
    named = [p for p in plans_of(ally, table.view.day) if p.target is not None]
    own = [p for p in named if p.wording_strength in WILLING and _still_says(table, p)]
    if not own or _taken_back(named, own[-1]):
        return None
    return next(p for p in own if p.known_on == own[-1].known_on)


def _refusal(table: Standings, ally: str) -> Plan | None:
    """Return the last word on a level, where it refuses or rules out the one agreed."""
    named = [p for p in plans_of(ally, table.view.day) if p.target is not None]
    last = named[-1] if named else None
    if last is None or last.wording_strength in WILLING or not _still_says(table, last):
        return None
    return last


def _still_says(table: Standings, plan: Plan) -> bool:
    if plan.target_year is not None and plan.target_year < table.year:
        return False
    after = plan.known_on >= table.pledge.agreed
    return after or (plan.target is not None and plan.target >= table.clause.level)


def _taken_back(named: list[Plan], plan: Plan) -> bool:
    later = [p for p in named if p.known_on > plan.known_on]
    return any(p.wording_strength not in WILLING for p in later)


def _speaker(case: Case, plan: Plan) -> str:
    """Say who spoke; `you` if it was the very person who is addressed."""
    text = plan.by_whom.lower().partition(" (")[0]
    kind = next(kind for kind, form in SPEAKERS if re.search(form, text))
    leads = kind == "head" or (kind == "president" and case.ally in {"FRA", "USA", "TUR"})
    same = case.leader and case.led_on(plan.known_on) == case.leader
    return "you" if leads and same else kind
