"""Passages as data, chosen by conditions, filled with figures, verified."""

from burdenshare.letters.compose import (
    Evidence,
    Letter,
    Sender,
    compose,
    office_of,
    read_sender,
    summit_near,
)
from burdenshare.letters.evidence import evidence_of
from burdenshare.letters.passages import Choice, Passage, choose, holds, passages
from burdenshare.letters.verify import verify

__all__ = [
    "Choice",
    "Evidence",
    "Letter",
    "Passage",
    "Sender",
    "choose",
    "compose",
    "evidence_of",
    "holds",
    "office_of",
    "passages",
    "read_sender",
    "summit_near",
    "verify",
]
