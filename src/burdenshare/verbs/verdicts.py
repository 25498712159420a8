"""The verb `verdicts`: every ally against a pledge, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, NamedTuple, Unpack, overload

from burdenshare import analysis
from burdenshare.errors import PledgeError, UsageError
from burdenshare.pledges import (
    Clause,
    Reading,
    Verdict,
    addressed,
    at_level_words,
    evaluate,
    judge_cell,
    tally,
    year_asked,
)
from burdenshare.record import View, value_figure
from burdenshare.results import (
    WHERE_KNOWN,
    Column,
    Columns,
    Result,
    held_text,
    mark_of,
    number_text,
    places_that_show,
)
from burdenshare.terms import INDICATORS, name_of
from burdenshare.verbs.asked import allies_and_pledge, clauses_asked, of_allies, readings_asked
from burdenshare.verbs.calling import verb
from burdenshare.verbs.counts import EditionCounts, counts
from burdenshare.verbs.options import Day, Query, QueryOptions, day_of, used


class VerdictRow(NamedTuple):
    """One judgement; see `burdenshare.pledges.Verdict`."""

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
    edition: str | None
    figure: str | None
    name: str
    status: str
    published: str | None
    origin: str | None
    sheet: str
    cell: str
    raw: str
    line: int | None = None
    at_level_in: int = 0
    editions_with_value: int = 0


def _places(row: VerdictRow) -> int:
    return places_that_show(row.level, row.value)


@dataclass(frozen=True, repr=False)
class Verdicts(Result[VerdictRow]):
    """Judgements of a year.

    Parameters
    ----------
    counts : at level, with a value, members, and each verdict, of all allies in the first reading
    judged : how those at the level are judged, in words; empty where all of them meet the pledge
    readings : clause and reading to what the reading departs in
    complies_in : ally to "met in n of m readings", where all were asked for
    gdp_as_of, gdp_source : where GDP is that of another day
    """

    pledge: str
    year: int
    counts: dict[str, int]
    judged: str
    unit: str = "percent"
    readings: dict[str, str] | None = field(default=None, metadata=WHERE_KNOWN)
    complies_in: dict[str, str] | None = field(default=None, metadata=WHERE_KNOWN)
    gdp_as_of: str | None = field(default=None, metadata=WHERE_KNOWN)
    gdp_source: str | None = field(default=None, metadata=WHERE_KNOWN)

    def text_columns(self) -> Columns:
        """Return the columns; clause and reading where there is more than one."""
        labels = self._labels()
        return (
            *(
                (Column(", ".join(labels), lambda r: ", ".join(getattr(r, n) for n in labels)),)
                if labels
                else ()
            ),
            Column("ally", lambda r: r.ally if len(labels) > 1 else f"{r.ally} {r.name}"),
            Column("% ", lambda r: held_text(r.value, _places(r)) + mark_of(r), right=True, figure="figure"),
            Column("points", lambda r: number_text(r.gap_pp, _places(r)), right=True),
            Column("verdict", lambda r: r.verdict),
            Column("why", lambda r: r.reasons[0] if r.reasons else "", wraps=True),
        )

    def _labels(self) -> list[str]:
        """Return which of clause and reading there are several of."""
        return [n for n in ("clause", "reading") if len({getattr(r, n) for r in self.rows}) > 1]

    def asides(self) -> Iterable[tuple[str, str]]:
        """Return further reasons, and where the editions disagree."""
        for row in self.rows:
            yield from ((row.ally, reason) for reason in row.reasons[1:])
            if 0 < row.at_level_in < row.editions_with_value:
                of = f"{row.at_level_in} of the {row.editions_with_value} editions"
                yield row.ally, f"at level in {of} that speak of {row.year}."

    def last_line(self) -> str:
        """Say how many stand at the level and how they are judged."""
        judged = f": {self.judged}" if self.judged else ""
        about = ", ".join([self.pledge, *(getattr(self.rows[0], n) for n in self._labels()), str(self.year)])
        head = f"{about}: {self.counts['at_level']} of {self.counts['with_value']} at level{judged}."
        marked = " e = estimate." if any(r.status == "estimated" for r in self.rows) else ""
        return f"{head} {super().last_line()}{marked}"


@overload
def verdicts(
    *names: str,
    pledge: str = "",
    year: int | None = None,
    clause: str = "",
    every_edition: Literal[True],
    **query: Unpack[QueryOptions],
) -> EditionCounts: ...
@overload
def verdicts(
    *names: str,
    pledge: str = "",
    year: int | None = None,
    clause: str = "",
    reading: str = "",
    every_edition: Literal[False] = False,
    gdp_as_of: Day = None,
    gdp_source: str = "imf_weo",
    **query: Unpack[QueryOptions],
) -> Verdicts: ...
@verb
def verdicts(
    *names: str,
    pledge: str = "",
    year: int | None = None,
    clause: str = "",
    reading: str = "",
    every_edition: bool = False,
    gdp_as_of: Day = None,
    gdp_source: str = "imf_weo",
    **query: Unpack[QueryOptions],
) -> Verdicts | EditionCounts:
    """Judge every ally against a pledge, with reasons.

    The share is the publisher's own, with the GDP of its own cut-off. With `gdp_as_of` it is
    spending as known on `as_of` over GDP as known on that other day, from `gdp_source`.

    Parameters
    ----------
    names : allies, by code or name; default: all. A pledge may stand among them
    pledge : a pledge's id, or a TOML file of your own; default: the newest common one of the day
    year : the year judged; default: the last one known
    clause : a clause's id, or all; default: the principal one
    reading : a reading's id, or all; default: the first
    every_edition : instead, per edition, the count found and the count stated at the time
    gdp_as_of : the day on which GDP was known, for a clause on the share of GDP
    gdp_source : whose GDP that is, imf_weo or worldbank; default: imf_weo
    """
    asked = Query(**query)
    view = asked.view()
    codes, rule = allies_and_pledge(names, pledge, asked.day)
    clauses = clauses_asked(rule, clause)
    if every_edition:
        if reading or gdp_as_of is not None:
            raise UsageError(
                "the counts of every edition rest on the values as published",
                where="--every-edition",
                mend="leave --reading and --gdp-as-of out",
            )
        return counts(*names, pledge=pledge, year=year, clause=clause, **query)
    judged_year = year_asked(view, clauses[0], year)
    if gdp_as_of is None and gdp_source != "imf_weo":
        raise UsageError("no day of the GDP is named", where="--gdp-source", mend="add --gdp-as-of")
    if gdp_as_of is not None and "all" in (clause, reading):
        raise UsageError(
            "GDP of another day is for one clause and reading", where="--gdp-as-of", mend="name one"
        )
    if gdp_as_of is not None:
        gdp = replace(asked, as_of=day_of(gdp_as_of), source=gdp_source).view()
        return _with_gdp_of(view, clauses[0], readings_asked(clauses[0], reading)[0], judged_year, gdp, codes)
    pairs = [(c, r) for c in clauses for r in readings_asked(c, reading)]
    judged = [evaluate(view, c, r, judged_year) for c, r in pairs]
    rows = [v for (c, _), group in zip(pairs, judged, strict=True) for v in of_allies(codes, c, group)]
    return Verdicts(
        asked.day,
        used(v.observation.edition for v in rows if v.observation),
        [verdict_row(view, v) for v in rows],
        pledge=rule.id,
        year=judged_year,
        counts=tally(judged[0]),
        judged=at_level_words(judged[0]),
        unit=INDICATORS[clauses[0].indicator].unit if clauses[0].indicator else "percent",
        readings={f"{c.id}:{r.id}": r.departs for c, r in pairs},
        complies_in=_complies(rows) if reading == "all" else None,
    )


def _with_gdp_of(
    view: View, clause: Clause, reading: Reading, year: int, gdp: View, codes: list[str]
) -> Verdicts:
    """Verdicts by spending and GDP that were each known on a day of their own."""
    if clause.indicator != "share_of_gdp":
        raise PledgeError(
            f"the clause '{clause.id}' does not measure a share of GDP",
            where="--gdp-as-of",
            mend="name a clause on the share of GDP",
        )
    judged, figures = [], {}
    for ally in addressed(clause, year, view.day):
        ratio = analysis.ratio(view, gdp, ally, year)
        v = judge_cell(view, clause, reading, year, ally, ratio.observation())
        if v.verdict != "not_applicable":
            v = replace(v, reasons=(*v.reasons, ratio.reason) if ratio.figure else (ratio.reason,))
        judged.append(v)
        figures[ally] = ratio.figure.id if ratio.figure else None
    rows = [
        verdict_row(view, v)._replace(figure=figures.get(v.ally)) for v in of_allies(codes, clause, judged)
    ]
    return Verdicts(
        view.day,
        used([*(r.edition for r in rows), gdp.newest.id]),
        rows,
        pledge=clause.pledge,
        year=year,
        counts=tally(judged),
        judged=at_level_words(judged),
        gdp_as_of=gdp.day.isoformat(),
        gdp_source=gdp.newest.publisher,
    )


def _complies(judged: list[Verdict]) -> dict[str, str]:
    """Ally to "met in n of m readings", the readings that do not apply left out."""
    by_ally: dict[str, list[str]] = {}
    for v in judged:
        if v.verdict != "not_applicable":
            by_ally.setdefault(v.ally, []).append(v.verdict)
    return {a: f"{vs.count('met')} of {len(vs)}" for a, vs in by_ally.items()}


def verdict_row(view: View, v: Verdict) -> VerdictRow:
    """Return a verdict as a row, its value as a figure."""
    o = v.observation
    known = o is not None and o.value is not None
    edition = view.record.edition(o.edition) if o else None
    seen = _vintages(view, v)
    return VerdictRow(
        ally=v.ally,
        year=v.year,
        clause=v.clause,
        reading=v.reading,
        value=v.value,
        level=v.level,
        gap_pp=v.gap_pp,
        at_level=v.at_level,
        verdict=v.verdict,
        reasons=v.reasons,
        edition=edition.id if edition else None,
        figure=value_figure(view.record, o, view.day.isoformat()).id if o and known else None,
        name=name_of(v.ally),
        status=o.status if o else "missing",
        published=edition.published.isoformat() if edition else None,
        origin=o.origin if o else None,
        sheet=o.sheet if o else "",
        cell=o.cell if o else "",
        raw=o.raw if o else "",
        line=o.line if o else None,
        at_level_in=sum(value >= v.level for value in seen),
        editions_with_value=len(seen),
    )


def _vintages(view: View, v: Verdict) -> list[Decimal]:
    """Every value that the visible editions give of the verdict's year."""
    if v.observation is None:
        return []
    given = view.vintages(v.observation.indicator, v.ally, v.year)
    return [o.value for o in given if o.value is not None]
