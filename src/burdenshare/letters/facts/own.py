"""Facts that the user brings by CSV, each with its source."""

from __future__ import annotations

from burdenshare.letters.facts.model import Case, Fact


def facts(case: Case) -> list[Fact]:
    """Return the user's facts about the ally; `contribution` is always a name, known or not."""
    latest = {own.fact: own for own in sorted(case.own, key=lambda o: o.known_on)}
    found = {"contribution": Fact("contribution")} | {
        name: Fact(
            name,
            own.figure.value if own.figure else "given",
            own.figure,
            {each: text for each, text in own.texts.items() if text} or None,
        )
        for name, own in latest.items()
    }
    return list(found.values())
