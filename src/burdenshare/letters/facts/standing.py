"""Where the ally stands: share, gap, money, weight, trend, equipment, neighbours."""

from __future__ import annotations

from decimal import Decimal

from burdenshare.analysis import Standings
from burdenshare.figures import Cell, Figure, Operation
from burdenshare.letters.facts.model import AllyName, Case, Fact, Issued, PublisherWord, quantity, truth, word
from burdenshare.record import Edition, cell_figure
from burdenshare.terms import ALLIES, find_publisher, has_border_with

NEIGHBOURS = {"RUS": "border_russia", "BLR": "border_belarus"}


def facts(case: Case) -> list[Fact]:
    """Return everything that the table of standings says of the ally."""
    return [*_place(case), *_publisher(case), *_record(case), *_trend(case), *_money(case), *_who(case)]


def _place(case: Case) -> list[Fact]:
    """When and under which pledge the letter is written."""
    table = case.table
    due, deadline = table.clause.due_year, table.clause.deadline
    state = "every_year"
    if due is not None and deadline is not None:
        past = table.view.day > deadline and table.year >= due
        state = "past" if past else "ahead" if due > table.year else "this_year"
    return [
        Fact("pledge", table.pledge.id),
        word("pledge_title", table.pledge.title),
        word("agreed", table.pledge.agreed),
        word("agreed_year", table.pledge.agreed.year),
        Fact("due", state),
        word("due_year", due),
        word("year", table.year),
        word("next_year", table.year + 1),
        word("as_of", table.view.day),
        word("end_of_year", table.view.day.replace(month=12, day=31)),
        word("place", case.place),
        quantity("level", table.clause.level_figure()),
        quantity("total", _level_of(table, "total")),
        quantity("equipment_level", _level_of(table, "equipment")),
    ]


def _publisher(case: Case) -> list[Fact]:
    """Say whose figures these are, and how they differ from what was agreed."""
    publisher = find_publisher(case.table.edition.publisher)
    texts = case.table.clause.differences(publisher.id)
    return [
        Fact("publisher", publisher.id, word=PublisherWord(publisher.id)),
        word("difference", texts or None),
    ]


def _issued(edition: Edition) -> Issued:
    return Issued(edition.publisher, edition.published)


def _level_of(table: Standings, clause: str) -> Figure | None:
    """Return the level of another clause of the pledge, if it has one of that name."""
    return next((c.level_figure() for c in table.pledge.clauses if c.id == clause), None)


def _record(case: Case) -> list[Fact]:
    """Return the value of the year, its gap, and what the money buys."""
    line, table = case.line, case.table
    o = line.verdict.observation
    edition = table.view.record.edition(o.edition) if o else table.edition
    equipment, level = line.equipment, _level_of(table, "equipment")
    reached = equipment.value >= level.value if equipment and level else None
    return [
        quantity("share", line.value),
        quantity("gap", line.gap),
        quantity("equipment", equipment),
        truth("equipment_reached", reached),
        truth("estimate", line.value.is_estimate if line.value else None),
        truth("at_level", line.verdict.at_level),
        Fact("verdict", line.verdict.verdict),
        word("edition", _issued(edition)),
    ]


def _trend(case: Case) -> list[Fact]:
    """Compare years within one edition, and the last complete edition, which is another."""
    line, table, move = case.line, case.table, case.line.move
    record = table.view.record
    before = cell_figure(record, move.before) if move else None
    same = move.before.year == table.year if move else None
    changed = bool(
        move and record.edition(move.before.edition).definition != record.edition(move.now.edition).definition
    )
    return [
        quantity("start", line.start),
        quantity("slope", line.slope),
        quantity("before", before),
        Fact("change", move.change.value if move else None),
        truth("same_year", same),
        truth("redefined", changed if move else None),
        word("start_year", table.pledge.agreed.year),
        word("before_year", move.before.year if move else None),
        word("before_edition", _issued(record.edition(move.before.edition)) if move else None),
    ]


def _money(case: Case) -> list[Fact]:
    """Return the gap in money, what it rests on, and its weight among all gaps."""
    money, output = case.line.money.figure, None
    if money is not None and isinstance(money.derivation, Operation):
        output = money.derivation.inputs[1]
    cell = _cell_of(output)
    implied = output is not None and isinstance(output.derivation, Operation)
    kind = None if output is None else "implied" if implied else "published"
    return [
        quantity("money", money),
        quantity("weight", case.line.weight),
        Fact("rank", Decimal(case.line.rank) if case.line.rank else None),
        Fact("output", kind),
        truth("output_same_year", cell.year == case.table.year if cell else None),
        truth("output_constant", not case.line.money.prices.startswith("current") if cell else None),
        word("output_year", cell.year if cell else None),
        word("output_edition", Issued(cell.publisher, cell.published) if cell else None),
    ]


def _cell_of(figure: Figure | None) -> Cell | None:
    return figure.cells()[0] if figure is not None and figure.cells() else None


def _who(case: Case) -> list[Fact]:
    """Say who the ally is: when it joined, whom it borders on."""
    ally = ALLIES[case.ally]
    borders = {name: has_border_with(case.ally, state) for state, name in NEIGHBOURS.items()}
    return [
        word("ally", AllyName(case.ally)),
        Fact("code", case.ally),
        truth("has_forces", ally.has_forces),
        truth("joined_later", ally.accession > case.table.pledge.agreed),
        word("joined_year", ally.accession.year),
        Fact("joined", Decimal(ally.accession.year)),
        *(truth(name, held) for name, held in borders.items()),
    ]
