"""What was promised, as a calendar that any program reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from burdenshare.correspondence.kept import Kept, Promise


def as_ical(promises: Sequence[Promise], letters: Sequence[Kept], at: datetime) -> bytes:
    """Return each promise with a due date as an event of that day."""
    from icalendar import Calendar, Event  # noqa: PLC0415  heavy

    ally = {k.id: k.ally for k in letters}
    calendar = Calendar()
    calendar.add("prodid", "-//burdenshare//register//EN")
    calendar.add("version", "2.0")
    for promise in promises:
        if promise.due is None or promise.status not in {"found", "confirmed"}:
            continue
        event = Event()
        event.add("uid", f"{promise.letter.lower()}.{promise.number}@burdenshare")
        event.add("dtstamp", at)
        event.add("dtstart", promise.due)
        event.add("summary", f"{ally.get(promise.letter, promise.letter)}: promise due")
        event.add("description", f"{promise.text} ({promise.status}; {promise.source})")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
