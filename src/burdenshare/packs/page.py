"""The pack's page: one self-contained file, readable without scripts."""

from __future__ import annotations

from typing import Any

from burdenshare.analysis import Standing, Standings
from burdenshare.charts import MARKS, places
from burdenshare.document import billions, plain
from burdenshare.figures import Figure
from burdenshare.letters import Letter
from burdenshare.packs import words
from burdenshare.packs.brief import sort_key
from burdenshare.packs.figures import drawers
from burdenshare.packs.pictures import Picture
from burdenshare.pledges import evaluate, tally
from burdenshare.record import Observation, cell_figure
from burdenshare.terms import ALLIES, long_date, name_of


def render(
    table: Standings, drawn: list[Picture], letters: list[Letter], figures: list[Figure], *, collated: bool
) -> str:
    """Return the page's HTML; every text from outside is escaped by the template.

    Parameters
    ----------
    collated : whether the pack holds the letters side by side, in `collation/`
    """
    import jinja2  # noqa: PLC0415

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("burdenshare.packs"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    written = {letter.ally for letter in letters}
    lines = sorted(table.lines, key=sort_key)
    return (
        environment.get_template("index.html.j2").render(
            table=table,
            title=f"{table.pledge.title}, as known on {long_date(table.view.day)}",
            headline=[_part(p) for p in words.headline(table)],
            held=words.held(table),
            publisher=words.publisher_of(table),
            difference=words.difference(table),
            level=words.level_text(table),
            nowrap=_together(words.level_text(table)),
            rows=[_row(table, ln, ln.ally in written) for ln in lines],
            tiles=[_tile(ln) for ln in table.lines if ln.ally in ALLIES],
            marks={k: v[3] for k, v in MARKS.items()},
            verdict_words=words.VERDICT_WORDS,
            moved=_moved(table),
            before=_before(table),
            pictures=[p for p in drawn if p.name != "tiles"],
            letters=[_letter(letter) for letter in letters],
            collated=collated,
            unknowns=words.unknowns(table),
            editions=_editions(table),
            readings=_readings(table),
            money=_money(table),
            drawers=drawers(figures),
            long_date=long_date,
            day=table.view.day,
        )
        + "\n"
    )


def _together(text: str) -> Any:
    """Keep a level and its unit on one line, without another character between them."""
    from markupsafe import Markup, escape  # noqa: PLC0415  comes with Jinja2

    return Markup('<span class="nowrap">{}</span>').format(escape(text))


def _part(part: str | Figure) -> dict[str, str]:
    if isinstance(part, str):
        return {"text": part, "figure": ""}
    return {"text": words.count(part), "figure": part.id}


def _row(table: Standings, line: Standing, written: bool) -> dict[str, Any]:
    v, money, move = line.verdict, line.money.figure, line.move
    return {
        "ally": line.ally,
        "name": name_of(line.ally),
        "verdict": v.verdict,
        "value": line.value,
        "below": line.is_below,
        "share": plain(v.value, 2) if v.value is not None else "",
        "gap": line.gap,
        "gap_text": plain(v.gap_pp, 2, sign=True) if v.gap_pp is not None else "",
        "money": money,
        "money_text": billions(money, sign=True) if money else "",
        "money_about": bool(money and money.decimals < 0),
        "money_reason": line.money.reason,
        "change": move.change if move else None,
        "change_text": plain(move.change.value, 2, sign=True) if move else "",
        "reasons": v.reasons,
        "quote": words.quotable(table, line),
        "written": written,
        "spark": _spark(table, v.observation),
        "estimate": bool(line.value and line.value.is_estimate),
    }


def _spark(table: Standings, o: Observation | None) -> str:
    """Points of a small line over one edition's series; empty with fewer than three."""
    if o is None:
        return ""
    same = table.view.record.only(o.edition)
    series = [
        (y, c.value)
        for y in same.years(o.indicator, [o.ally])
        if (c := same.latest(o.indicator, o.ally, y)) and c.value is not None
    ]
    if len(series) < 3:  # noqa: PLR2004
        return ""
    top = max(float(v) for _, v in series)
    first, span = series[0][0], max(1, series[-1][0] - series[0][0])
    return " ".join(f"{(y - first) / span * 60 + 2:.1f},{20 - float(v) / top * 16:.1f}" for y, v in series)


def _tile(line: Standing) -> dict[str, Any]:
    row, column = places()[line.ally]
    v = line.verdict
    shown = "no forces" if not ALLIES[line.ally].has_forces else "?"
    return {
        "code": ALLIES[line.ally].iso2,
        "name": name_of(line.ally),
        "ally": line.ally,
        "row": row,
        "column": column,
        "verdict": v.verdict,
        "figure": line.value,
        "shown": plain(v.value, 2) if v.value is not None else shown,
    }


def _moved(table: Standings) -> list[dict[str, Any]]:
    """Every ally's move since the last complete edition, largest first."""
    lines = [ln for ln in table.lines if ln.move]
    lines.sort(key=lambda ln: (-abs(ln.move.change.value) if ln.move else 0, ln.ally))
    found = []
    for line in lines:
        move = line.move
        assert move and move.before.value is not None and move.now.value is not None  # noqa: S101, PT018
        found.append(
            {
                "name": name_of(line.ally),
                "crossed": _crossed(table, move.before, move.now),
                "before": cell_figure(table.view.record, move.before),
                "now": line.value,
                "before_text": plain(move.before.value, 2),
                "now_text": plain(move.now.value, 2),
                "change": move.change,
                "change_text": plain(move.change.value, 2, sign=True),
                "restated": move.restatement,
                "restated_text": _signed(move.restatement),
                "fresh": move.fresh,
                "fresh_text": _signed(move.fresh),
            }
        )
    return found


def _signed(figure: Figure | None) -> str:
    return "" if figure is None else plain(figure.value, 2, sign=True)


def _crossed(table: Standings, before: Observation, now: Observation) -> str:
    level = table.clause.level
    if before.value is None or now.value is None:
        return ""
    if before.value < level <= now.value:
        return "reached the level"
    return "fell below the level" if now.value < level <= before.value else ""


def _before(table: Standings) -> dict[str, Any] | None:
    if table.before is None:
        return None
    edition, year = table.before
    redefined = edition.definition != table.edition.definition
    rebased = {edition.price_base, table.edition.price_base} - {None}
    return {"date": words.dated(edition), "year": year, "redefined": redefined, "rebased": len(rebased) > 1}


def _letter(letter: Letter) -> dict[str, str]:
    to = letter.recipient
    who = f"{to.name}, {to.office}" if to.name else to.office
    return {
        "ally": letter.ally,
        "name": name_of(letter.ally),
        "office": who,
        "own": letter.own,
        "tone": letter.tone,
    }


def _editions(table: Standings) -> list[dict[str, str]]:
    return [
        {
            "id": e.id,
            "date": words.dated(e),
            "origin": e.origin,
            "citation": e.citation,
            "remarks": e.remarks,
            "url": e.url,
        }
        for e in words.editions_used(table)
    ]


def _readings(table: Standings) -> list[dict[str, str]]:
    found = []
    for reading in table.clause.readings:
        counts = tally(evaluate(table.view, table.clause, reading, table.year))
        parts = [f"{n} {words.VERDICT_WORDS[k]}" for k, n in counts.items() if k in words.VERDICT_WORDS and n]
        found.append({"id": reading.id, "departs": reading.departs, "counts": ", ".join(parts)})
    return found


def _money(table: Standings) -> str:
    outputs = {f"{ln.money.prices} prices, {ln.money.output}" for ln in table.lines if ln.money.figure}
    return "; ".join(sorted(outputs))
