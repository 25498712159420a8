"""Who is written to: the dated list of leaders, offices by language, the user's own settings."""

from burdenshare.letters.recipients.addresses import Recipient, office_of, recipient
from burdenshare.letters.recipients.leaders import Leader, addressee, last_confirmed, leader_names, leaders
from burdenshare.letters.recipients.own import OwnRecipients

__all__ = [
    "Leader",
    "OwnRecipients",
    "Recipient",
    "addressee",
    "last_confirmed",
    "leader_names",
    "leaders",
    "office_of",
    "recipient",
]
