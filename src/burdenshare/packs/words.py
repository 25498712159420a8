"""The sentences of a pack: generated from figures, true or absent."""

from __future__ import annotations

from burdenshare.analysis import Standing, Standings
from burdenshare.document import plain
from burdenshare.figures import Figure
from burdenshare.pledges import at_level_words
from burdenshare.record import Edition
from burdenshare.terms import COUNTS, PublisherName, edition_date, find_publisher, long_date, name_of


def count(figure: Figure) -> str:
    """Write a count in words up to twelve."""
    n = int(figure.value)
    return COUNTS[n] if n < len(COUNTS) else str(n)


def publisher_of(table: Standings) -> PublisherName:
    """Return whose figures the pack is made of, in English."""
    return find_publisher(table.edition.publisher).english


def difference(table: Standings) -> str:
    """Say how the publisher's figures differ from what was agreed; empty where they do not."""
    return table.clause.differences(table.edition.publisher).get("en", "")


def dated(edition: Edition) -> str:
    """Write when an edition appeared."""
    return edition_date(edition.publisher, edition.published)


def source_of(edition: Edition) -> str:
    """Write whose edition it is, and of when."""
    return f"{find_publisher(edition.publisher).english.series}, edition of {dated(edition)}"


def credit(edition: Edition) -> list[str]:
    """Return the source and its address, as the last lines under a chart's title."""
    page = find_publisher(edition.publisher).page
    return [f"Source: {source_of(edition)}.", *([page] if page else [])]


def level_text(table: Standings) -> str:
    """Write the level with its unit, `2 %`."""
    return f"{format(table.clause.level.normalize(), 'f')} %"


def headline(table: Standings) -> list[str | Figure]:
    """Return the pack's one sentence, in parts: words and the counts among them."""
    c, level = table.counts, level_text(table)
    parts: list[str | Figure] = [
        f"On {long_date(table.view.day)}, ",
        c["at_level"],
        " of the ",
        c["with_value"],
        f" {'ally' if c['with_value'].value == 1 else 'allies'} with figures stood at {level}",
    ]
    judged = at_level_words(line.verdict for line in table.lines)
    parts.append(_due(table) + (f" ({judged})" if judged else ""))
    near = int(c["near"].value)
    if near:
        parts += ["; ", c["near"], " more lay within 0.1 point below it"]
    return [*parts, "."]


def _due(table: Standings) -> str:
    due, deadline = table.clause.due_year, table.clause.deadline
    if due is None or deadline is None:
        return " of GDP, a floor that holds every year"
    if table.view.day > deadline and table.year >= due:
        return f" of GDP, a level that fell due in {due}"
    when = "this year" if due == table.view.day.year else f"in {due}"
    return f" of GDP, a level that falls due {when}"


def quotable(table: Standings, line: Standing) -> str:
    """Return the first sentence of an ally's row, one that a researcher can quote."""
    name, v = name_of(line.ally), line.verdict
    if v.value is None:
        return f"{name}: {v.reasons[0]}."
    share = plain(v.value, 2)
    edition = table.view.record.edition(v.observation.edition) if v.observation else table.edition
    source = source_of(edition)
    if v.observation is not None and v.observation.cell:
        source += f", {v.observation.sheet}!{v.observation.cell}"
    if v.observation is not None and v.observation.is_estimate:
        source += " (estimate)"
    return f"{name}: {share} %, {_side(table, line)}; {source}."


def _side(table: Standings, line: Standing) -> str:
    gap, due = line.verdict.gap_pp, table.clause.due_year
    assert gap is not None  # noqa: S101
    if gap == 0:
        return f"exactly at the {table.pledge.noun}"
    side = "below" if gap < 0 else "above"
    tail = f" that falls due in {due}" if line.verdict.verdict == "not_due" else ""
    return f"{plain(abs(gap), 2)} points {side} the {table.pledge.noun}{tail}"


VERDICT_WORDS = {
    "met": "met",
    "not_met": "not met",
    "not_due": "below, not yet due",
    "too_close": "too close to call",
    "unknown": "unknown",
    "not_applicable": "does not apply",
}


def movers(table: Standings, most: int = 5) -> str:
    """Name the allies that moved most between the last complete edition and this one."""
    moved = [ln for ln in table.lines if ln.move]
    if not moved or table.before is None:
        return "No earlier edition that is held is complete."
    moved.sort(key=lambda ln: (-abs(ln.move.change.value) if ln.move else 0, ln.ally))
    named = [
        f"{name_of(ln.ally)} ({plain(ln.move.change.value, 2, sign=True)})" for ln in moved[:most] if ln.move
    ]
    edition, year = table.before
    return f"From {year} in the edition of {dated(edition)}: {_list(named)} points."


def unknowns(table: Standings) -> list[str]:
    """Say what the record of the day cannot say."""
    found = []
    found += [
        f"The clause of {c.title} cannot be judged: {c.reservations}."
        for c in table.pledge.clauses
        if not c.indicator
    ]
    if table.before is not None and table.before[0].definition != table.edition.definition:
        day = dated(table.before[0])
        found.append(f"Changes since the edition of {day} mix revision with a new definition of spending.")
    blank = [ln for ln in table.lines if ln.verdict.verdict == "unknown"]
    found += [f"{name_of(ln.ally)}: {ln.verdict.reasons[0]}." for ln in blank]
    unpriced = [name_of(ln.ally) for ln in table.lines if ln.value is not None and ln.money.figure is None]
    if unpriced:
        found.append(f"No gap in money for {_list(unpriced)}: no edition held gives an output.")
    if not any(ln.equipment for ln in table.lines):
        found.append("Nothing is held of this edition about what the money buys (equipment, personnel).")
    if not any(ln.start for ln in table.lines):
        found.append("No edition held gives both the year of the pledge and this one: no trend since.")
    return found


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def held(table: Standings) -> str:
    """Say how the newest edition is held."""
    e = table.edition
    cells = [ln.verdict.observation for ln in table.lines if ln.verdict.observation]
    typed = sum(o.origin == "transcribed" for o in cells)
    text = f"{source_of(e)}; as known on {long_date(table.view.day)}"
    if typed:
        return f"{text}; {typed} of {len(cells)} shares are transcribed from other pages"
    own = f"read from {publisher_of(table).genitive} own workbook"
    return f"{text}; {own if e.origin == 'original' else e.origin}"


def editions_used(table: Standings) -> list[Edition]:
    """Return the editions that the table rests on, oldest first."""
    used = {e for ln in table.lines for f in (ln.value, ln.gap, ln.money.figure) if f for e in f.editions()}
    used |= {table.before[0].id} if table.before else set()
    return [e for e in table.view.editions if e.id in used]
