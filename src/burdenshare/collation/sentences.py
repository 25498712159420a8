"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
"""What may end a sentence, quotation marks and brackets behind it included."""

_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:mr|mrs|ms|dr|st|no|nos|vs|gen|col|lt|capt|prof|sen|rep|hon|approx|art|para|nr|bzw"
    r"|mio|mrd|usw|ca|inkl|vgl|mm?|mme|mlle|env|cf|hr|fr|abs|etc|z\.\s?b|d\.\s?h|u\.\s?a)"
    r"|(?<![\w'’])[^\W\d_](?:\.[^\W\d_])*)\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.$")
_REACH = 12


def sentences(text: str, start: int, end: int, language: str = "") -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a stretch of a text begin and end, without the blanks around them.

    A full stop ends none where it belongs to an abbreviation, an initial or the number of a
    paragraph, nor before a small letter.

    >>> text = "We thank Mr. Smith. You left."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['We thank Mr. Smith.', 'You left.']
    """
    begin = after_blanks(text, start, end)
    for m in _END.finditer(text, start, end):
        if _ends(text, begin, m, end, language):
            yield begin, m.end()
            begin = after_blanks(text, m.end(), end)
    if text[begin:end].strip():
        yield begin, end


def after_blanks(text: str, start: int, end: int) -> int:
    """Return where the first character of a stretch stands that is no blank."""
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip())


def _ends(text: str, begin: int, m: re.Match[str], end: int, language: str) -> bool:
    rest = text[m.end() : end].lstrip()
    if not rest or rest[0].islower():
        return not rest
    if m[0] != ".":
        return True
    stop = m.start() + 1
    before = text[max(begin, m.start() - _REACH) : stop]
    numbered = _ORDINAL.fullmatch(text[begin:stop]) or (language == "de" and _ORDINAL.search(before))
    return not (numbered or _ABBREVIATED.search(before))
