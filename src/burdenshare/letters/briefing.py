"""The brief on one ally: verdict, gap, what changed, plan, what they will say and the answer."""

from __future__ import annotations

from datetime import date

from burdenshare.document import Block, Document, Heading, long_day, words
from burdenshare.letters.compose import name_of_ally, paragraphs
from burdenshare.letters.facts import Evidence
from burdenshare.letters.filling import Filler
from burdenshare.letters.frame import foot
from burdenshare.letters.kit import Kit
from burdenshare.letters.passages import choose
from burdenshare.letters.verify import verify


def brief_on(kit: Kit, evidence: Evidence, as_of: date) -> Document:
    """Write the brief on an ally in the kit's language, by the rules that hold for letters.

    Raises
    ------
    LetterError : a quantity is unbound, another ally's, or newer than the day
    """
    language, tone = kit.settings.language, kit.settings.tone
    passages, table = kit.passages(language, tone), words(language)["brief"]
    filler = Filler(evidence, language, tone, passages)
    title = table["title"].format(name=name_of_ally(evidence, language), day=long_day(as_of, language))
    blocks: list[Block] = [Heading(title, 1)]
    for head, groups in kit.brief.items():
        parts = [part for group in groups for part in group]
        taken, _ = choose(passages, parts, evidence.values(language, tone))
        found = paragraphs(groups, {p.rule.part: filler.fill(p) for p in taken})
        if found:
            blocks += [Heading(str(table.get(head, head)), 2), *found]
    document = Document(
        title,
        "brief",
        tuple(blocks),
        foot=foot(language),
        language=language,
        meta={"ally": evidence.ally, "as_of": as_of.isoformat()},
    )
    verify(document, evidence.ally, as_of, sender=kit.sender.ally)
    return document
