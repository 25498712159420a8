"""The correspondence: its register, drafts, edits taken back, approval, sending, answers."""

from burdenshare.correspondence.answers import Answer, promises_in, read_reply
from burdenshare.correspondence.calendar import as_ical
from burdenshare.correspondence.kept import Approval, Entry, Event, Kept, Promise, Sealed, Written
from burdenshare.correspondence.register import Register
from burdenshare.correspondence.sending import Carrier, Outbox, Sent, alone, message_id_of, send, waiting

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
