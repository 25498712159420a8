"""Passages: which small text stands in a letter, and why; and why not the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from burdenshare.letters.conditions import Condition, Value, parse
from burdenshare.letters.slots import Slot, slots_of

TONES = ("warm", "firm", "pointed")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a passage may stand; the same in every language and tone.

    Parameters
    ----------
    part : within a part the first passage that may stand is taken
    when : lines of which each must hold
    needs : facts that must be known beside those of its slots
    why : what is said of it when it was taken
    """

    id: str
    part: str
    why: str
    when: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def conditions(self) -> list[tuple[str, tuple[Condition, ...]]]:
        """Return each line with its alternatives."""
        return [(line, parse(line, where=f"the passage '{self.id}'")) for line in self.when]


@dataclass(frozen=True, slots=True)
class Passage:
    """A rule with its words in one language and tone."""

    rule: Rule
    language: str
    tone: str
    text: str

    @property
    def id(self) -> str:
        """The passage's name."""
        return self.rule.id

    def slots(self) -> list[Slot]:
        """Return its slots and brackets in order."""
        return slots_of(self.text, where=f"the passage '{self.id}', {self.language}, {self.tone}")

    def needs(self) -> list[str]:
        """Return the facts without which it cannot stand."""
        named = [s.name for s in self.slots() if s.kind != "part"]
        return list(dict.fromkeys([*self.rule.needs, *named]))


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition with what decided it."""

    condition: str
    holds: bool
    decided_by: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a passage was taken, the reason, and what would have changed it.

    Parameters
    ----------
    reasons : every condition with the values that decided it
    otherwise : what would have changed the choice
    """

    passage: str
    part: str
    taken: bool
    reason: str
    reasons: tuple[Reason, ...] = field(default=())
    otherwise: str = ""


def choose(
    passages: Sequence[Passage], parts: Sequence[str], facts: Mapping[str, Value]
) -> tuple[list[Passage], list[Choice]]:
    """Take the first passage of each part that may stand; say why of every one."""
    taken: list[Passage] = []
    choices: list[Choice] = []
    for part in parts:
        done: Passage | None = None
        for passage in (p for p in passages if p.rule.part == part):
            reasons = reasons_of(passage, facts)
            stands = all(r.holds for r in reasons)
            choices.append(_choice(passage, reasons, done))
            if stands and done is None:
                done = passage
                taken.append(passage)
    return taken, choices


def reasons_of(passage: Passage, facts: Mapping[str, Value]) -> tuple[Reason, ...]:
    """Return each condition and each need with what decided it."""
    found = [
        Reason(
            line,
            any(c.holds(facts) for c in group),
            "; ".join(dict.fromkeys(c.decided_by(facts) for c in group)),
        )
        for line, group in passage.rule.conditions()
    ]
    for name in passage.needs():
        if facts.get(name) is None:
            found.append(Reason(f"{name} known", holds=False, decided_by=f"{name} is unknown"))
    return tuple(found)


def _choice(passage: Passage, reasons: tuple[Reason, ...], done: Passage | None) -> Choice:
    rule, failed = passage.rule, [r for r in reasons if not r.holds]
    if failed:
        reason = "not so: " + "; ".join(r.decided_by for r in failed)
        otherwise = "it could stand if " + " and ".join(r.condition for r in failed)
        if done is not None:
            otherwise += f", and if '{done.id}' did not come before it"
        return Choice(rule.id, rule.part, taken=False, reason=reason, reasons=reasons, otherwise=otherwise)
    if done is not None:
        return Choice(
            rule.id,
            rule.part,
            taken=False,
            reason=f"'{done.id}' comes before it",
            reasons=reasons,
            otherwise=_unless(done, "it would stand"),
        )
    return Choice(
        rule.id,
        rule.part,
        taken=True,
        reason=rule.why,
        reasons=reasons,
        otherwise=_unless(passage, "another would stand"),
    )


def _unless(passage: Passage, then: str) -> str:
    """Say which conditions of a taken passage would have to fail."""
    lines = list(passage.rule.when)
    if not lines:
        return "nothing: what stands has no condition"
    which = "this did not hold" if len(lines) == 1 else "one of these did not hold"
    return f"{then} if {which}: " + "; ".join(lines)
