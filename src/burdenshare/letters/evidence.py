"""What is known of one ally on the day, as facts, figures and words for a letter."""

from __future__ import annotations

from decimal import Decimal

from burdenshare.analysis import Standing, Standings
from burdenshare.figures import Figure
from burdenshare.letters.compose import Evidence, Sender, summit_near
from burdenshare.letters.passages import Fact
from burdenshare.pledges import Plan, plan_figure, plans_of
from burdenshare.record import cell_figure
from burdenshare.terms import ALLIES, has_border_with, long_date

WILLING = {"will", "intends", "aims"}
"""Strengths of wording that declare a level as one's own."""


def evidence_of(table: Standings, line: Standing, sender: Sender) -> Evidence:
    """Gather an ally's evidence; whatever is unknown is simply absent."""
    plan = _plan(table, line)
    figures = _figures(table, line, plan)
    facts: dict[str, Fact] = {name: figure.value for name, figure in figures.items()}
    facts |= {
        "money": line.money.figure.value if line.money.figure else None,
        "change": line.move.change.value if line.move else None,
        "rank": _decimal(line.rank),
        "estimate": _yes(line.value is not None and line.value.is_estimate),
        "border_russia": _yes(has_border_with(line.ally, "RUS")),
        "joined_later": _yes(ALLIES[line.ally].accession > table.pledge.agreed),
        "plan_in_time": _yes(_in_time(table, plan)),
        "same_year": _yes(bool(line.move and line.move.before.year == table.year)),
        "plan_before_due": _yes(_is_step(table, plan)),
        "has_total": _yes(_level_of(table, "total") is not None),
        "plan_dated": _yes(bool(plan and plan.target_year)),
        "sender_below": _yes(_is_below(table, sender.ally)),
    }
    return Evidence(line.ally, facts, figures, _words(table, line, plan))


def _decimal(rank: int) -> Fact:
    return Decimal(rank) if rank else None


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _is_below(table: Standings, ally: str) -> bool:
    return any(line.is_below for line in table.lines if line.ally == ally)


def _figures(table: Standings, line: Standing, plan: Plan | None) -> dict[str, Figure]:
    found = {
        "level": table.clause.level_figure(),
        "share": line.value,
        "gap": line.gap,
        "money": line.money.figure,
        "weight": line.weight,
        "before": _before(table, line),
        "start": line.start,
        "slope": line.slope,
        "equipment": line.equipment,
        "equipment_level": _level_of(table, "equipment"),
        "total": _level_of(table, "total"),
        "plan": plan_figure(plan) if plan else None,
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _before(table: Standings, line: Standing) -> Figure | None:
    return cell_figure(table.view.record, line.move.before) if line.move else None


def _level_of(table: Standings, clause: str) -> Figure | None:
    """Return the level of another clause of the pledge, if it has one of that name."""
    return next((c.level_figure() for c in table.pledge.clauses if c.id == clause), None)


def _is_step(table: Standings, plan: Plan | None) -> bool:
    due = table.clause.due_year
    return bool(plan and plan.target_year and due and plan.target_year < due)


def _plan(table: Standings, line: Standing) -> Plan | None:
    """Return the latest declaration known on the day that names a level as the ally's own.

    One for a year that is over says nothing any more; one from before the pledge counts if it
    reaches the level. Where the last word was a refusal, there is none.
    """
    named = [p for p in plans_of(line.ally, table.view.day) if p.target is not None]
    own = [p for p in named if p.wording_strength in WILLING and _still_says(table, p)]
    if not own or _taken_back(named, own[-1]):
        return None
    return next(p for p in own if p.known_on == own[-1].known_on)


def _still_says(table: Standings, plan: Plan) -> bool:
    if plan.target_year is not None and plan.target_year < table.year:
        return False
    after = plan.known_on >= table.pledge.agreed
    return after or (plan.target is not None and plan.target >= table.clause.level)


def _taken_back(named: list[Plan], plan: Plan) -> bool:
    later = [p for p in named if p.known_on > plan.known_on]
    return any(p.wording_strength not in WILLING for p in later)


def _in_time(table: Standings, plan: Plan | None) -> bool:
    due = table.clause.due_year
    return bool(plan and plan.target_year and due and plan.target_year <= due)


def _words(table: Standings, line: Standing, plan: Plan | None) -> dict[str, str]:
    ally, day, move = ALLIES[line.ally], table.view.day, line.move
    place = summit_near(day)
    edition = table.edition.published
    if line.verdict.observation is not None:
        edition = table.view.record.edition(line.verdict.observation.edition).published
    the = "the " if line.ally in {"USA", "GBR", "NLD"} else ""
    return {
        "ally": the + ally.name,
        "Ally": (the + ally.name)[0].upper() + (the + ally.name)[1:],
        "ally's": the + ally.name + ("'" if ally.name.endswith("s") else "'s"),
        "year": str(table.year),
        "edition": long_date(edition),
        "pledge": table.pledge.short,
        "due": _due(table),
        "output": _output(line),
        "joined_year": str(ally.accession.year),
        "start_year": str(table.pledge.agreed.year),
        "before_year": str(move.before.year) if move else "",
        "before_edition": _published(table, move.before.edition) if move else "",
        "meeting": f"When allies meet in {place}" if place else "When allies next meet",
        "at_meeting": f"in {place}" if place else f"by 31 December {day.year}",
        "plan_date": _when(plan),
        "Plan_date": _when(plan)[:1].upper() + _when(plan)[1:],
        "plan_who": _who(plan),
        "plan_by": f" for {plan.target_year}" if plan and plan.target_year else "",
    }  # fmt: skip


def _who(plan: Plan | None) -> str:
    """Say who declared a plan, without the occasion."""
    return f"the {plan.by_whom.partition(' (')[0].partition(',')[0]}" if plan else ""


def _when(plan: Plan | None) -> str:
    """Say when a plan was declared: on a day, or in a month."""
    if plan is None:
        return ""
    day = long_date(plan.known_on)
    return f"on {day}" if plan.declared_on.count("-") > 1 else f"in {day.partition(' ')[2]}"


def _published(table: Standings, edition: str) -> str:
    return long_date(table.view.record.edition(edition).published)


def _due(table: Standings) -> str:
    """Say when the level falls, or fell, due."""
    due, deadline = table.clause.due_year, table.clause.deadline
    if due is None or deadline is None:
        return "every year"
    if table.view.day > deadline and table.year >= due:
        return f"due since {due}"
    return f"to be reached by {due}" if due > table.year else "to be reached this year"


def _output(line: Standing) -> str:
    """Say in words which output the money rests on."""
    label = line.money.output
    return f"the {label}"
