"""A finished letter against the record: which of its numbers still agree."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from burdenshare.document import quantity
from burdenshare.document.reading import Mark, ReadDocument, ReadParagraph
from burdenshare.errors import BurdenshareError
from burdenshare.figures import Figure
from burdenshare.letters.quantities import quantities
from burdenshare.letters.verify import UNREAD, own_words, without

_SCALES = {
    "billion": 1000,
    "milliard": 1000,
    "milliards": 1000,
    "milliarde": 1000,
    "milliarden": 1000,
    "million": 1,
    "millions": 1,
    "millionen": 1,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One number of a finished letter.

    Parameters
    ----------
    status : `agrees`; `differs` from the record; `changed`, where the record has; `unbound`, without
        a figure; `foreign`, another ally's; `later`, newer than the letter; `unknown`
    expected : what the record says, as the letter would write it
    """

    status: str
    text: str
    figure: str
    expected: str
    where: str
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """Whether it may stand."""
        return self.status == "agrees"


def findings(
    read: ReadDocument, evaluate: Callable[[str], Figure], *, ally: str, as_of: date | None, sender: str = ""
) -> Iterator[Finding]:
    """Compare every number of a letter with the record."""
    own = _own_words(read, evaluate)
    for paragraph in read.paragraphs:
        for mark in paragraph.runs:
            if mark.figure:
                yield _bound(mark, paragraph, read.language, evaluate, ally, as_of, sender)
        if paragraph.role not in UNREAD:
            yield from _unbound(paragraph, read.language, own)


def _own_words(read: ReadDocument, evaluate: Callable[[str], Figure]) -> list[str]:
    """Return what the pledges of a letter's figures call themselves."""
    figures = []
    for name in {m.figure for p in read.paragraphs for m in p.runs if m.figure}:
        with contextlib.suppress(BurdenshareError):  # said where the number stands
            figures.append(evaluate(name))
    return own_words(figures)


def _unbound(paragraph: ReadParagraph, language: str, own: Sequence[str]) -> Iterator[Finding]:
    words = without("".join("\ufffc" if m.figure else m.text for m in paragraph.runs), own)
    for found in quantities(words, language):
        around = words[max(0, found.start - 25) : found.end + 25].replace("\ufffc", "…").strip()
        yield Finding(
            "unbound", found.text, "", "", paragraph.where, f"no figure stands behind it: '{around}'"
        )


def _bound(
    mark: Mark,
    paragraph: ReadParagraph,
    language: str,
    evaluate: Callable[[str], Figure],
    ally: str,
    as_of: date | None,
    sender: str,
) -> Finding:
    def finding(status: str, expected: str, reason: str = "") -> Finding:
        return Finding(status, mark.text, mark.figure, expected, paragraph.where, reason)

    try:
        figure = evaluate(mark.figure)
    except BurdenshareError as error:
        return finding("unknown", "", error.message)
    expected = quantity(figure, language)
    if ally and figure.ally not in {"", ally, sender}:
        return finding("foreign", expected, f"it is a figure of {figure.ally}")
    if as_of and figure.known_since() > as_of:
        return finding("later", expected, f"it was not known before {figure.known_since()}")
    if not same_number(mark.text, expected):
        return finding("differs", expected, "the record has another value")
    if figure.id != mark.figure:
        return finding("changed", expected, f"the record has changed since; it is now {figure.id}")
    return finding("agrees", expected)


def same_number(text: str, expected: str) -> bool:
    """Whether a text gives the number that is expected, to its last digit.

    >>> same_number("1,24 Prozent", "1,24 Prozent"), same_number("1.3", "1.24 per cent")
    (True, False)
    """
    return _number(text) is not None and _number(text) == _number(expected)


def _number(text: str) -> tuple[Decimal, int] | None:
    """Return a number and its scale; marks of thousands and decimals by where they stand."""
    found = re.search(r"\d[\d.,'’\u00a0\u202f ]*", text)
    if found is None:
        return None
    digits = re.sub(r"[^\d.,]", "", found[0]).rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and len(digits) - last - 1 != 3:  # noqa: PLR2004  three digits after it: thousands
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    else:
        digits = re.sub(r"[.,]", "", digits)
    rest = text[found.end() :].lower()
    scale = next((s for word in re.findall(r"[a-zäöüé]+", rest) if (s := _SCALES.get(word))), 0)
    try:
        return Decimal(digits), scale
    except InvalidOperation:
        return None
