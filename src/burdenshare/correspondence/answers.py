"""Answers: read from a mail, with the sentences in them that promise something."""

from __future__ import annotations

import calendar
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from burdenshare.correspondence.kept import Promise
from burdenshare.errors import RegisterError
from burdenshare.terms import MONTHS

LARGEST = 20_000_000
"""Bytes of an answer at most."""
_COMMITS = re.compile(
    r"\b(?:we|I|our government|my government)\b.{0,60}?\b(?:will|shall|commit|pledge|undertake|intend|"
    r"plan|promise|aim)\b"
    r"|\b(?:nous|je|mon gouvernement|notre gouvernement)\b.{0,60}?\b(?:\w+rons|\w+rai|engage\w*|"
    r"allons|prévo\w+|promett\w+)\b"
    r"|\b(?:wir|ich|meine regierung|unsere regierung)\b.{0,80}?\b(?:werden?|verpflichte\w*|sagen?|"
    r"zusage\w*|wollen|planen?|beabsichtige\w*)\b"
    r"|\b(?:werden|verpflichten|wollen|planen)\s(?:wir|uns)\b",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(rf"(?:(\d{{1,2}})(?:\.|er|st|nd|rd|th)?\s)?({'|'.join(MONTHS)})\s(20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_QUOTED = re.compile(r"^(?:On .+ wrote:|Le .+ a écrit ?:|Am .+ schrieb.*:|-{2,} ?Original.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came."""

    sender: str
    date: str
    subject: str
    message_id: str
    in_reply_to: str
    text: str
    sha256: str

    @property
    def detail(self) -> dict[str, str]:
        """Return what the register keeps of it."""
        return {
            "from": self.sender,
            "date": self.date,
            "subject": self.subject,
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "text": self.text,
            "sha256": self.sha256,
        }


def read_reply(path: Path) -> Answer:
    """Read an answer from a mail (.eml) or a text file.

    Raises
    ------
    RegisterError : the file is missing, too large or holds no text
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise RegisterError(
                f"the answer has {size:,} bytes", where=str(path), mend="save it without its attachments"
            )
        data = path.read_bytes()
    except OSError as error:
        raise RegisterError(
            f"the answer does not read ({error.strerror})",
            where=str(path),
            mend="name a mail saved as .eml, or a text",
        ) from error
    answer = _of_text(data) if path.suffix.lower() in {".txt", ".md"} else _of_mail(data)
    if "\0" in answer.text or not any(c.isalnum() for c in answer.text):
        raise RegisterError(
            "the answer holds no text", where=str(path), mend="save the mail as .eml, or its words as .txt"
        )
    return answer


def _of_text(data: bytes) -> Answer:
    text = _own_words(data.decode("utf-8", "replace"))
    return Answer("", "", "", "", "", text, hashlib.sha256(data).hexdigest())


def _of_mail(data: bytes) -> Answer:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  by the policy
    return Answer(
        _header(message, "from"),
        _header(message, "date"),
        _header(message, "subject"),
        _header(message, "message-id"),
        _header(message, "in-reply-to"),
        _own_words(_body(message)),
        hashlib.sha256(data).hexdigest(),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        text = str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # a header that the library cannot read
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)
    return _from_html(text) if part.get_content_subtype() == "html" else text


def _decoded(part: Any) -> str:
    """Return a part's words; where it names no charset, or a wrong one, UTF-8 and then Latin-1."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _from_html(text: str) -> str:
    import lxml.html  # noqa: PLC0415  heavy

    if not text.strip():
        return ""
    tree: Any = lxml.html.fromstring(text)
    for element in tree.xpath("//script|//style|//blockquote"):
        element.drop_tree()
    return "\n".join(line.strip() for line in tree.text_content().splitlines() if line.strip())


def _own_words(text: str) -> str:
    """Return an answer without the letter that it quotes."""
    text = "\n".join(text.splitlines())
    found = _QUOTED.search(text)
    kept = text[: found.start()] if found else text
    lines = (line for line in kept.splitlines() if not line.lstrip().startswith(">"))
    return "\n".join(lines).strip()


def promises_in(text: str) -> list[Promise]:
    """Return the sentences that commit to something by a day or a year, as found, not confirmed.

    >>> [(p.text, str(p.due)) for p in promises_in("Thank you. We will reach 2 per cent by 2024.")]
    [('We will reach 2 per cent by 2024.', '2024-12-31')]
    """
    flat = " ".join(text.split())
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-ÖØ-Þ])", flat)
    found = [
        Promise(s, due_in(s), source="found in the answer")
        for s in sentences
        if _COMMITS.search(s) and re.search(r"\d", s)
    ]
    return [p for p in found if len(p.text) <= 600]  # noqa: PLR2004


def due_in(sentence: str) -> date | None:
    """Return the last day, month's end or year's end that a sentence names."""
    days = [_day(m) for m in _DAY.finditer(sentence)]
    rest = _DAY.sub(" ", sentence)
    days += [date(int(y), 12, 31) for y in _YEAR.findall(rest)]
    return max((d for d in days if d), default=None)


def _day(found: re.Match[str]) -> date | None:
    month, year = MONTHS[found[2].lower()], int(found[3])
    last = calendar.monthrange(year, month)[1]
    day = int(found[1]) if found[1] else last
    return date(year, month, day) if 1 <= day <= last else None
