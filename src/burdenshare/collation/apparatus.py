"""The apparatus: every letter cut into spans, every passage with its readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from burdenshare.collation.model import LeftOut, Witness

KINDS = ("shared", "slot", "variant", "tailored")
"""Shared words; a slot that varies by recipient; a shared passage reworded; this letter's own."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a letter.

    Parameters
    ----------
    start, end : code points of the letter's text, end exclusive
    kind : one of `KINDS`
    passage : id of the passage it belongs to
    slot : id of the slot within the passage; empty for other kinds
    value : the slot's words in this letter; empty for other kinds
    recognised : what the value is: `ally`, `leader`, `figure`, `date` or empty
    """

    start: int
    end: int
    kind: str
    passage: str = ""
    slot: str = ""
    value: str = ""
    recognised: str = ""


def tailored_pct(text: str, spans: Iterable[Span]) -> float:
    """Return the share of a letter's characters that no other letter has, percent.

    >>> tailored_pct("We met. You left.", [Span(0, 7, "shared"), Span(8, 17, "tailored")])
    57.14
    """
    whole = sum(not c.isspace() for c in text)
    own = sum(len("".join(text[s.start : s.end].split())) for s in spans if s.kind == "tailored")
    return round(100 * own / whole, 2) if whole else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of evidence for (or, with a negative weight, against) pointedness.

    Parameters
    ----------
    start, end : the words it points at
    mark : `obligation`, `consequence`, `deadline`, `reproach`, `address` or `softener`
    weight : what it adds to the score
    why : one clause for the reader
    """

    start: int
    end: int
    mark: str
    weight: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a passage that varies by recipient.

    Parameters
    ----------
    values : letter to its words there; letters without the passage are absent
    recognised : as in `Span`, where most values agree
    """

    id: str
    recognised: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording of a passage, slots shown by their ids, and who has it."""

    text: str
    letters: tuple[str, ...]
    distance: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or two that stand in several letters, or in one alone.

    Parameters
    ----------
    id : `p1`, `p2`, ... in the order in which they stand in the letters
    text : the commonest wording, each slot as `⟨id⟩`
    letters : who has it
    readings : its wordings, the commonest first; `distance` is the share of words that differ
    slots : in order
    alone : whether one letter alone has it
    """

    id: str
    text: str
    letters: tuple[str, ...]
    readings: tuple[Reading, ...]
    slots: tuple[Slot, ...] = ()
    alone: bool = False


def with_slots(text: str, start: int, end: int, places: Iterable[tuple[int, int, str]]) -> str:
    """Return words of a letter with its slots by their ids, as passages are written.

    Parameters
    ----------
    places : where each slot's value begins and ends, and the slot's id, in order

    >>> with_slots("We met in Norway.", 0, 17, [(10, 16, "s1")])
    'We met in ⟨s1⟩.'
    """
    written, at = "", start
    for first, last, slot in places:
        written += f"{text[at:first]}⟨{slot}⟩"
        at = last
    return written + text[at:end]


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one outlet says of a letter.

    Parameters
    ----------
    mode : `quoted`, `translated`, `paraphrased` or `receipt`
    start, end : where its words stand in the reconstructed letter; both 0 unless quoted
    """

    id: str
    outlet: str
    url: str
    date: str
    language: str
    mode: str
    text: str
    passage: str = ""
    start: int = 0
    end: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Outlets that give the same words of one letter, or, where `conflict`, other words.

    Parameters
    ----------
    readings : words to the outlets that print them
    """

    letter: str
    passage: str
    conflict: bool
    readings: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its apparatus.

    Parameters
    ----------
    tailored_pct : share of its characters that no other letter has, percent; slots do not count
    pointedness : the sum of its marks' weights
    rank : 1 = most pointed; ties share a rank
    attested_pct : of a letter known through newspapers, the share of the passages known of any
        letter that is attested of this one, percent; None for a letter read whole
    """

    witness: Witness
    tailored_pct: float
    pointedness: float
    rank: int
    spans: tuple[Span, ...]
    evidence: tuple[Mark, ...]
    attestations: tuple[Attestation, ...] = ()
    attested_pct: float | None = None

    @property
    def id(self) -> str:
        """The witness's id."""
        return self.witness.id


@dataclass(frozen=True, slots=True)
class Collation:
    """Letters held side by side."""

    letters: tuple[Letter, ...]
    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    notes: tuple[str, ...] = field(default=())
