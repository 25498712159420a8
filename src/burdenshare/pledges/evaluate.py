"""The evaluator: a verdict with its reasons, per ally, clause and reading.

Before a deadline who is below is `not_due`, never in breach. `too_close` says that the level
lies within the printed rounding, or within what later editions usually move this ally's value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from burdenshare.pledges.model import Clause, Reading
from burdenshare.record import Edition, Observation, View
from burdenshare.terms import ALLIES, INDICATORS, find_publisher, members, name_of

VERDICTS = ("met", "not_met", "not_due", "too_close", "unknown", "not_applicable")
FEW = 4
"""Addressees that are named one by one."""
ENOUGH_PAIRS = 3
"""Pairs of editions needed before we speak of an ally's usual revision."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement.

    Parameters
    ----------
    value : as published, in the indicator's unit; None where unknown
    gap_pp : value minus level, percentage points: negative is short
    at_level : whether the published value is at or above the level, whatever the reading
    reasons : why, in words
    observation : the cell the value stands in
    """

    ally: str
    year: int
    clause: str
    reading: str
    value: Decimal | None
    level: Decimal
    gap_pp: Decimal | None
    at_level: bool | None
    verdict: str
    reasons: tuple[str, ...]
    observation: Observation | None


def evaluate(view: View, clause: Clause, reading: Reading, year: int) -> list[Verdict]:
    """One verdict for everyone whom the clause addresses."""
    return [judge(view, clause, reading, year, code) for code in addressed(clause, year, view.day)]


def addressed(clause: Clause, year: int, day: date) -> list[str]:
    """Return whom a clause addresses: by name, else the members of the year, or of the day if earlier."""
    return list(clause.named) or [a.code for a in members(min(date(year, 12, 31), day))]


def judge(view: View, clause: Clause, reading: Reading, year: int, ally: str) -> Verdict:
    """Judge one ally by what the view knows."""
    o = view.latest(clause.indicator, ally, year) if clause.indicator else None
    return judge_cell(view, clause, reading, year, ally, o)


def judge_cell(
    view: View, clause: Clause, reading: Reading, year: int, ally: str, o: Observation | None
) -> Verdict:
    """Judge one ally by a given cell, which may be a computed one; None where unknown."""
    level = Decimal(reading.levels.get(ally, clause.level))
    value = o.value if o else None
    gap = None if value is None else value - level
    at_level = None if gap is None else gap >= 0
    if (clause.at_least and at_level is False) or not _addresses(clause, ally):
        at_level, gap = None, None
    verdict, reasons = _verdict(view, clause, reading, level, ally, year, o)
    return Verdict(ally, year, clause.id, reading.id, value, level, gap, at_level, verdict, tuple(reasons), o)


def _verdict(
    view: View, clause: Clause, reading: Reading, level: Decimal, ally: str, year: int, o: Observation | None
) -> tuple[str, list[str]]:
    exempt = _not_applicable(clause, reading, ally, year)
    if exempt:
        return "not_applicable", [exempt]
    if not clause.indicator:
        return "unknown", [f"nothing is published under this clause: {clause.reservations}"]
    if o is None or o.value is None:
        return "unknown", [_why_unknown(view, clause, ally, year, o)]
    if reading.test == "direction":
        return _direction(view, clause, o)
    verdict, reason = _against_level(view, clause, reading, level, o)
    return verdict, [reason, *_notes(view, clause, o)]


def _not_applicable(clause: Clause, reading: Reading, ally: str, year: int) -> str:
    stranger = not_addressed(clause, ally)
    if stranger:
        return stranger
    is_defence = not clause.indicator or INDICATORS[clause.indicator].is_defence
    if is_defence and ally in ALLIES and not ALLIES[ally].has_forces:
        return f"{name_of(ally)} has no armed forces and reports no defence expenditure"
    if year < clause.start:
        return f"{year} lies before the pledge, which was agreed on {clause.agreed}"
    if reading.members_on and ally not in ALLIES:
        return f"{name_of(ally)} is no ally, and this reading holds allies alone"
    if reading.members_on and ALLIES[ally].accession > reading.members_on:
        return f"{name_of(ally)} joined on {ALLIES[ally].accession}, after the pledge"
    return ""


def _addresses(clause: Clause, ally: str) -> bool:
    return ally in (clause.named or ALLIES)


def not_addressed(clause: Clause, ally: str) -> str:
    """Say that a clause addresses others; empty where it addresses the ally, or all."""
    if _addresses(clause, ally):
        return ""
    if not clause.named:
        return f"{name_of(ally)} is no ally; {clause.pledge} addresses allies"
    names = [name_of(code) for code in clause.named]
    whom = ", ".join(names) if len(names) <= FEW else f"{len(names)} states"
    return f"{name_of(ally)} is not addressed; {clause.pledge} addresses {whom}"


def _why_unknown(view: View, clause: Clause, ally: str, year: int, o: Observation | None) -> str:
    if o is not None:
        printed = f"prints '{o.missing}'" if o.missing else "leaves the cell blank"
        return f"{o.edition} {printed}; earlier editions may not fill it"
    doubts = view.doubts(clause.indicator, ally, year)
    if doubts:
        return f"read, but not believed: {doubts[-1].doubt}"
    return f"no edition published by {view.day} that we hold gives a value"


def _against_level(
    view: View, clause: Clause, reading: Reading, level: Decimal, o: Observation
) -> tuple[str, str]:
    assert o.value is not None  # noqa: S101  the caller has looked
    shown = o.value if reading.decimals is None else round(o.value, reading.decimals)
    gap = shown - level
    said, apart = _shown(o.value, level), _shown(gap, Decimal(0)).lstrip("-")
    if reading.decimals is not None and shown != o.value:
        said += f", rounded to {shown},"
    side = f"{said} is {apart} points {'below' if gap < 0 else 'above'} {level}"
    if gap < 0 and clause.at_least:
        return "unknown", f"the reported part alone is {_two(o.value)}; the rest is not published"
    if gap < 0 and not _is_due(clause, reading, o.year, view.day):
        is_past = clause.deadline is not None and view.day > clause.deadline
        when = "fell due later, in" if is_past else "falls due in"
        return "not_due", f"{side}, which {when} {clause.due_year}"
    close = "" if reading.decimals is not None else _too_close(view, level, o)
    if close:
        return "too_close", close
    if gap < 0:
        since = f", due since {_deadline(clause, reading)}" if clause.deadline else ", a floor"
        return "not_met", side + since
    return "met", side if gap else f"{said} is exactly {level}"


def _deadline(clause: Clause, reading: Reading) -> date | None:
    return reading.deadline or clause.deadline


def _is_due(clause: Clause, reading: Reading, year: int, day: date) -> bool:
    deadline = _deadline(clause, reading)
    if deadline is None or clause.due_year is None:
        return True
    return year >= clause.due_year and day > deadline


def _too_close(view: View, level: Decimal, o: Observation) -> str:
    assert o.value is not None  # noqa: S101
    distance = abs(o.value - level)
    if o.half_width and distance <= o.half_width:
        return f"printed as {_two(o.value)}: the level lies within the rounding"
    usual = usual_revision(view, o.indicator, o.ally)
    if usual is not None and distance <= usual:
        return (
            f"{_two(distance)} points from the level, and editions usually move "
            f"{name_of(o.ally)}'s values by {_two(usual)}"
        )
    return ""


def usual_revision(view: View, indicator: str, ally: str) -> Decimal | None:
    """Median absolute revision between successive editions, in the indicator's unit.

    Only pairs of one definition and price base count (redefinition is not revision), and only
    values known to two decimals. None with fewer than three pairs.
    """
    key = ("usual revision", indicator, ally)
    if key not in view.memo:
        view.memo[key] = _usual_revision(view, indicator, ally)
    found: Decimal | None = view.memo[key]
    return found


def _usual_revision(view: View, indicator: str, ally: str) -> Decimal | None:
    steps = []
    for rows in view.record.series(indicator, ally).values():
        seen = [o for o in view.vintages(indicator, ally, rows[0].year) if _is_fine(o)]
        pairs = (_step(view, a, b) for a, b in pairwise(seen))
        steps += [s for s in pairs if s is not None]
    return median(steps) if len(steps) >= ENOUGH_PAIRS else None


def _is_fine(o: Observation) -> bool:
    return o.value is not None and o.half_width <= Decimal("0.005")


def _step(view: View, a: Observation, b: Observation) -> Decimal | None:
    before, after = view.record.edition(a.edition), view.record.edition(b.edition)
    bases = {e.price_base for e in (before, after) if e.price_base}
    if before.definition != after.definition or len(bases) > 1:
        return None
    if a.value is None or b.value is None:
        return None
    return abs(b.value - a.value)


def _direction(view: View, clause: Clause, o: Observation) -> tuple[str, list[str]]:
    start = clause.agreed.year
    base = view.record.only(o.edition).latest(o.indicator, o.ally, start)
    if base is None or base.value is None or o.value is None:
        return "unknown", [f"{o.edition} as held gives no value for {start}"]
    risen = o.value > base.value
    words = "higher than" if risen else "not higher than"
    return "met" if risen else "not_met", [
        f"{_two(o.value)} in {o.year} is {words} {_two(base.value)} in {start}, both in {o.edition}"
    ]


def _notes(view: View, clause: Clause, o: Observation) -> Iterable[str]:
    """Return what the answer depends on: another definition, notes that name this very ally."""
    edition = view.record.edition(o.edition)
    texts = edition.notes
    meant = clause.definition
    if meant and not edition.definition.startswith(f"{meant.lower()}_"):
        yield f"depends: this is {_measured(edition)}; the pledge means expenditure as {meant} defines it"
    if o.flag == "uncertain":
        why = next((texts[n] for n in o.notes if n.startswith("contradiction.")), "by its own mark")
        yield f"depends: the cell is uncertain, {why}"
    for note in o.notes:
        if note.endswith(f":{o.ally}"):
            yield f"depends: the publisher notes ({note.removesuffix(':' + o.ally)}): {texts[note]}"


def _shown(value: Decimal, level: Decimal) -> str:
    """Return a value with two decimals; with three where two would hide that it is not the level."""
    places = 2 if value == level or round(value - level, 2) else 3
    return format(round(value, places), "f")


def _measured(edition: Edition) -> str:
    """Return what an edition measures: the publisher's own only where the definition bears its name."""
    publisher = find_publisher(edition.publisher).english
    own = edition.definition.removeprefix(f"{edition.publisher}_")
    measured = own.replace("_", " ")
    if own == edition.definition:
        return f"{measured}, as given by {publisher.subject}"
    return f"{publisher.genitive} {measured}"


def _two(value: Decimal) -> str:
    return format(round(value, 2), "f")


def tally(rows: Iterable[Verdict]) -> dict[str, int]:
    """Count allies at level, with a value, members, and each verdict."""
    rows = list(rows)
    return {
        "at_level": sum(r.at_level is True for r in rows),
        "with_value": sum(r.value is not None for r in rows),
        "members": len(rows),
        **{v: sum(r.verdict == v for r in rows) for v in VERDICTS},
    }
