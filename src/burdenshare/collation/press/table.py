"""Letters known through newspapers, held side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from burdenshare.collation.apparatus import Agreement, Collation, Letter, Mark, Span, tailored_pct
from burdenshare.collation.model import LeftOut
from burdenshare.collation.press.attestations import agreements_of, attestations_of, recipients_said
from burdenshare.collation.press.columns import SEVERAL
from burdenshare.collation.press.places import Unit, order_of, units_of
from burdenshare.collation.press.readings import ReadPassage, read_passage
from burdenshare.collation.press.rebuilt import Rebuilt, by_letter, fragments_of, rebuild
from burdenshare.collation.press.stretches import place_of, stretches_of
from burdenshare.collation.reading.excerpts import Excerpt

ATTESTING = ("quoted", "translated", "paraphrased")
WHOLE = 100


@dataclass(slots=True)
class _Table:
    """A table while it is put together.

    Parameters
    ----------
    places : the passages' places in the order of the template
    """

    rows: dict[str, list[Excerpt]]
    units: list[Unit]
    rebuilt: dict[str, Rebuilt]
    places: list[str]
    passages: list[ReadPassage]

    @property
    def ids(self) -> dict[str, str]:
        """Place to the passage's id."""
        return {place: r.passage.id for place, r in zip(self.places, self.passages, strict=True)}


def collate_excerpts(
    excerpts: Sequence[Excerpt], *, names: Mapping[str, str] | None = None, left_out: Sequence[LeftOut] = ()
) -> Collation:
    """Merge excerpts into letters and hold the letters side by side.

    A letter's text is what is quoted of it, once; a letter known in translation, in paraphrase or
    by its receipt alone has none. A passage is a place of the table's `passage_slot`, found by its
    words where the table is silent. What is not known of a letter is neither shared nor missing.

    Parameters
    ----------
    names : leader's name to ally code
    left_out : rows that the reader could not read; handed on

    Returns
    -------
    A letter for each recipient in the order of the table. `*`, what is said of several, is a
    letter of its own: neither ranked nor counted among the recipients
    """
    table = _read(excerpts, sorted(names or ()))
    spans = {x: _spans(x, table) for x in table.rows}
    marks = {x: _marks(x, table, spans[x]) for x in table.rows}
    letters = _letters(table, spans, marks)
    return Collation(
        tuple(letters),
        tuple(r.passage for r in table.passages),
        tuple(left_out),
        tuple(_agreements(table)),
        tuple(_notes(table)),
    )


def _read(excerpts: Sequence[Excerpt], leaders: Sequence[str]) -> _Table:
    rows = by_letter(excerpts)
    stretches = {x: stretches_of(of) for x, of in rows.items()}
    units = units_of(stretches)
    order = order_of(units, rows)
    rebuilt = {x: rebuild(x, of, stretches[x], units, order) for x, of in rows.items()}
    texts = {x: r.witness.text for x, r in rebuilt.items()}
    known = {u.place for u in units}
    places = [p for p in order if p in known]
    passages = [
        read_passage(f"p{n}", fragments_of(p, units, rebuilt), texts, _holders(p, rows, units), leaders)
        for n, p in enumerate(places, 1)
    ]
    return _Table(rows, units, rebuilt, places, passages)


def _holders(place: str, rows: Mapping[str, Sequence[Excerpt]], units: Iterable[Unit]) -> list[str]:
    """Return the letters of which any outlet gives the passage, in whatever way."""
    quoted = {u.letter for u in units if u.place == place}
    return [x for x, of in rows.items() if x in quoted or _says(of, place)]


def _says(rows: Iterable[Excerpt], place: str) -> bool:
    return any(r.mode in {"translated", "paraphrased"} and place_of(r) == place for r in rows)


def _spans(letter: str, table: _Table) -> tuple[Span, ...]:
    """Return a letter's spans, which take in the stops beside them."""
    found = sorted((s for r in table.passages for s in r.spans.get(letter, ())), key=lambda s: s.start)
    text = table.rebuilt[letter].witness.text
    whole = []
    for s, after in zip_longest(found, found[1:]):
        end = s.end if s.kind == "slot" else _stops(text, s.end, after.start if after else len(text))
        whole.append(Span(s.start, end, s.kind, s.passage, s.slot, s.value, s.recognised))
    return tuple(whole)


def _stops(text: str, at: int, limit: int) -> int:
    while at < limit and not text[at].isspace():
        at += 1
    return at


def _marks(letter: str, table: _Table, spans: Sequence[Span]) -> tuple[Mark, ...]:
    from burdenshare.collation.tone import judge  # noqa: PLC0415  heavy

    if letter == SEVERAL:
        return ()
    witness = table.rebuilt[letter].witness
    own = _own(letter, table, spans)
    return judge(witness.text, language=witness.language, own=own, recipient=witness.recipient)


def _own(letter: str, table: _Table, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Return where a letter says what no other is known to say.

    A passage that another letter has in translation alone is not its own, though its words may be.
    """
    elsewhere = {
        r.passage.id for r in table.passages if r.passage.letters != (letter,) and set(r.spans) <= {letter}
    }
    return [(s.start, s.end) for s in spans if s.kind == "tailored" and s.passage not in elsewhere]


def _letters(
    table: _Table, spans: Mapping[str, tuple[Span, ...]], marks: Mapping[str, tuple[Mark, ...]]
) -> list[Letter]:
    from burdenshare.collation.tone import ranks, score  # noqa: PLC0415  heavy

    scores = {x: score(marks[x]) for x in table.rows}
    rank = ranks({x: scores[x] for x in _ranked(table)})
    last = len(rank) + 1
    return [
        Letter(
            r.witness,
            tailored_pct(r.witness.text, spans[x]),
            scores[x],
            rank.get(x, last),
            spans[x],
            marks[x],
            attestations_of(table.rows[x], r, table.units, table.ids),
            _attested(x, table),
        )
        for x, r in table.rebuilt.items()
    ]


def _ranked(table: _Table) -> list[str]:
    """Return the letters of which words are known; nothing is said of how pointed the others are."""
    return [x for x, r in table.rebuilt.items() if r.witness.text and x != SEVERAL]


def _attested(letter: str, table: _Table) -> float:
    held = sum(letter in r.passage.letters for r in table.passages)
    return round(WHOLE * held / len(table.passages), 2) if table.passages else 0.0


def _agreements(table: _Table) -> list[Agreement]:
    return [
        a for x, r in table.rebuilt.items() for a in agreements_of(x, r.stretches, table.units, table.ids)
    ]


def _notes(table: _Table) -> list[str]:
    """Say what a reader of a number must know."""
    notes = [recipients_said(table.rows)]
    if SEVERAL in table.rows:
        notes.append(
            f"{SEVERAL} is wording said of several letters: it is no recipient and has no "
            "rank of its own; its number is the last."
        )
    if bare := [x for x, r in table.rebuilt.items() if not r.witness.text]:
        notes.append(f"No words are known of {', '.join(bare)}: not ranked; the number is the last.")
    unheld = {place_of(r) for of in table.rows.values() for r in of if r.mode in ATTESTING}
    if only := sorted(unheld - set(table.places) - {""}):
        notes.append(f"Known in no letter's own words, hence no passage: {', '.join(only)}.")
    notes.append("Ranks, shares and what is one letter's own count the words known, not the letters.")
    return notes
