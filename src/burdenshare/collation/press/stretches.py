"""The excerpts of one letter merged: what several outlets print stands once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from burdenshare.collation.align import SAME, Pair, agree, is_enough, lay
from burdenshare.collation.press.extracts import Extract, extracts_of, printed
from burdenshare.collation.reading.excerpts import Excerpt
from burdenshare.collation.tokens import OPEN, Token

OVERLAP = 5
"""Words that must agree where one excerpt goes on beyond the other; twice as many elsewhere in
the letter, where a phrase may come again."""

EXACT = 0.9
"""Share of those words that must."""


@dataclass(slots=True)
class Printing:
    """What one excerpt prints of a stretch.

    Parameters
    ----------
    first, last : words of the stretch that it covers, end exclusive
    lap : those of them that another excerpt had printed before
    said : its own words in the lap, for comparing
    text : the same as printed
    """

    excerpt: Excerpt
    first: int
    last: int
    lap: tuple[int, int]
    said: tuple[str, ...]
    text: str


@dataclass(slots=True)
class Stretch:
    """Words of a letter that stand together; `words` count code points of `text`."""

    text: str
    words: list[Token]
    prints: list[Printing] = field(default_factory=list)

    @property
    def row(self) -> Excerpt:
        """The excerpt whose words it has."""
        return self.prints[0].excerpt


def place_of(excerpt: Excerpt) -> str:
    """Return an excerpt's place in the letter: the slot of the table, without what follows a `/`.

    >>> from burdenshare.collation.reading.excerpts import Excerpt
    >>> place_of(Excerpt(*[""] * 8, "closing/tailored", *[""] * 4))
    'closing'
    """
    return excerpt.slot.partition("/")[0].strip()


def stretches_of(excerpts: Iterable[Excerpt]) -> list[Stretch]:
    """Merge the quoted excerpts of one letter, the longest first, in the order of the table."""
    quoted = [e for e in excerpts if e.mode == "quoted"]
    pieces = [(e, p) for e in quoted for p in extracts_of(e.text)]
    found: list[Stretch] = []
    for excerpt, piece in sorted(pieces, key=lambda x: -len(x[1].words)):
        fits = [(pairs, s) for s in found if (pairs := _fit(s, excerpt, piece))]
        if fits:
            pairs, stretch = max(fits, key=lambda f: _agreeing(f[1].words, piece.words, f[0]))
            _take(stretch, excerpt, piece, pairs)
        else:
            found.append(_begun(excerpt, piece))
    at = {e.id: k for k, e in enumerate(quoted)}
    return sorted(found, key=lambda s: min(at[p.excerpt.id] for p in s.prints))


def _begun(excerpt: Excerpt, piece: Extract) -> Stretch:
    words = [_moved(w, -piece.start) for w in piece.words]
    text = excerpt.text[piece.start : piece.end]
    return Stretch(
        text, words, [Printing(excerpt, 0, len(words), (0, len(words)), printed(text, words), text)]
    )


def _moved(word: Token, by: int) -> Token:
    return replace(word, start=word.start + by, end=word.end + by)


def _agreeing(one: Sequence[Token], other: Sequence[Token], pairs: Iterable[Pair]) -> int:
    return sum(i is not None and j is not None and agree(one[i], other[j]) == SAME for i, j in pairs)


def _fit(stretch: Stretch, excerpt: Excerpt, piece: Extract) -> list[Pair]:
    """Return how a piece lies on a stretch; nothing where it does not."""
    pairs = lay(stretch.words, piece.words, agree)
    inner = _overlapping(pairs)
    agreeing = _agreeing(stretch.words, piece.words, inner)
    same_place = place_of(excerpt) == place_of(stretch.row)
    if not inner or (len(piece.words) == 1 and not same_place):  # a single word may stand anywhere
        return []
    if any(i is None for i, _ in (*pairs[: pairs.index(inner[0])], *pairs[pairs.index(inner[-1]) :])):
        fits = agreeing >= max(OVERLAP if same_place else 2 * OVERLAP, EXACT * len(inner))
    else:
        fits = is_enough(agreeing, len(inner))
    return pairs if fits else []


def _overlapping(pairs: Sequence[Pair]) -> list[Pair]:
    """Drop the ends that only one of the two prints."""
    both = [k for k, (i, j) in enumerate(pairs) if i is not None and j is not None]
    return list(pairs[both[0] : both[-1] + 1]) if both else []


def _take(stretch: Stretch, excerpt: Excerpt, piece: Extract, pairs: Sequence[Pair]) -> None:
    """Add what an excerpt prints; where it begins earlier or goes on, its words are taken in."""
    inner = _overlapping(pairs)
    for i, j in inner:
        if i is not None and j is not None and piece.words[j].kind != OPEN:
            held = stretch.words[i]
            also = held.also | ({piece.words[j].norm} - {held.norm})
            stretch.words[i] = replace(held, also=also) if held.kind != OPEN else held
    (first, last), (begin, end) = _bounds(inner, 0), _bounds(inner, 1)
    words = piece.words[begin:end]
    text = excerpt.text[words[0].start : words[-1].end]
    new = Printing(excerpt, first, last, (first, last), printed(excerpt.text, words), text)
    stretch.prints.append(new)
    if last == len(stretch.words) and end < len(piece.words):
        _grow_after(stretch, excerpt, piece, end)
        new.last = len(stretch.words)
    if first == 0 and begin > 0:
        _grow_before(stretch, excerpt, piece, begin)
        new.first = 0


def _bounds(pairs: Sequence[Pair], side: int) -> tuple[int, int]:
    held = [k for pair in pairs if (k := pair[side]) is not None]
    return held[0], held[-1] + 1


def _grow_before(stretch: Stretch, excerpt: Excerpt, piece: Extract, count: int) -> None:
    lead = excerpt.text[piece.words[0].start : piece.words[count].start]
    cut = stretch.words[0].start
    words = [_moved(w, -piece.start) for w in piece.words[:count]]
    stretch.words = words + [_moved(w, len(lead) - cut) for w in stretch.words]
    stretch.text = lead + stretch.text[cut:]
    for p in stretch.prints:
        p.first, p.last = p.first + count, p.last + count
        p.lap = (p.lap[0] + count, p.lap[1] + count)


def _grow_after(stretch: Stretch, excerpt: Excerpt, piece: Extract, end: int) -> None:
    at, since = stretch.words[-1].end, piece.words[end - 1].end
    stretch.words += [_moved(w, at - since) for w in piece.words[end:]]
    stretch.text = stretch.text[:at] + excerpt.text[since : piece.end]
