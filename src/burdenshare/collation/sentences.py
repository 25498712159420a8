"""Where a sentence ends, and which full stops end none."""

from __future__ import annotations

import re

END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
"""What may end a sentence, quotation marks and brackets behind it included."""

_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:mr|mrs|ms|dr|st|no|nos|vs|gen|col|lt|capt|prof|sen|rep|hon|approx|art|para|nr|bzw"
    r"|mio|mrd|usw|ca|inkl|vgl|mm?|mme|mlle|env|cf|hr|fr|abs|etc|z\.\s?b|d\.\s?h|u\.\s?a)"
    r"|(?<![\w'’])[^\W\d_](?:\.[^\W\d_])*)\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.$")
_REACH = 12


def is_inner(text: str, begin: int, stop: int, language: str) -> bool:
    """Whether a full stop belongs to an abbreviation or an initial, or in German to an ordinal.

    Parameters
    ----------
    begin : where the sentence begins
    stop : where the full stop stands

    >>> is_inner("We thank Mr. Smith", 0, 11, "en"), is_inner("We met.", 0, 6, "en")
    (True, False)
    """
    before = text[max(begin, stop - _REACH) : stop + 1]
    return bool(_ABBREVIATED.search(before) or (language == "de" and _ORDINAL.search(before)))


def is_number(text: str, begin: int, stop: int) -> bool:
    """Whether all before a full stop is a number: that of a paragraph, `12.`."""
    return bool(_ORDINAL.fullmatch(text[begin : stop + 1]))
