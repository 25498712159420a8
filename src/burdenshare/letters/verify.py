"""What a letter must not hold: an unbound quantity, a foreign figure, one from the future."""

from __future__ import annotations

import re
from datetime import date

from burdenshare.document import Document, Number, Paragraph
from burdenshare.errors import LetterError

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}\b|\b(?:19|20)\d\d\b")
_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|"
    r"fifty|hundred|thousand|half|halved|quarter|third|twice|double|doubled|triple)\b",
    re.IGNORECASE,
)
FRAME = {"letterhead", "address", "date", "mark"}


def verify(document: Document, ally: str, as_of: date) -> None:
    """Check a letter to one ally.

    Raises
    ------
    LetterError : a quantity is unbound, another ally's, or newer than the day; it is quoted
    """
    for block in document.blocks:
        if not isinstance(block, Paragraph) or block.role in FRAME:
            continue
        for run in block.runs:
            if isinstance(run, Number):
                _check_figure(run, ally, as_of)
            else:
                _check_words(run.text, ally)


def _check_words(text: str, ally: str) -> None:
    rest = _DATES.sub("", text)
    found = re.search(r"\d[\d.,]*", rest) or _WORDS.search(rest)
    if found:
        raise LetterError(
            f"'{found[0]}' is a quantity without a figure",
            where=f"the letter to {ally}: '{text.strip()[:60]}'",
            mend="put a slot in the passage, or other words",
        )


def _check_figure(run: Number, ally: str, as_of: date) -> None:
    figure = run.figure
    if figure.ally not in {"", ally}:
        raise LetterError(
            f"the figure '{run.text}' is {figure.ally}'s",
            where=f"the letter to {ally}", mend=f"use a figure of {ally}",
        )  # fmt: skip
    if figure.known_since() > as_of:
        raise LetterError(
            f"the figure '{run.text}' was not known before {figure.known_since()}",
            where=f"the letter to {ally} of {as_of}", mend="use what was known on the day",
        )  # fmt: skip
