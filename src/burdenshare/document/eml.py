"""A finished letter as a mail message: plain text, HTML and PDF; the same bytes every time."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from burdenshare.errors import LetterError

POLICY = SMTP.clone(cte_type="7bit")
NOBODY = "undisclosed-recipients:;"


def render(
    *,
    text: str,
    html: str,
    pdf: bytes,
    pdf_name: str,
    sender: str,
    to: str,
    subject: str,
    message_id: str,
    date: datetime,
    language: str,
    copies: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return the message, RFC 5322, with its parts in the order of growing richness.

    Raises
    ------
    LetterError : a header would hold a line feed or another control character, or an address does
        not read
    """
    message = EmailMessage(policy=POLICY)
    if sender:
        message["From"] = _address(sender, "From")
    message["To"] = _address(to, "To") if to else NOBODY
    if copies:
        message["Cc"] = ", ".join(str(_address(c, "Cc")) for c in copies)
    message["Subject"] = _line(subject, "Subject")
    message["Date"] = format_datetime(date)
    message["Message-ID"] = _line(message_id, "Message-ID")
    language = _line(language, "Content-Language")
    for name, value in (headers or {}).items():
        message[_line(name, "header")] = _line(value, name)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=_line(pdf_name, "file name"))
    message["Content-Language"] = language  # before the parts it would become one part's own
    _set_boundaries(message, message_id)
    return message.as_bytes()


def _line(text: str, where: str) -> str:
    """Return a header's value; one that would begin another header is refused."""
    if any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in text):
        raise LetterError(
            f"'{text.encode('unicode_escape').decode()[:60]}' holds a line feed or another control character",
            where=f"the mail's {where}",
            mend="write it in one line",
        )
    return text


def _address(text: str, where: str) -> Address:
    name, found = parseaddr(_line(text, where))
    user, at, domain = found.rpartition("@")
    if not at or not user or not domain or any(c in found for c in " ,;<>\"'()"):
        raise LetterError(
            f"'{text}' is no mail address",
            where=f"the mail's {where}",
            mend="write name@example.org, or Name <name@example.org>",
        )
    try:
        return Address(name, addr_spec=found)
    except (ValueError, IndexError) as error:
        raise LetterError(
            f"'{text}' is no mail address ({error})",
            where=f"the mail's {where}",
            mend="write name@example.org",
        ) from error


def _set_boundaries(message: EmailMessage, seed: str) -> None:
    """Give every multipart a boundary that follows from the message's id."""
    digest = hashlib.sha256(seed.encode()).hexdigest()
    for k, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"={digest[:24]}.{k}=")
