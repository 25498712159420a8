"""What a collation says of itself in words: one true sentence, and how it knows."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from burdenshare.collation.apparatus import Collation, Letter, Mark
from burdenshare.collation.report import known
from burdenshare.collation.report.differing import words_of
from burdenshare.document import plain
from burdenshare.terms import ALLIES, name_of

NAMED = 3
"""Ties longer than this are counted instead of named."""


def headline(collation: Collation) -> str:
    """Return the first sentence of the page."""
    n = len(collation.letters)
    if n == 0:
        return "No letter could be read."
    if known.through_outlets(collation):
        counted, *passages = known.counted_headline(collation)
        return "; ".join([counted, *_pointed_of(collation), *passages]) + "."
    if n == 1:
        return f"One letter was read ({collation.letters[0].id}); there is nothing to hold it against."
    parts = [f"{n} letters share {percent(shared_pct(collation))} of their words"]
    parts += [_common(collation), *_foremost(collation)]
    return "; ".join(parts) + "."


def shared_pct(collation: Collation) -> float:
    """Share of all words that stand in shared spans, percent."""
    shared = total = 0
    for letter in collation.letters:
        text = letter.witness.text
        total += len(words_of(text))
        shared += sum(len(words_of(text[s.start : s.end])) for s in letter.spans if s.kind == "shared")
    return 100 * shared / total if total else 0.0


def who(letter: Letter) -> str:
    """Return whom a letter goes to, its id where its recipient is not known."""
    if known.is_several(letter):
        return "Said of several letters"
    recipient = letter.witness.recipient
    return name_of(recipient) if recipient in ALLIES else recipient or letter.id


def percent(value: float) -> str:
    r"""Write a share in whole per cent, with a space that does not break.

    >>> percent(81.4) == "81\N{NO-BREAK SPACE}%"
    True
    """
    return f"{plain(Decimal(str(value)), 0)}\u00a0%"


def score(value: float, *, sign: bool = False) -> str:
    """Write a score or a weight with a true minus sign.

    Two decimals: with one, letters of different rank often show the same score, and the weights
    shown do not add up to it.

    >>> score(-1.5), score(2, sign=True)
    ('−1.50', '+2.00')
    """
    return plain(Decimal(str(value)), 2, sign=sign)


def counted(n: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> counted(1, "letter"), counted(2, "letter"), counted(0, "reply", "replies")
    ('1 letter', '2 letters', '0 replies')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def marks_by_kind(marks: tuple[Mark, ...]) -> str:
    """Return the marks of a letter counted, the commonest first, those that soften last."""
    counts = Counter(m.mark for m in marks)
    mild = {m.mark for m in marks if m.weight < 0}
    ordered = sorted(counts.items(), key=lambda c: (c[0] in mild, -c[1]))
    return ", ".join(f"{kind}\u00a0{n}" for kind, n in ordered)


def read(collation: Collation) -> str:
    """Say what was read."""
    left = len(collation.left_out)
    without = f". Left out: {f'{left:,}, named below' if left else 'nothing'}."
    if known.through_outlets(collation):
        return known.read(collation) + without
    words = sum(len(words_of(x.witness.text)) for x in collation.letters)
    languages = sorted({x.witness.language for x in collation.letters} - {""})
    parts = [f"Read: {counted(len(collation.letters), 'letter')}, {counted(words, 'word')}"]
    parts += [f"language {', '.join(languages)}"] if languages else []
    return ", ".join(parts) + without


def _common(collation: Collation) -> str:
    n = sum(len(p.letters) == len(collation.letters) for p in collation.passages if not p.alone)
    if not n:
        return "no passage stands in all of them"
    return f"{counted(n, 'passage')} {'stands' if n == 1 else 'stand'} in all of them"


def _foremost(collation: Collation) -> list[str]:
    """Say which letter is the most pointed and which the most tailored; in one, where it is one."""
    top = max(x.tailored_pct for x in collation.letters)
    pointed = _pointed(collation)
    tailored = [x for x in collation.letters if x.tailored_pct == top > 0]
    if len(pointed) == 1 and pointed == tailored:
        return [f"{_letters(pointed)} the most pointed and the most tailored, at {percent(top)}"]
    return [
        f"{_letters(pointed)} the most pointed" if pointed else "none of them is pointed",
        f"{_letters(tailored)} the most tailored, at {percent(top)}"
        if tailored
        else "none has words of its own",
    ]


def _pointed(collation: Collation) -> list[Letter]:
    return [x for x in collation.letters if x.rank == 1 and x.evidence and x.pointedness > 0]


def _pointed_of(collation: Collation) -> list[str]:
    """Say which of the letters that are quoted is the most pointed, where it is one of several."""
    if sum(bool(x.witness.text) for x in known.letters_of(collation)) <= 1:
        return []
    pointed = _pointed(collation)
    return [f"of these {_letters(pointed)} the most pointed" if pointed else "none of these is pointed"]


def _letters(letters: list[Letter]) -> str:
    """Name letters with their verb; count them where they are many."""
    if len(letters) > NAMED:
        return f"{len(letters)} are equally"
    names = " and ".join(who(x) for x in letters)
    to = "to " if all(x.witness.recipient for x in letters) else ""
    article = "the " if to else ""
    if len(letters) == 1:
        return f"{article}letter {to}{names} is"
    return f"{article}letters {to}{names} are equally"
