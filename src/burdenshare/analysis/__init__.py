"""Tables in, tables out: gaps in points and money, the common shortfall, who moved and why."""

from burdenshare.analysis.bitemporal import Ratio, ratio
from burdenshare.analysis.causes import CAUSES, Cause, cause_of, evaluate_part
from burdenshare.analysis.counts import count_figure
from burdenshare.analysis.flips import Flip, flips, flips_between, pairs_seen
from burdenshare.analysis.gaps import Money, gap_figure, gap_money, output_of
from burdenshare.analysis.movement import Move, change_figure, edition_of_argument, last_complete, moves
from burdenshare.analysis.paths import PATHS, cumulative
from burdenshare.analysis.revisions import Step, Summary, segments, steps, summary, triangle
from burdenshare.analysis.shortfall import common_shortfall, comparable, weight
from burdenshare.analysis.sources import Comparison, compare, typical
from burdenshare.analysis.standings import Standing, Standings, standings

__all__ = [
    "CAUSES",
    "PATHS",
    "Cause",
    "Comparison",
    "Flip",
    "Money",
    "Move",
    "Ratio",
    "Standing",
    "Standings",
    "Step",
    "Summary",
    "cause_of",
    "change_figure",
    "common_shortfall",
    "comparable",
    "compare",
    "count_figure",
    "cumulative",
    "edition_of_argument",
    "evaluate_part",
    "flips",
    "flips_between",
    "gap_figure",
    "gap_money",
    "last_complete",
    "moves",
    "output_of",
    "pairs_seen",
    "ratio",
    "segments",
    "standings",
    "steps",
    "summary",
    "triangle",
    "typical",
    "weight",
]
