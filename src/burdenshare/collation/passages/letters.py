"""Letters held side by side: spans, passages, and how pointed each letter is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from burdenshare.collation.apparatus import Collation, Letter, Span, tailored_pct
from burdenshare.collation.model import LeftOut, Witness
from burdenshare.collation.passages.grouping import group
from burdenshare.collation.passages.groups import Group
from burdenshare.collation.passages.pieces import cut
from burdenshare.collation.passages.slots import standing
from burdenshare.collation.passages.spans import Cut, alone, passage
from burdenshare.collation.passages.wording import weigh


def collate_letters(
    witnesses: Sequence[Witness], *, names: Mapping[str, str] | None = None, left_out: Sequence[LeftOut] = ()
) -> Collation:
    """Cut letters into what they share, where they vary, and what is each one's own.

    Parameters
    ----------
    witnesses : the letters; nothing depends on their order but the order of the result
    names : leader's name to ally code
    left_out : what the reader could not read; handed on

    Returns
    -------
    Every letter with its spans, which together hold all characters that are not blank
    """
    ordered = sorted(witnesses, key=lambda w: (w.id, w.text))
    leaders = tuple(sorted(names or ()))
    pieces = [cut(w.text, k, _language(w), leaders) for k, w in enumerate(ordered)]
    groups = _in_order(group(pieces))
    cuts = _cuts(groups, ordered, leaders)
    spans = _spans(cuts, groups, ordered)
    letters = _letters(ordered, spans)
    at = {id(w): k for k, w in enumerate(ordered)}
    return Collation(
        tuple(letters[at[id(w)]] for w in witnesses), tuple(c.passage for c in cuts), tuple(left_out)
    )


def _language(witness: Witness) -> str:
    from burdenshare.collation.tone import detect_language  # noqa: PLC0415

    said = witness.language.replace("_", "-").partition("-")[0].lower()
    return said or detect_language(witness.text)


def _in_order(groups: Sequence[Group]) -> list[Group]:
    """Order passages as they stand in the letters."""

    def place(g: Group) -> tuple[float, int, int]:
        first = [p[0] for p in g.members.values()]
        middle = sum(p.place for p in first) / len(first)
        return round(middle, 6), min(g.members), min(p.start for p in first)

    return sorted(groups, key=place)


def _cuts(groups: Sequence[Group], ordered: Sequence[Witness], leaders: tuple[str, ...]) -> list[Cut]:
    """Cut every passage into its spans; a value that stands in two places is known in both."""
    wordings = {n: weigh(g) for n, g in enumerate(groups, 1) if not g.lone}
    elsewhere = standing(wordings.values())
    return [
        passage(f"p{n}", g, wordings[n], elsewhere, ordered, leaders)
        if n in wordings
        else alone(f"p{n}", g, ordered)
        for n, g in enumerate(groups, 1)
    ]


def _spans(cuts: Sequence[Cut], groups: Sequence[Group], ordered: Sequence[Witness]) -> list[list[Span]]:
    """Gather every letter's spans, with the numbers of its paragraphs."""
    spans: list[list[Span]] = [[] for _ in ordered]
    for one, members in zip(cuts, groups, strict=True):
        for who, found in one.spans.items():
            spans[who] += found
        for piece in members.pieces:
            if piece.lead < piece.start:
                text = ordered[piece.letter].text[piece.lead : piece.start].rstrip()
                kind = "tailored" if members.lone else "shared"
                number = Span(piece.lead, piece.lead + len(text), kind, one.passage.id)
                spans[piece.letter].append(number)
    return [sorted(found, key=lambda s: s.start) for found in spans]


def _letters(ordered: Sequence[Witness], spans: Sequence[Sequence[Span]]) -> list[Letter]:
    from burdenshare.collation.tone import judge_together, ranks, score  # noqa: PLC0415

    marks = judge_together(ordered, spans)
    points = {str(k): score(m) for k, m in enumerate(marks)}
    rank = ranks(points)
    return [
        Letter(w, tailored_pct(w.text, spans[k]), points[str(k)], rank[str(k)], tuple(spans[k]), marks[k])
        for k, w in enumerate(ordered)
    ]
