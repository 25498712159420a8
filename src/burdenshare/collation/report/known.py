"""Letters known through newspapers: what can be said of them without having read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from burdenshare.collation.press.columns import SEVERAL
from burdenshare.collation.report.differing import words_of
from burdenshare.terms import COUNTS

if TYPE_CHECKING:
    from burdenshare.collation.apparatus import Attestation, Collation, Letter

TOLD = {"translated": "in translation", "paraphrased": "in paraphrase"}
"""How an outlet gives a passage without the letter's own words."""


def through_outlets(collation: Collation) -> bool:
    """Say whether letters are known through newspapers, not read whole."""
    return any(x.attested_pct is not None for x in collation.letters)


def is_several(letter: Letter) -> bool:
    """Say whether it is no letter, but wording that is said of several."""
    return letter.id == SEVERAL and letter.attested_pct is not None


def is_bare(letter: Letter) -> bool:
    """Say whether outlets speak of the letter and none gives its words."""
    return letter.attested_pct is not None and not letter.witness.text


def letters_of(collation: Collation) -> list[Letter]:
    """Return the letters, without what is said of several."""
    return [x for x in collation.letters if not is_several(x)]


def in_words(n: int) -> str:
    """Write a count in words up to twelve.

    >>> in_words(0), in_words(9), in_words(40)
    ('none', 'nine', '40')
    """
    return COUNTS[n] if n < len(COUNTS) else f"{n:,}"


def counted_headline(collation: Collation) -> list[str]:
    """Return what is known of how many letters, and how many passages of more than one."""
    letters = letters_of(collation)
    quoted = sum(bool(x.witness.text) for x in letters)
    n = len(letters)
    if n == 1:
        return [f"One letter is known of, {'in' if quoted else 'but not in'} its own words"]
    their = "its own words" if quoted == 1 else "their own words"
    known = f"{in_words(n).capitalize()} letters are known of, {in_words(quoted)} of them in {their}"
    return [known, *_widest(collation, letters)]


def _widest(collation: Collation, letters: Iterable[Letter]) -> list[str]:
    ids = {x.id for x in letters}
    counts = [len(ids & set(p.letters)) for p in collation.passages]
    shared = sum(n > 1 for n in counts)
    if not shared:
        return ["no passage is known of more than one"]
    verb = "is" if shared == 1 else "are"
    of = f"{in_words(shared)} of {in_words(len(counts))} passages {verb} known of more than one letter"
    return [f"{of}, none of more than {in_words(max(counts))}"]


def read(collation: Collation) -> str:
    """Say what was read: excerpts, not letters."""
    said = [a for x in collation.letters for a in x.attestations]
    outlets = len({a.outlet for a in said})
    words = sum(len(words_of(x.witness.text)) for x in collation.letters)
    languages = sorted({a.language for a in said} - {""})
    return (
        f"Read: {len(said):,} {_many('excerpt', len(said))} of {outlets:,} {_many('outlet', outlets)}"
        + (f" in {', '.join(languages)}" if languages else "")
        + f"; {words:,} words are the letters' own"
    )


def _many(noun: str, n: int) -> str:
    return noun if n == 1 else noun + "s"


def told(attestations: Iterable[Attestation], passage: str) -> str:
    """Say how outlets give a passage of which the letter's own words are not known."""
    modes = {a.mode for a in attestations if a.passage == passage}
    said = [words for mode, words in TOLD.items() if mode in modes]
    return " and ".join(said) or "in translation or paraphrase"


def known_by(letter: Letter) -> str:
    """Say what is known of a letter that no outlet quotes.

    Counts passages, each in the first of the ways in which outlets give it.
    """
    met: set[str] = set()
    parts = []
    for mode, words in TOLD.items():
        found = {a.passage or a.id for a in letter.attestations if a.mode == mode} - met
        met |= found
        if found:
            parts.append(f"{in_words(len(found))} {_many('passage', len(found))} {words}")
    return ", ".join(parts) or "its receipt alone"
