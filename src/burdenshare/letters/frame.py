"""What stands around a letter's body: marks, letterhead, address, greeting, close, copies."""

from __future__ import annotations

from datetime import date

from burdenshare.document import FramePart, Paragraph, Run, Text, long_day, words
from burdenshare.letters.kit import Kit, Sender, Settings
from burdenshare.letters.recipients import Recipient, addressee, recipient
from burdenshare.terms import name_in


def head(kit: Kit, to: Recipient, day: date) -> list[Paragraph]:
    """Return everything above the body, in the order of a letter's frame."""
    frame, sender = words(to.language)["frame"], kit.sender
    lines: dict[FramePart, str] = {
        "mark": frame["fictional"] if sender.fictional else frame["draft"],
        "letterhead": sender.letterhead,
        "classification": kit.settings.classification,
        "reference": reference(kit.settings, to.ally, day, frame["reference"]),
        "date": _date(sender.place, day, to.language),
        "address": to.address,
        "subject": kit.settings.subject,
        "salutation": to.salutation,
    }
    return [Paragraph((Text(text),), role) for role, text in lines.items() if text]


def reference(settings: Settings, ally: str, day: date, label: str = "") -> str:
    """Return the reference line; empty where the user sets none."""
    if not settings.reference:
        return ""
    text = settings.reference
    for name, value in (("ally", ally), ("as_of", day.isoformat()), ("year", str(day.year))):
        text = text.replace("{" + name + "}", value)
    return f"{label} {text}".strip()


def _date(place: str, day: date, language: str) -> str:
    text = long_day(day, language)
    if not place:
        return text
    return str(words(language)["frame"]["date"]).format(place=place, day=text)


def foot(language: str) -> str:
    """Return the line that stands on every page."""
    frame = words(language)["frame"]
    return str(frame["foot"])


def close(kit: Kit, closing: list[Run], language: str) -> list[Paragraph]:
    """Return what stands below the body: the closing words, the signature, the copy list."""
    found = [Paragraph(tuple(closing), "closing"), Paragraph((Text(kit.sender.signature),), "signature")]
    if kit.settings.copies:
        label = words(language)["frame"]["copies"]
        found.append(Paragraph((Text(f"{label} {'; '.join(kit.settings.copies)}"),), "copies"))
    return found


def sender_of_ally(ally: str, day: date, language: str) -> Sender:
    """Return a sender who writes for an ally: its name and office, no seal and no address."""
    name, office = name_in(ally, language), recipient(ally, day, language)
    who = addressee(ally, day)
    signed = f"{who.name}\n{office.office}" if who else office.office
    return Sender(name.official, "", signed, ally, author=name.official)
