"""Where every ally stands against one clause on a day: all that reports and letters need."""

from __future__ import annotations

from dataclasses import dataclass, field

from burdenshare.analysis.counts import WORDS, count_figure
from burdenshare.analysis.gaps import Money, gap_figure, gap_money
from burdenshare.analysis.movement import Move, change_figure, last_complete, moves
from burdenshare.analysis.shortfall import common_shortfall, comparable, weight
from burdenshare.figures import Figure
from burdenshare.pledges import Clause, Pledge, Verdict, evaluate
from burdenshare.record import Edition, Observation, View, cell_figure, value_figure


@dataclass(slots=True)
class Standing:
    """One ally's line.

    Parameters
    ----------
    value, gap : figures; None where unknown
    rank : place among the gaps in money, 1 the largest; 0 where unknown or not short
    weight : part of the common shortfall, per cent
    move : against the last complete edition
    start, slope : the year of the pledge in the same edition, and the change since
    equipment : equipment share of the year in the same edition
    """

    verdict: Verdict
    value: Figure | None = None
    gap: Figure | None = None
    money: Money = field(default_factory=lambda: Money(None, "", "", ""))
    rank: int = 0
    weight: Figure | None = None
    move: Move | None = None
    start: Figure | None = None
    slope: Figure | None = None
    equipment: Figure | None = None

    @property
    def ally(self) -> str:
        """Code of the ally."""
        return self.verdict.ally

    @property
    def is_below(self) -> bool:
        """Whether the published value is known to be below the level."""
        return self.verdict.at_level is False


@dataclass(frozen=True, slots=True)
class Standings:
    """All allies against one clause, in one year, as known on a day."""

    view: View
    pledge: Pledge
    clause: Clause
    year: int
    lines: list[Standing]
    counts: dict[str, Figure]
    shortfall: Figure | None
    before: tuple[Edition, int] | None
    edition: Edition


def standings(view: View, pledge: Pledge, year: int) -> Standings:
    """Work out where every member stands against a pledge's principal clause."""
    clause = pledge.principal
    verdicts = evaluate(view, clause, clause.readings[0], year)
    lines = [_line(view, pledge, clause, v) for v in verdicts]
    edition = _edition(view, verdicts)
    _moves(view, clause, year, lines)
    shortfall = _weigh(view, clause, year, lines)
    counts = {w: count_figure(view, clause, year, w) for w in WORDS}
    before = last_complete(view, clause.indicator, edition.id)
    return Standings(view, pledge, clause, year, lines, counts, shortfall, before, edition)


def _edition(view: View, verdicts: list[Verdict]) -> Edition:
    """Return the newest edition that any of the values comes from."""
    used = {v.observation.edition for v in verdicts if v.observation}
    return next((e for e in reversed(view.editions) if e.id in used), view.newest)


def _line(view: View, pledge: Pledge, clause: Clause, v: Verdict) -> Standing:
    line, o = Standing(v), v.observation
    if o is None or o.value is None:
        return line
    line.value = value_figure(view.record, o, view.day.isoformat())
    line.gap = gap_figure(view.record, clause, o, view.day)
    line.money = gap_money(view, clause, v, "usd")
    same = view.record.only(o.edition)
    start = same.latest(o.indicator, o.ally, pledge.agreed.year)
    if start is not None and start.value is not None and start.year != o.year:
        line.start = cell_figure(view.record, start)
        line.slope = change_figure(view.record, start, o, view.day)
    line.equipment = _equipment(view, same, o)
    return line


def _equipment(view: View, same: View, o: Observation) -> Figure | None:
    found = same.latest("equipment_share", o.ally, o.year)
    if found is None or found.value is None:
        return None
    return cell_figure(view.record, found)


def _moves(view: View, clause: Clause, year: int, lines: list[Standing]) -> None:
    by_ally = {m.ally: m for m in moves(view, clause.indicator, year)}
    for line in lines:
        line.move = by_ally.get(line.ally)


def _weigh(view: View, clause: Clause, year: int, lines: list[Standing]) -> Figure | None:
    known = comparable(ln.money for ln in lines)
    total = common_shortfall(view, clause, year, known)
    if total is None:
        return None
    by_ally = {ln.ally: ln for ln in lines}
    short = sorted((g for g in known if g.value < 0), key=lambda g: g.value)
    for rank, gap in enumerate(short, start=1):
        by_ally[gap.ally].rank = rank
        by_ally[gap.ally].weight = weight(view, clause, year, gap, total)
    return total
