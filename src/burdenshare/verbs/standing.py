"""`show ALLY --pledge P`: where one ally stands, and what the edition before said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from burdenshare import analysis
from burdenshare.analysis import Money, Step
from burdenshare.figures import Figure
from burdenshare.pledges import WORDS, Clause, Verdict, find_pledge, judge, year_asked
from burdenshare.record import Observation, View, cell_figure, unit_of, value_figure
from burdenshare.results import (
    Column,
    Result,
    held_text,
    mark_of,
    millions,
    number_text,
    place_of,
    places_that_show,
    prose,
)
from burdenshare.terms import name_of
from burdenshare.verbs.asked import code_named
from burdenshare.verbs.options import Query, used


class StandingRow(NamedTuple):
    """One ally against a pledge; `before_...` is what the edition before said.

    `gap_usd` and `gap_national` are millions; `before_year` is the year both editions give.
    """

    ally: str
    year: int
    value: Decimal | None
    unit: str
    status: str
    level: Decimal
    gap_pp: Decimal | None
    gap_usd: Decimal | None
    gap_national: Decimal | None
    currency: str
    prices: str
    verdict: str
    reasons: tuple[str, ...]
    edition: str | None
    published: str | None
    sheet: str
    cell: str
    line: int | None
    figure: str | None
    gap_figure: str | None
    usd_figure: str | None
    national_figure: str | None
    before_edition: str | None
    before_year: int | None
    before_value: Decimal | None
    now_value: Decimal | None
    change: Decimal | None
    cause: str
    why: str
    before_figure: str | None
    change_figure: str | None


@dataclass(frozen=True, repr=False)
class Standing(Result[StandingRow]):
    """The answer for a committee, in sentences."""

    pledge: str
    due_year: int | None
    money: dict[str, str]

    columns = (
        Column("ally", lambda r: r.ally),
        Column("year", lambda r: str(r.year), right=True),
        Column("value", lambda r: number_text(r.value) + mark_of(r), right=True, figure="figure"),
        Column("points", lambda r: number_text(r.gap_pp), right=True, figure="gap_figure"),
        Column("million USD", lambda r: millions(r.gap_usd), right=True, figure="usd_figure"),
        Column("verdict", lambda r: r.verdict),
    )

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return sentences: value, gap, money, the edition before."""
        lines = [prose(line, width, "  ") for line in self._sentences(self.rows[0])]
        if ids:
            names = (
                "figure",
                "gap_figure",
                "usd_figure",
                "national_figure",
                "before_figure",
                "change_figure",
            )
            lines += ["", *(f"{n}: {getattr(self.rows[0], n)}" for n in names if getattr(self.rows[0], n))]
        return "\n".join([*lines, "", prose(self.last_line(), width)])

    def _sentences(self, r: StandingRow) -> Iterable[str]:
        name = name_of(r.ally)
        if r.value is None or r.gap_pp is None:
            yield f"{name}, {r.year}: {_word(r)}; {'; '.join(r.reasons)}."
            return
        estimate = {"e": " (estimate)", "p": " (projection)", "~": " (uncertain)"}.get(mark_of(r), "")
        place = f", {place_of(r)}" if place_of(r) else ""
        yield f"{name}, {r.year}: {number_text(r.value)} {r.unit}{estimate}; {r.edition}{place}."
        yield f"{self._side(r.gap_pp)} {r.level} of {self.pledge}{self._due()}: {_word(r)}."
        yield f"In money: {'; '.join(dict.fromkeys(self.money.values()))}."
        yield from (f"{reason[:1].upper()}{reason[1:]}." for reason in r.reasons[r.verdict != "too_close" :])
        yield self._moved(r)

    def _side(self, gap: Decimal) -> str:
        if gap == 0:
            return "Exactly at the"
        side = "below" if gap < 0 else "above"
        return f"{number_text(abs(gap), places_that_show(Decimal(0), abs(gap)))} points {side} the"

    def _due(self) -> str:
        if self.due_year is None:
            return ""
        return f", which {'fell' if self.due_year < self.as_of.year else 'falls'} due in {self.due_year}"

    def _moved(self, r: StandingRow) -> str:
        if r.before_value is None:
            return "No earlier edition that is held speaks of the years this one gives."
        places = places_that_show(r.before_value, r.now_value)
        before, now = held_text(r.before_value, places), held_text(r.now_value, places)
        if not r.change:
            return f"The edition before, {r.before_edition}, gave {before} for {r.before_year} too."
        return (
            f"The edition before, {r.before_edition}, gave {before} for {r.before_year}; "
            f"this one gives {now} ({number_text(r.change, places, sign=True)}). Cause: {r.cause}; {r.why}."
        )


def standing(ally: str, *, pledge: str, year: int | None, query: Query) -> Standing:
    """Say where an ally stands against a pledge's principal clause.

    Parameters
    ----------
    year : the last one known where None
    """
    view, rule = query.view(), find_pledge(pledge, query.day)
    code = code_named(ally, rule)
    clause = rule.principal
    v = judge(view, clause, clause.readings[0], year_asked(view, clause, year), code)
    money = {c: analysis.gap_money(view, clause, v, c) for c in ("usd", "national")}
    step = _step_before(view, clause, v)
    row = _row(view, clause, v, money, step)
    said = {c: _money_said(m, c) for c, m in money.items()}
    return Standing(view.day, used([row.edition, row.before_edition]), [row], rule.id, clause.due_year, said)


def _word(r: StandingRow) -> str:
    return f"not yet due in {r.year}" if r.verdict == "not_due" else WORDS[r.verdict]


def _money_said(m: Money, currency: str) -> str:
    if m.figure is None:
        return f"unknown in {'dollars' if currency == 'usd' else 'national currency'}, {m.reason}"
    amount = millions(m.figure.value, m.figure.low, m.figure.high)
    return f"{amount} million {m.currency}, {m.prices} prices ({m.output})"


def _step_before(view: View, clause: Clause, v: Verdict) -> Step | None:
    """Return the newest change that the verdict's edition made: of its year, or of the years before."""
    if v.observation is None:
        return None
    triangle = analysis.triangle(view, clause.indicator, v.ally)
    for year in sorted((y for y in triangle if y <= v.year), reverse=True):
        steps = [s for s in triangle[year] if s.now.edition == v.observation.edition and s.before is not None]
        if steps:
            return steps[-1]
    return None


def _row(view: View, clause: Clause, v: Verdict, money: dict[str, Money], step: Step | None) -> StandingRow:
    o = v.observation
    gap = analysis.gap_figure(view.record, clause, o, view.day) if o and v.gap_pp is not None else None
    usd, national = money["usd"].figure, money["national"].figure
    before = step.before if step else None
    return StandingRow(
        ally=v.ally,
        year=v.year,
        value=v.value,
        unit=_unit(o),
        status=o.status if o else "missing",
        level=v.level,
        gap_pp=v.gap_pp,
        gap_usd=usd.value if usd else None,
        gap_national=national.value if national else None,
        currency=money["national"].currency,
        prices=money["usd"].prices,
        verdict=v.verdict,
        reasons=v.reasons,
        edition=o.edition if o else None,
        published=view.record.edition(o.edition).published.isoformat() if o else None,
        sheet=o.sheet if o else "",
        cell=o.cell if o else "",
        line=o.line if o else None,
        figure=_id(value_figure(view.record, o, view.day.isoformat()) if o and o.value is not None else None),
        gap_figure=_id(gap),
        usd_figure=_id(usd),
        national_figure=_id(national),
        before_edition=before.edition if before else None,
        before_year=before.year if before else None,
        before_value=before.value if before else None,
        now_value=step.now.value if step else None,
        change=step.change.value if step and step.change else None,
        cause=step.cause.name if step else "",
        why=step.cause.why if step else "",
        before_figure=_id(cell_figure(view.record, before) if before and before.value is not None else None),
        change_figure=_id(step.change if step else None),
    )


def _unit(o: Observation | None) -> str:
    if o is None:
        return ""
    return "% of GDP" if o.indicator == "share_of_gdp" else unit_of(o)


def _id(figure: Figure | None) -> str | None:
    return figure.id if figure else None
