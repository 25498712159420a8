"""The letters of a table: which rows are of one letter, and its words put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from burdenshare.collation.model import Witness
from burdenshare.collation.press.columns import SEVERAL, Fragment
from burdenshare.collation.press.places import Unit
from burdenshare.collation.press.stretches import Stretch
from burdenshare.collation.reading.excerpts import Excerpt

BETWEEN = "\n\n"
"""What stands between stretches: how much of the letter lies there is not known."""


@dataclass(slots=True)
class Rebuilt:
    """A letter as far as its words are known.

    Parameters
    ----------
    starts : where each stretch begins in the text, in the order of the text
    """

    witness: Witness
    stretches: list[Stretch]
    starts: list[int]

    def start_of(self, stretch: Stretch) -> int:
        """Return where a stretch begins in the text."""
        return next(at for s, at in zip(self.stretches, self.starts, strict=True) if s is stretch)


def by_letter(excerpts: Iterable[Excerpt]) -> dict[str, list[Excerpt]]:
    """Sort rows by letter: a recipient's, two where their dates cannot be of one day.

    Rows of the same letter may know its date to the day, to the month, or not at all.
    """
    found: dict[str, list[list[Excerpt]]] = {}
    for row in excerpts:
        letters = found.setdefault(row.recipient, [])
        fitting = [
            rows
            for rows in letters
            if row.recipient == SEVERAL or all(_may_be_one(row.date, r.date) for r in rows)
        ]
        if fitting:
            fitting[0].append(row)
        else:
            letters.append([row])
    return {
        recipient if len(letters) == 1 else f"{recipient} {_date(rows)}".strip(): rows
        for recipient, letters in found.items()
        for rows in letters
    }


def _may_be_one(date: str, other: str) -> bool:
    return date.startswith(other) or other.startswith(date)


def _date(rows: Iterable[Excerpt]) -> str:
    return max((r.date for r in rows), key=len)


def rebuild(
    letter: str,
    rows: Sequence[Excerpt],
    stretches: Sequence[Stretch],
    units: Sequence[Unit],
    order: Sequence[str],
) -> Rebuilt:
    """Put a letter's stretches in the order of the template."""
    place = {id(s): min(order.index(u.place) for u in units if u.stretch is s) for s in stretches}
    ordered = sorted(stretches, key=lambda s: place[id(s)])
    starts, text = [], ""
    for stretch in ordered:
        text += BETWEEN if text else ""
        starts.append(len(text))
        text += stretch.text
    quoted = Counter(r.language for r in rows if r.mode == "quoted")
    first = rows[0]
    recipient = "" if first.recipient == SEVERAL else first.recipient
    witness = Witness(
        letter,
        text,
        language=max(quoted, key=lambda x: quoted[x], default=""),
        date=_date(rows),
        recipient=recipient,
        title=", ".join(filter(None, (first.name, first.office))),
    )
    return Rebuilt(witness, ordered, starts)


def fragments_of(place: str, units: Iterable[Unit], letters: Mapping[str, Rebuilt]) -> list[Fragment]:
    """Return what each letter has of a passage; sentences that stand together are one fragment."""
    found: list[Fragment] = []
    last: Unit | None = None
    for unit in (u for u in units if u.place == place):
        at = letters[unit.letter].start_of(unit.stretch)
        words = tuple(replace(w, start=w.start + at, end=w.end + at) for w in unit.words)
        if last and last.stretch is unit.stretch and last.last == unit.first:
            before = found.pop()
            words = before.words + words
        found.append(Fragment(unit.letter, len(found), words))
        last = unit
    return found
