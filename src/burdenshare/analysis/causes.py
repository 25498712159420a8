"""Why a cell reads otherwise than in the edition before: as far as the two editions can tell.

A share moves because spending is restated, because GDP is, or both: d ln s = d ln M − d ln Y. Both
parts can be told where the two editions hold spending and GDP in constant prices of one base year.
Over a change of base year spending can still be compared in the ally's own currency; what is left
is GDP restated or revalued. A change of definition or price base is no revision and is named first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from burdenshare.analysis.movement import change_figure
from burdenshare.errors import FigureError
from burdenshare.figures import Figure, Kind, Operation, Recipe, seal
from burdenshare.figures.recipes import EDITION, ROW, YEAR, edition_argument, edition_of
from burdenshare.record import Edition, Observation, Record, View, cell_figure
from burdenshare.terms import name_of

CAUSES = (
    "first",
    "unchanged",
    "rounding",
    "deleted",
    "published again",
    "definition",
    "price base",
    "definition and price base",
    "spending",
    "GDP",
    "spending and GDP",
    "not established",
)
"""Everything that `cause` may say."""
MOST = Decimal("0.9")
"""Part of the movement from which one of two causes is named alone."""

Parts = tuple[Figure, Figure]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a cell changed.

    Parameters
    ----------
    name : one of `CAUSES`
    why : the same in words, with what the record cannot tell
    spending, gdp : parts of the change in points, where they can be told apart
    """

    name: str
    why: str
    spending: Figure | None = None
    gdp: Figure | None = None


def cause_of(view: View, a: Observation, b: Observation) -> Cause:
    """Say why a cell reads `b` where the edition before said `a`."""
    if a.value is None or b.value is None:
        return _appearing(a, b)
    before, after = view.record.edition(a.edition), view.record.edition(b.edition)
    broken = _broken(before, after)
    difference = abs(b.value - a.value)
    if not broken and difference <= a.half_width + b.half_width:
        return _within_rounding(difference)
    parts = _parts(view.record, a, b, view.day) if difference else None
    if broken:
        return Cause(broken, _why_broken(before, after, parts), *(parts or (None, None)))
    if parts:
        return Cause(_larger(parts), _why(parts), *parts)
    return Cause("not established", _why_not(view, a, b))


def _appearing(a: Observation, b: Observation) -> Cause:
    if a.value is None and b.value is None:
        return Cause("unchanged", "missing in both")
    if b.value is None:
        printed = f"prints '{b.missing}'" if b.missing else "leaves the cell blank"
        return Cause("deleted", f"{b.edition} {printed} where {a.edition} gave {a.raw}")
    return Cause("published again", f"{a.edition} gave no value")


def _within_rounding(difference: Decimal) -> Cause:
    if not difference:
        return Cause("unchanged", "the same value")
    return Cause("rounding", "no more than the rounding of what is printed")


def _broken(before: Edition, after: Edition) -> str:
    """Name what makes two editions incomparable; empty where nothing that we know of does."""
    definition = before.definition != after.definition
    base = None not in (before.price_base, after.price_base) and (before.price_base != after.price_base)
    if definition and base:
        return "definition and price base"
    return "definition" if definition else "price base" if base else ""


def _larger(parts: Parts) -> str:
    spending, gdp = (abs(p.value) for p in parts)
    whole = spending + gdp
    if spending >= MOST * whole:
        return "spending"
    return "GDP" if gdp >= MOST * whole else "spending and GDP"


def _why(parts: Parts) -> str:
    return f"spending restated: {_signed(parts[0])} points; GDP restated: {_signed(parts[1])} points"


def _signed(figure: Figure) -> str:
    places = 2 if round(figure.value, 2) or not figure.value else 3
    return f"{round(figure.value, places):+f}".replace("-", "−")


def _why_broken(before: Edition, after: Edition, parts: Parts | None) -> str:
    said = []
    if before.definition != after.definition:
        said.append(f"redefined: {_words(before.definition)} became {_words(after.definition)}")
    if before.price_base != after.price_base and None not in (before.price_base, after.price_base):
        said.append(f"prices of {before.price_base} became prices of {after.price_base}")
    if parts is None:
        said.append("how much else was revised, the editions as held cannot tell")
    elif before.definition != after.definition:
        said.append(
            f"GDP restated: {_signed(parts[1])} points, a revision; spending restated or "
            f"redefined: {_signed(parts[0])} points, which the record cannot tell apart"
        )
    else:
        said.append(
            f"spending restated: {_signed(parts[0])} points; GDP restated or revalued: "
            f"{_signed(parts[1])} points"
        )
    return "; ".join(said)


def _words(definition: str) -> str:
    return definition.removeprefix("nato_").replace("_", " ")


def _why_not(view: View, a: Observation, b: Observation) -> str:
    lacking = [o.edition for o in (a, b) if _constant(view.record, o) is None]
    named = " and ".join(lacking) or "one of the two"
    text = "the definition is the same; spending or GDP was restated, but which cannot be told: "
    verb = "are" if len(lacking) > 1 else "is"
    return f"{text}{named} {verb} held without spending and GDP of that year"


def _parts(record: Record, a: Observation, b: Observation, day: date) -> Parts | None:
    """Parts of a change of share that are due to spending and to GDP, in points."""
    if a.indicator != "share_of_gdp" or not a.value or not b.value or a.value == b.value:
        return None
    spending = _spending(record, a, b)
    if spending is None:
        return None
    before, after = spending
    change = change_figure(record, a, b, day)
    log = (after.value / before.value).ln() / (b.value / a.value).ln()
    editions = {"edition": edition_argument(a.edition), "later_edition": edition_argument(b.edition)}
    of = f"{name_of(a.ally)}, {a.year}: part of the change from {a.edition} to {b.edition}"
    formula = "change × (ln spending after − ln before) ÷ (ln share after − ln before)"
    first = seal(
        SPENDING_PART.recipe(day, ally=a.ally, year=a.year, **editions),
        f"{of} due to spending",
        change.value * log,
        "points",
        2,
        Operation("part", formula, (change, before, after)),
        ally=a.ally,
    )
    second = seal(
        GDP_PART.recipe(day, ally=a.ally, year=a.year, **editions),
        f"{of} due to GDP",
        change.value - first.value,
        "points",
        2,
        Operation("subtract", "change − part due to spending", (change, first)),
        ally=a.ally,
    )
    return first, second


def _spending(record: Record, a: Observation, b: Observation) -> Parts | None:
    """Spending of the year in both editions, in prices and a currency that compare."""
    before, after = _constant(record, a), _constant(record, b)
    same = record.edition(a.edition).price_base == record.edition(b.edition).price_base
    if before is None or after is None or not same:
        before, after = (_held(record, o, "expenditure_national_current") for o in (a, b))
    if before is None or after is None or before.currency != after.currency:
        return None
    return cell_figure(record, before), cell_figure(record, after)


def _constant(record: Record, o: Observation) -> Observation | None:
    """Spending in constant dollars, where the edition gives GDP in them too."""
    if _held(record, o, "gdp_usd_constant") is None:
        return None
    return _held(record, o, "expenditure_usd_constant")


def _held(record: Record, o: Observation, indicator: str) -> Observation | None:
    found = record.only(o.edition).latest(indicator, o.ally, o.year)
    return found if found is not None and found.value else None


def _evaluate(record: Record, recipe: Recipe) -> Figure:
    before, after = (
        record.only(edition_of(recipe[name])).latest("share_of_gdp", recipe["ally"], recipe.year)
        for name in ("edition", "later_edition")
    )
    parts = _parts(record, before, after, recipe.as_of) if before and after else None
    if parts is None:
        raise FigureError("the parts of this change cannot be told apart", where=recipe.text)
    return parts[0 if recipe.kind == SPENDING_PART.name else 1]


_CHANGE = (ROW, YEAR, EDITION, EDITION.called("later_edition"))
SPENDING_PART = Kind(
    "spendingpart", "the part of a change of share that is due to spending", _CHANGE, _evaluate
)
GDP_PART = Kind("gdppart", "the part of a change of share that is due to GDP", _CHANGE, _evaluate)
