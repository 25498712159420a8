"""What conditions, slots and words may use. A new source of facts is one more entry here."""

from burdenshare.letters.facts import declared, own, plan, sender, standing
from burdenshare.letters.facts.model import (
    AllyName,
    Case,
    Evidence,
    Fact,
    Issued,
    OwnFact,
    Place,
    PublisherWord,
    Source,
    When,
    Word,
    Writer,
)

SOURCES: tuple[Source, ...] = (standing.facts, plan.facts, sender.facts, declared.facts, own.facts)
"""Every source of facts, in the order in which they are asked."""


def evidence_of(case: Case) -> Evidence:
    """Gather what is known of an ally; whatever is unknown is a fact without a value."""
    return Evidence(case.ally, [fact for source in SOURCES for fact in source(case)])


__all__ = [
    "SOURCES",
    "AllyName",
    "Case",
    "Evidence",
    "Fact",
    "Issued",
    "OwnFact",
    "Place",
    "PublisherWord",
    "Source",
    "When",
    "Word",
    "Writer",
    "evidence_of",
]
