"""A passage while it is being found, and how alike words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from burdenshare.collation.entities import PROPER
from burdenshare.collation.passages.pieces import Piece


@dataclass(slots=True)
class Group:
    """A passage while it is being found: at most one piece a letter, or a sentence split in two.

    Parameters
    ----------
    members : letter to its pieces
    placed : whether it was found by its place, not by its words
    """

    members: dict[int, list[Piece]] = field(default_factory=dict)
    placed: bool = False

    @property
    def lone(self) -> bool:
        """Whether one letter alone has it."""
        return len(self.members) == 1

    @property
    def pieces(self) -> Iterator[Piece]:
        """All pieces, letter by letter."""
        return (p for who in sorted(self.members) for p in self.members[who])

    def take(self, other: Group) -> None:
        """Take in the members of another group."""
        self.members |= other.members
        other.members = {}


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two bags of words have in common, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def fixed(piece: Piece) -> Counter[str]:
    """Count the words of a piece that do not vary by nature."""
    return Counter(t.norm for t in piece.tokens if t.word and t.kind in {"", PROPER})


def core(one: Group) -> Counter[str]:
    """Return the words that most members of a group have."""
    seen: Counter[tuple[str, int]] = Counter()
    for pieces in one.members.values():
        bag = sum((fixed(p) for p in pieces), Counter())
        seen.update((w, k) for w, n in bag.items() for k in range(n))
    most = len(one.members) / 2
    return Counter(w for (w, _), n in seen.items() if n > most)


def position(piece: Piece) -> tuple[int, int]:
    """Return the letter of a piece and where it begins."""
    return piece.letter, piece.start
