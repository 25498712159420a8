"""The register of correspondence: composed, edited, approved, sent, answered, promised."""

from burdenshare.correspondence.register.answers import Answer, promises_in, read_reply
from burdenshare.correspondence.register.calendar import as_ical
from burdenshare.correspondence.register.model import Approval, Entry, Event, Kept, Promise, Sealed, Written
from burdenshare.correspondence.register.register import Register
from burdenshare.correspondence.register.sending import (
    Carrier,
    Outbox,
    Sent,
    alone,
    message_id_of,
    send,
    waiting,
)

__all__ = [
    "Answer",
    "Approval",
    "Carrier",
    "Entry",
    "Event",
    "Kept",
    "Outbox",
    "Promise",
    "Register",
    "Sealed",
    "Sent",
    "Written",
    "alone",
    "as_ical",
    "message_id_of",
    "promises_in",
    "read_reply",
    "send",
    "waiting",
]
