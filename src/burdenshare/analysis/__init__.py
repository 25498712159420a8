"""Tables in, tables out: gaps in points and money, the common shortfall, who moved."""

from burdenshare.analysis.gaps import Money, gap_figure, gap_money, output_of
from burdenshare.analysis.movement import Move, change_figure, last_complete, moves
from burdenshare.analysis.shortfall import common_shortfall, weight

__all__ = [
    "Money",
    "Move",
    "change_figure",
    "common_shortfall",
    "gap_figure",
    "gap_money",
    "last_complete",
    "moves",
    "output_of",
    "weight",
]
