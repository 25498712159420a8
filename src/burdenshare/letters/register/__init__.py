"""The register of correspondence: composed, edited, approved, sent, answered, promised."""

from burdenshare.letters.register.answers import Answer, promises_in, read_reply
from burdenshare.letters.register.calendar import as_ical
from burdenshare.letters.register.model import Entry, Event, Kept, Promise
from burdenshare.letters.register.register import Register
from burdenshare.letters.register.sending import Carrier, Outbox, Sent, message_id_of, send

__all__ = [
    "Answer",
    "Carrier",
    "Entry",
    "Event",
    "Kept",
    "Outbox",
    "Promise",
    "Register",
    "Sent",
    "as_ical",
    "message_id_of",
    "promises_in",
    "read_reply",
    "send",
]
