"""The words of a letter set as HTML: kinds, differing words, places of the evidence.

Every text is escaped where it enters the markup; taking away what has the class `lab` or `gone`
leaves the letter's text as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from burdenshare.collation.apparatus import Letter, Mark, Passage, Span
from burdenshare.collation.report.blocks import Block
from burdenshare.collation.report.differing import compare, marked

SHORT_LINE = 50
"""A line shorter than this was ended by its writer; a longer one by the width of the file."""
JOINED = Markup("")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words of a block that the commonest wording does not have, or has beside them."""

    start: int
    end: int
    gone: str


@dataclass(slots=True)
class Setter:
    """Sets one letter.

    Parameters
    ----------
    prefix : what the ids of its places begin with
    passages : id to passage
    """

    letter: Letter
    prefix: str
    passages: Mapping[str, Passage]
    last: int = 0

    def block(self, block: Block) -> Markup:
        """Return the words of a block."""
        stressed = self._stressed(block)
        words = self.letter.witness.text[block.start : block.end]
        self.last = block.start + len(words.rstrip())
        parts: list[Markup] = []
        at = block.start
        for span in block.spans:
            parts.append(self._plain(at, max(at, span.start)))
            parts.append(self._span(span, stressed))
            at = max(at, span.end)
        # what is left out after the last word has no word to stand before
        parts.extend(_gone(e.gone) for e in stressed if e.start == e.end == at)
        return JOINED.join([*parts, self._plain(at, block.end)])

    def place_of(self, mark: Mark) -> str:
        """Return the id of the words a mark points at, empty where it points at none."""
        if not 0 <= mark.start < mark.end <= len(self.letter.witness.text):
            return ""
        return f"{self.prefix}-e{self.letter.evidence.index(mark) + 1}"

    def _plain(self, start: int, end: int) -> Markup:
        return JOINED.join(self._atoms(start, end, []))

    def _span(self, span: Span, stressed: list[Emphasis]) -> Markup:
        words = JOINED.join(self._atoms(span.start, span.end, stressed))
        if span.kind == "shared":
            return Markup('<span class="shared">{}</span>').format(words)
        label = Markup("")
        if span.kind == "slot":
            label = Markup('<small class="lab">{}</small>').format(span.recognised or span.slot)
        return Markup('<span class="{} d" data-k="{}" data-p="{}">{}{}</span>').format(
            span.kind, span.kind, span.passage, words, label
        )

    def _atoms(self, start: int, end: int, stressed: list[Emphasis]) -> Iterator[Markup]:
        marks = [m for m in self.letter.evidence if m.start < end and m.end > start]
        cuts = {start, end}
        cuts |= {e for m in marks for e in (m.start, m.end) if start < e < end}
        cuts |= {e for m in stressed for e in (m.start, m.end) if start < e < end}
        for a, b in pairwise(sorted(cuts)):
            yield from (_gone(e.gone) for e in stressed if e.gone and e.start == a)
            yield self._atom(a, b, marks, strong=any(e.start <= a < e.end for e in stressed))

    def _atom(self, a: int, b: int, marks: list[Mark], *, strong: bool) -> Markup:
        words = self._text(a, b)
        if strong:
            words = Markup('<em class="w">{}</em>').format(words)
        over = [m for m in marks if m.start <= a and b <= m.end and self.place_of(m)]
        if over:
            names = " ".join(self.place_of(m) for m in over)
            words = Markup('<span class="m" data-e="{}">{}</span>').format(names, words)
        for m in over:
            if m.start == a:
                words = Markup('<span id="{}">{}</span>').format(self.place_of(m), words)
        return words

    def _text(self, a: int, b: int) -> Markup:
        text = self.letter.witness.text
        parts, at = [], a
        while (end := text.find("\n", at, b)) >= 0:
            parts.append(escape(text[at : end + 1]))
            parts.append(Markup("<br>") if self._breaks(end) else Markup(""))
            at = end + 1
        return JOINED.join([*parts, escape(text[at:b])])

    def _breaks(self, at: int) -> bool:
        """Say whether a line break is shown: its writer meant it, and words of the block follow."""
        return at < self.last and _ends_line(self.letter.witness.text, at)

    def _stressed(self, block: Block) -> list[Emphasis]:
        passage = self.passages.get(block.passage)
        if passage is None or not block.has("variant"):
            return []
        written, back = self._written(block)
        found = []
        for p in compare(written, passage.text):
            at, in_variant = back[p.start]
            if p.gone and not p.differs:
                found.append(Emphasis(at, at, p.gone))
            elif p.differs and in_variant:
                found.append(Emphasis(at, at + p.end - p.start, p.gone))
        return _merged(found, self.letter.witness.text)

    def _written(self, block: Block) -> tuple[str, list[tuple[int, bool]]]:
        """Return the block as passages are written, slots as signs, and the way back."""
        text, back = "", list[tuple[int, bool]]()
        for s in block.spans:
            said = f"⟨{s.slot}⟩" if s.kind == "slot" else self.letter.witness.text[s.start : s.end]
            step = 0 if s.kind == "slot" else 1
            if text and not text[-1].isspace() and _spaced(self.letter.witness.text, s.start):
                text += " "
                back.append((s.start, False))
            back.extend((s.start + step * k, s.kind == "variant") for k in range(len(said)))
            text += said
        end = block.spans[-1].end
        return text, [*back, (end, block.spans[-1].kind == "variant")]


def _spaced(text: str, at: int) -> bool:
    return text[at - 1 : at].isspace()


def _merged(found: list[Emphasis], text: str) -> list[Emphasis]:
    """Put neighbouring words together, so that two in a row are one emphasis."""
    merged: list[Emphasis] = []
    for e in found:
        last = merged[-1] if merged else None
        near = last is not None and last.end > last.start and e.end > e.start
        if near and last and not e.gone and text[last.end : e.start] == " ":
            merged[-1] = Emphasis(last.start, e.end, last.gone)
        else:
            merged.append(e)
    return merged


def _gone(words: str) -> Markup:
    return Markup(
        '<span class="gone" title="left out: {}">‸<span class="sr"> (left out: {}) </span></span>'
    ).format(words, words)


def _ends_line(text: str, at: int) -> bool:
    """Say whether the line that ends at `at` was ended by its writer."""
    start = text.rfind("\n", 0, at) + 1
    return at - start < SHORT_LINE or text[at + 1 : at + 2] in {"", "\n"}


def against(text: str, other: str, values: Mapping[str, str] | None = None) -> Markup:
    """Return a wording with the words emphasised that another has not, slots as chips.

    Parameters
    ----------
    values : slot to the words that stand in its place; its name where there are none

    >>> str(against("we must act", "we will act"))
    'we <em class="w">must</em> act'
    """
    parts = []
    for words, differs, gone in marked(text, other):
        if gone:
            parts.append(_gone(gone))
        if words:
            shown = _chips(words, values or {})
            parts.append(Markup('<em class="w">{}</em>').format(shown) if differs else shown)
    return JOINED.join(parts)


def _chips(text: str, values: Mapping[str, str]) -> Markup:
    """Show each slot's sign as a chip, or its words as a slot."""
    parts = []
    for k, part in enumerate(text.split("⟨")):
        name, closed, rest = part.partition("⟩")
        if k and closed:
            klass = "slot" if values.get(name) else "chip"
            parts.append(Markup('<span class="{}">{}</span>{}').format(klass, values.get(name) or name, rest))
        else:
            parts.append(escape(("⟨" if k else "") + part))
    return JOINED.join(parts)
