"""Tables in, tables out: gaps in points and money, the common shortfall, who moved and why."""

from burdenshare.analysis.bitemporal import RATIO, Ratio, ratio
from burdenshare.analysis.causes import CAUSES, GDP_PART, SPENDING_PART, Cause, cause_of
from burdenshare.analysis.counts import COUNT, count_figure
from burdenshare.analysis.flips import Flip, flips, flips_between, pairs_seen
from burdenshare.analysis.gaps import GAP, MONEY, OUTPUT, Money, gap_figure, gap_money, output_of
from burdenshare.analysis.movement import CHANGE, Move, change_figure, last_complete, moves
from burdenshare.analysis.paths import CUMULATIVE, PATHS, cumulative
from burdenshare.analysis.revisions import BIAS, SIZE, Step, Summary, segments, steps, summary, triangle
from burdenshare.analysis.shortfall import SHORTFALL, WEIGHT, common_shortfall, comparable, weight
from burdenshare.analysis.sources import Comparison, compare, typical
from burdenshare.analysis.standings import Standing, Standings, standings
from burdenshare.figures import Book
from burdenshare.pledges import KINDS as PLEDGE_KINDS
from burdenshare.record import KINDS as RECORD_KINDS

BOOK = Book(
    (
        *RECORD_KINDS,
        *PLEDGE_KINDS,
        GAP,
        MONEY,
        CUMULATIVE,
        SHORTFALL,
        WEIGHT,
        COUNT,
        OUTPUT,
        CHANGE,
        SPENDING_PART,
        GDP_PART,
        BIAS,
        SIZE,
        RATIO,
    )
)
"""Every kind of figure that the record alone can answer for."""

__all__ = [
    "BOOK",
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
