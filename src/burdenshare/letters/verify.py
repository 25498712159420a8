"""What a letter must not hold: an unbound quantity, a foreign figure, one from the future."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from burdenshare.document import Document, Number, Paragraph
from burdenshare.errors import LetterError
from burdenshare.figures import Figure, RuleLevel
from burdenshare.letters.quantities import quantities
from burdenshare.pledges import find_pledge

UNREAD = {"mark", "letterhead", "classification", "reference", "date", "address", "signature", "copies"}
"""Parts of the frame that hold names, addresses and days, and no quantities of the record."""

WORD = re.compile(r"[^\W\d_]{3}")
"""What the name of a pledge holds; one without it is a bare quantity."""


def verify(document: Document, ally: str, as_of: date, *, sender: str = "") -> None:
    """Check a letter to one ally.

    Parameters
    ----------
    sender : the sender's own ally, whose own figures may stand in the letter too

    Raises
    ------
    LetterError : a quantity is unbound, another ally's, or newer than the day; it is quoted
    """
    for number in document.numbers():
        check_figure(number, ally, as_of, sender)
    own = own_words(n.figure for n in document.numbers())
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role not in UNREAD:
            _check_words(without(words_of(block), own), ally, document.language)


def words_of(block: Paragraph) -> str:
    """Return a paragraph's words, with a mark that is no word where a figure stands."""
    return "".join("\ufffc" if isinstance(r, Number) else r.text for r in block.runs)


def own_words(figures: Iterable[Figure]) -> list[str]:
    """Return what the pledges call themselves that figures rest on: "the National 4 % target" is no claim."""
    leaves = [leaf.derivation for figure in figures for leaf in figure.leaves()]
    rules = dict.fromkeys(leaf.pledge for leaf in leaves if isinstance(leaf, RuleLevel))
    found = {words for rule in rules for words in find_pledge(rule).words if WORD.search(words)}
    return sorted(found, key=lambda words: (-len(words), words))


def without(text: str, own: Iterable[str]) -> str:
    """Return a text with certain words blanked; other blanks within them are the same words."""
    for words in own:
        form = r"\s+".join(re.escape(word) for word in words.split())
        text = re.sub(rf"(?<!\w){form}(?!\w)", lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)
    return text


def _check_words(text: str, ally: str, language: str) -> None:
    for found in quantities(text, language):
        around = text[max(0, found.start - 30) : found.end + 30].replace("\ufffc", "…").strip()
        raise LetterError(
            f"'{found.text}' is a quantity without a figure",
            where=f"the letter to {ally}: '{around}'",
            mend="put a slot in the passage, or other words",
        )


def check_figure(number: Number, ally: str, as_of: date, sender: str = "") -> None:
    """Check that a figure is the recipient's (or the sender's own) and was known on the day.

    Raises
    ------
    LetterError : it is not, or was not
    """
    figure = number.figure
    if figure.ally not in {"", ally, sender}:
        raise LetterError(
            f"the figure '{number.text}' is {figure.ally}'s",
            where=f"the letter to {ally}",
            mend=f"use a figure of {ally}",
        )
    if figure.known_since() > as_of:
        raise LetterError(
            f"the figure '{number.text}' was not known before {figure.known_since()}",
            where=f"the letter to {ally} of {as_of}",
            mend="use what was known on the day",
        )
