"""Letters: passages as data, chosen by conditions with reasons, filled with figures, verified."""

from burdenshare.letters.briefing import brief_on
from burdenshare.letters.compose import Letter, compose, explain, greeted
from burdenshare.letters.conditions import holds, parse
from burdenshare.letters.desk import Desk, Writing, evaluator, keep_pledge, kit_folder, open_desk
from burdenshare.letters.facts import AllyName, Case, Evidence, Fact, OwnFact, Writer, evidence_of
from burdenshare.letters.frame import sender_of_ally
from burdenshare.letters.kit import (
    Kit,
    Sender,
    Settings,
    init_kit,
    is_kit,
    read_kit,
    read_sender,
    with_settings,
)
from burdenshare.letters.ownfacts import OWN, own_kind
from burdenshare.letters.passages import TONES, Choice, Passage, choose
from burdenshare.letters.quantities import quantities
from burdenshare.letters.recipients import OwnRecipients, Recipient, addressee, office_of, recipient
from burdenshare.letters.summits import summit_near
from burdenshare.letters.verify import verify

__all__ = [
    "OWN",
    "TONES",
    "AllyName",
    "Case",
    "Choice",
    "Desk",
    "Evidence",
    "Fact",
    "Kit",
    "Letter",
    "OwnFact",
    "OwnRecipients",
    "Passage",
    "Recipient",
    "Sender",
    "Settings",
    "Writer",
    "Writing",
    "addressee",
    "brief_on",
    "choose",
    "compose",
    "evaluator",
    "evidence_of",
    "explain",
    "greeted",
    "holds",
    "init_kit",
    "is_kit",
    "keep_pledge",
    "kit_folder",
    "office_of",
    "open_desk",
    "own_kind",
    "parse",
    "quantities",
    "read_kit",
    "read_sender",
    "recipient",
    "sender_of_ally",
    "summit_near",
    "verify",
    "with_settings",
]
