"""What each outlet says of a letter, and where outlets agree and disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from burdenshare.collation.apparatus import Agreement, Attestation
from burdenshare.collation.press.columns import SEVERAL
from burdenshare.collation.press.extracts import printed
from burdenshare.collation.press.places import Unit
from burdenshare.collation.press.rebuilt import Rebuilt
from burdenshare.collation.press.stretches import Printing, Stretch, place_of
from burdenshare.collation.reading.excerpts import Excerpt


def attestations_of(
    rows: Iterable[Excerpt], letter: Rebuilt, units: Sequence[Unit], passages: Mapping[str, str]
) -> tuple[Attestation, ...]:
    """Return a letter's attestations in the order of the table.

    Parameters
    ----------
    passages : the table's place to the passage's id
    """
    return tuple(_attestation(row, letter, units, passages) for row in rows)


def _attestation(
    row: Excerpt, letter: Rebuilt, units: Sequence[Unit], passages: Mapping[str, str]
) -> Attestation:
    place, start, end = place_of(row) if row.mode != "receipt" else "", 0, 0
    printed = [(s, p) for s in letter.stretches for p in s.prints if p.excerpt is row]
    if printed:
        stretch, first = printed[0]
        place = next(u.place for u in units if u.stretch is stretch and u.last > first.first)
        spans = [_where(letter, s, p) for s, p in printed]
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return Attestation(
        row.id,
        row.outlet,
        row.url,
        row.source_date,
        row.language,
        row.mode,
        row.text,
        passages.get(place, ""),
        start,
        end,
        row.note,
    )


def _where(letter: Rebuilt, stretch: Stretch, printed: Printing) -> tuple[int, int]:
    at = letter.start_of(stretch)
    whole = printed.last == len(stretch.words)
    end = len(stretch.text) if whole else stretch.words[printed.last - 1].end
    return at + stretch.words[printed.first].start, at + end


def agreements_of(
    letter: str, stretches: Iterable[Stretch], units: Sequence[Unit], passages: Mapping[str, str]
) -> list[Agreement]:
    """Return where several outlets print the same place of a letter, in the same words or others.

    Words are compared without their case, quotation marks and stops.
    """
    found = []
    for stretch in stretches:
        for lap in dict.fromkeys(p.lap for p in stretch.prints[1:]):
            readings = _readings(stretch, lap)
            outlets = {o for who in readings.values() for o in who}
            if len(outlets) > 1:
                place = next(u.place for u in units if u.stretch is stretch and u.last > lap[0])
                found.append(Agreement(letter, passages[place], len(readings) > 1, readings))
    return found


def _readings(stretch: Stretch, lap: tuple[int, int]) -> dict[str, tuple[str, ...]]:
    """Return the words that stand in a lap to the outlets that print them."""
    first, last = lap
    words = stretch.words[first:last]
    said = {printed(stretch.text, words): stretch.text[words[0].start : words[-1].end]}
    outlets = {next(iter(said)): [_holder(stretch, lap)]}
    for p in stretch.prints[1:]:
        if p.lap == lap:
            said.setdefault(p.said, p.text)
            outlets.setdefault(p.said, []).append(p.excerpt.outlet)
    return {said[k]: tuple(dict.fromkeys(who)) for k, who in outlets.items()}


def _holder(stretch: Stretch, lap: tuple[int, int]) -> str:
    """Return the outlet whose words the stretch has there."""
    over = [p for p in stretch.prints if p.first <= lap[0] and p.last >= lap[1]]
    return over[0].excerpt.outlet


def recipients_said(letters: Mapping[str, Sequence[Excerpt]]) -> str:
    """Return how many recipients the table names, and which outlet names each."""
    named: dict[str, list[str]] = {}
    for rows in letters.values():
        for row in rows:
            if row.recipient != SEVERAL:
                named.setdefault(row.recipient, []).append(row.outlet)
    count = f"{len(named)} {'recipient is' if len(named) == 1 else 'recipients are'} named"
    said = [f"{who} by {', '.join(dict.fromkeys(outlets))}" for who, outlets in named.items()]
    return f"{count}: {'; '.join(said)}." if said else "No recipient is named."
