"""Which passage each sentence belongs to, and in which order passages stand.

The table's `passage_slot` says it where an excerpt is one sentence. A longer excerpt, or a table
without that column, leaves it open: then the words say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from burdenshare.collation.align import SAME, agree, is_enough, lay
from burdenshare.collation.press.extracts import sentence_ends
from burdenshare.collation.press.stretches import Printing, Stretch, place_of
from burdenshare.collation.reading.excerpts import Excerpt
from burdenshare.collation.tokens import Token, norms


@dataclass(slots=True)
class Unit:
    """A sentence of a letter, or what is known of one.

    Parameters
    ----------
    first, last : words of the stretch, end exclusive
    place : the table's; empty where it gives none
    firm : whether an excerpt of this sentence alone gives the place
    """

    letter: str
    stretch: Stretch
    first: int
    last: int
    place: str = ""
    firm: bool = False

    @property
    def words(self) -> list[Token]:
        """Its words."""
        return self.stretch.words[self.first : self.last]


def units_of(letters: Mapping[str, Sequence[Stretch]]) -> list[Unit]:
    """Cut the letters' stretches into sentences, each with its place."""
    units = [u for letter, found in letters.items() for s in found for u in _cut(letter, s)]
    for unit in units:
        if not unit.firm:
            unit.place = _said_elsewhere(unit, units) or unit.place
    _named(units)
    return units


def _cut(letter: str, stretch: Stretch) -> list[Unit]:
    ends = sentence_ends(stretch.text, tuple(stretch.words), stretch.row.language)
    units = [Unit(letter, stretch, a, b) for a, b in zip([0, *ends], ends, strict=False)]
    for unit in units:
        over = [p for p in stretch.prints if p.first < unit.last and p.last > unit.first]
        said = [p for p in over if place_of(p.excerpt)]
        if said:
            closest = min(said, key=lambda p: p.last - p.first)
            unit.place = place_of(closest.excerpt)
            unit.firm = _sentences(closest, units) == 1
    return units


def _sentences(printed: Printing, units: Iterable[Unit]) -> int:
    return sum(printed.first < u.last and printed.last > u.first for u in units)


def _alike(one: Unit, other: Unit) -> float:
    """Return the share of the shorter sentence that both have; 0 where it is no passage."""
    a, b = one.words, other.words
    shorter = min(len(a), len(b))
    if not is_enough((Counter(norms(a)) & Counter(norms(b))).total(), shorter):
        return 0.0  # cheap, and most pairs end here
    same = sum(i is not None and j is not None and agree(a[i], b[j]) == SAME for i, j in lay(a, b, agree))
    return same / shorter if is_enough(same, shorter) else 0.0


def _said_elsewhere(unit: Unit, units: Iterable[Unit]) -> str:
    """Return the place that the table gives to the same words in another letter."""
    firm = [(s, u.place) for u in units if u.firm and u.letter != unit.letter and (s := _alike(unit, u))]
    return max(firm, key=lambda f: f[0])[1] if firm else ""


def _named(units: Sequence[Unit]) -> None:
    """Give sentences without a place one by their words; a sign no table has begins its name."""
    for n, unit in enumerate(units):
        if not unit.place:
            near = [
                (s, u.place)
                for u in units[:n]
                if u.place and u.letter != unit.letter and (s := _alike(unit, u))
            ]
            unit.place = max(near, key=lambda f: f[0])[1] if near else f"\0{n}"


def order_of(units: Sequence[Unit], excerpts: Mapping[str, Sequence[Excerpt]]) -> list[str]:
    """Return the places in the order of the template.

    The letter with most places leads; what it lacks is put in by the order of the others: behind
    the place after which it stands there, or before the next one.
    """
    orders = sorted((_order(letter, units, rows) for letter, rows in excerpts.items()), key=len, reverse=True)
    whole: list[str] = []
    for order in orders:
        for k, place in enumerate(order):
            if place in whole:
                continue
            before = [p for p in order[:k] if p in whole]
            after = [p for p in order[k:] if p in whole]
            at = whole.index(before[-1]) + 1 if before else whole.index(after[0]) if after else None
            whole.insert(len(whole) if at is None else at, place)
    return whole


def _order(letter: str, units: Sequence[Unit], rows: Iterable[Excerpt]) -> list[str]:
    """Return a letter's places as the table's rows give them, sentences in their order."""
    found: list[str] = []
    for row in rows:
        mine = [u.place for u in units if u.letter == letter and u.stretch.row is row]
        found += mine or ([place_of(row)] if row.mode == "translated" else [])
    return [p for p in dict.fromkeys(found) if p]
