"""The sender's own record: who is below the level cannot write as one above it."""

from __future__ import annotations

from burdenshare.letters.facts.model import AllyName, Case, Fact, quantity, truth, word


def facts(case: Case) -> list[Fact]:
    """Say where the sender's own ally stands; unknown for a sender outside the record."""
    lines = {line.ally: line for line in case.table.lines}
    own = lines.get(case.sender.ally)
    known = own is not None and own.verdict.at_level is not None
    return [
        truth("sender_below", own.is_below if own and known else None),
        truth("sender_is_ally", bool(case.sender.ally)),
        quantity("sender_share", own.value if own else None),
        quantity("sender_gap", own.gap if own else None),
        word("sender_ally", AllyName(case.sender.ally) if case.sender.ally else None),
    ]
