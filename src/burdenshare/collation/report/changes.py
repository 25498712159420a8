"""What was changed for whom: each letter's own sentences, and its wordings of shared ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from burdenshare.collation.apparatus import Letter, Passage
from burdenshare.collation.report.blocks import Block
from burdenshare.collation.report.matrix import state_in
from burdenshare.collation.report.setting import against
from burdenshare.collation.report.summary import NAMED

SIGN = re.compile(r"⟨([^⟨⟩]*)⟩")
CHANGED = {"variant": "reworded", "own": "own words"}


def changes(
    letter: Letter, blocks: Iterable[Block], passages: Mapping[str, Passage], places: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a letter's own sentences and rewordings in its order; slots are no changes.

    Parameters
    ----------
    places : passage to the id of its words in the letter
    """
    found = []
    for block in blocks:
        passage = passages.get(block.passage)
        if passage is None or passage.alone:
            if any(s.kind == "tailored" for s in block.spans):
                found.append(
                    {
                        "passage": "",
                        "how": "own",
                        "also": "",
                        "html": _words(letter, block),
                        "at": places.get(block.passage, ""),
                        "id": block.passage if block.first else "",
                    }
                )
        elif block.first and (how := CHANGED.get(state_in(letter, passage))):
            found.append(
                {
                    "passage": passage.id,
                    "how": how,
                    "id": "",
                    "also": _also(letter, passage),
                    "html": _reading(letter, passage, how) or _block(letter, block, passage),
                    "at": places.get(block.passage, ""),
                }
            )
    return found


def unchanged(views: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return who got no words but those that others have too, and slots."""
    return [v["who"] for v in views if v["letter"].witness.text and not v["changes"]]


def _reading(letter: Letter, passage: Passage, how: str) -> Markup | None:
    """Return the letter's wording, its slots filled, against the commonest one."""
    own = [r for r in passage.readings if letter.id in r.letters]
    if not own:
        return None
    values = {s.id: s.values[letter.id] for s in passage.slots if letter.id in s.values}
    if set(SIGN.findall(own[0].text)) - set(values):
        return None  # a slot's words are not kept where the passage is reworded
    # the commonest wording stands against the next, so that what differs shows there too
    base = (
        passage.readings[1].text if own[0] is passage.readings[0] and passage.readings[1:] else passage.text
    )
    other = own[0].text if how == "own words" else base
    return against(own[0].text, other, values)


def _also(letter: Letter, passage: Passage) -> str:
    """Name the few others that have the same wording."""
    others = [x for r in passage.readings if letter.id in r.letters for x in r.letters if x != letter.id]
    return ", ".join(others) if len(others) <= NAMED else f"{len(others)} others"


def _block(letter: Letter, block: Block, passage: Passage) -> Markup:
    words = " ".join(letter.witness.text[block.start : block.end].split())
    return against(words, passage.text)


def _words(letter: Letter, block: Block) -> Markup:
    return escape(" ".join(letter.witness.text[block.start : block.end].split()))
