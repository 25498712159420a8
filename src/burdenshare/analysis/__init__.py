"""Tables in, tables out: gaps in points and money, the common shortfall, who moved."""

from burdenshare.analysis.counts import count_figure
from burdenshare.analysis.gaps import Money, gap_figure, gap_money, output_of
from burdenshare.analysis.movement import Move, change_figure, last_complete, moves
from burdenshare.analysis.paths import PATHS, cumulative
from burdenshare.analysis.shortfall import common_shortfall, comparable, weight
from burdenshare.analysis.standings import Standing, Standings, standings

__all__ = [
    "PATHS",
    "Money",
    "Move",
    "Standing",
    "Standings",
    "change_figure",
    "common_shortfall",
    "comparable",
    "count_figure",
    "cumulative",
    "gap_figure",
    "gap_money",
    "last_complete",
    "moves",
    "output_of",
    "standings",
    "weight",
]
