"""From an ally's evidence to a letter: passages chosen, slots filled, the whole verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from burdenshare.document import Document, Paragraph, Run, Text, words
from burdenshare.letters import frame
from burdenshare.letters.facts import AllyName, Evidence, Fact
from burdenshare.letters.filling import Filler
from burdenshare.letters.kit import Kit
from burdenshare.letters.passages import Choice, Passage, choose
from burdenshare.letters.recipients import Recipient
from burdenshare.letters.verify import verify
from burdenshare.terms import name_in

OWN = (
    "border-open",
    "border-kept",
    "weight-largest",
    "joined-later",
    "equipment-behind",
    "equipment-near",
    "equipment-only",
    "plan-",
    "equipment-",
    "weight-",
    "distance-",
    "standing",
)
"""Beginnings of passages whose sentence is most an ally's own, first of all the first."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter with the record of its choices.

    Parameters
    ----------
    own : the sentence that is most this ally's own
    """

    ally: str
    tone: str
    recipient: Recipient
    document: Document
    choices: list[Choice]
    own: str


def compose(kit: Kit, evidence: Evidence, to: Recipient, as_of: date) -> Letter:
    """Write one letter and verify it.

    Raises
    ------
    LetterError : a quantity is unbound, another ally's, or newer than the day
    """
    language, tone = to.language, kit.settings.tone
    evidence = greeted(evidence, to)
    passages = kit.passages(language, tone)
    filler = Filler(evidence, language, tone, passages)
    taken, _ = choose(passages, [*kit.parts(), "closing"], evidence.values(language, tone))
    by_part = {p.rule.part: filler.fill(p) for p in taken}
    body = paragraphs(kit.paragraphs, by_part)
    document = Document(
        title=words(language)["frame"]["title"].format(name=name_of_ally(evidence, language)),
        kind="letter",
        blocks=(*frame.head(kit, to, as_of), *body, *frame.close(kit, by_part.get("closing", []), language)),
        foot=frame.foot(language),
        language=language,
        meta={
            "ally": evidence.ally,
            "as_of": as_of.isoformat(),
            "sender": kit.sender.ally,
            "author": kit.sender.author or kit.sender.signature.replace("\n", ", "),
        },
    )
    verify(document, evidence.ally, as_of, sender=kit.sender.ally)
    choices = explain(kit, evidence, language, tone)
    return Letter(evidence.ally, tone, to, document, choices, _own_sentence(taken, by_part))


def greeted(evidence: Evidence, to: Recipient) -> Evidence:
    """Add how the recipient is greeted, for the closing words."""
    greeting = to.salutation.rstrip(",! ")
    found = [f for name in evidence.names() if (f := evidence.get(name))]
    return Evidence(evidence.ally, [*found, Fact("salutation", greeting, word=greeting)])


def name_of_ally(evidence: Evidence, language: str) -> str:
    """Return the ally's name alone, as in a heading."""
    ally = evidence.get("ally")
    code = ally.word.code if ally and isinstance(ally.word, AllyName) else evidence.ally
    return name_in(code, language).name


def paragraphs(order: Sequence[Sequence[str]], by_part: dict[str, list[Run]]) -> list[Paragraph]:
    """Put the parts that were taken into paragraphs."""
    found = []
    for parts in order:
        runs: list[Run] = []
        for part in parts:
            if part in by_part:
                runs += [Text(" "), *by_part[part]] if runs else by_part[part]
        if runs:
            found.append(Paragraph(tuple(runs)))
    return found


def explain(kit: Kit, evidence: Evidence, language: str, tone: str) -> list[Choice]:
    """Say of every passage whether it was taken, and why; parts within parts only if asked for."""
    passages, facts = kit.passages(language, tone), evidence.values(language, tone)
    taken, choices = choose(passages, kit.all_parts(), facts)
    asked = _asked(taken, [*kit.parts(), "closing"])
    return [c for c in choices if c.part in asked]


def _asked(taken: Sequence[Passage], parts: Sequence[str]) -> set[str]:
    """Return the parts of the letter, and those that its passages hold."""
    asked: set[str] = set()
    queue = list(parts)
    while queue:
        part = queue.pop()
        if part not in asked:
            asked.add(part)
            inside = [s.name for p in taken if p.rule.part == part for s in p.slots() if s.kind == "part"]
            queue += inside
    return asked


def _own_sentence(taken: Sequence[Passage], by_part: dict[str, list[Run]]) -> str:
    for begin in OWN:
        for passage in taken:
            if passage.id.startswith(begin):
                return "".join(r.text for r in by_part[passage.rule.part])
    return ""
