"""A letter as a mail message."""

from __future__ import annotations

import email
import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from typing import cast

from burdenshare.collation.model import Places, Witness, Zone
from burdenshare.collation.reading.html import as_lines, page_of
from burdenshare.collation.reading.plain import decoded
from burdenshare.collation.reading.zones import date_in, notes_of, zones_of
from burdenshare.errors import CollationError

_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_MARK = re.compile(r"\s?\[(\d{1,3})\]")


def read_mail(data: bytes, name: str) -> Witness:
    """Read a message's plain text, or else its page; places are lines of that part, from 1.

    Raises
    ------
    CollationError : it is no message, holds no text, or does not decode
    """
    if not _HEADER.match(data):
        raise CollationError(
            "it is no mail message: it begins with no header", where=name, mend="save the message as .eml"
        )
    message = email.message_from_bytes(data, policy=default)
    part = message.get_body(("plain", "html"))
    if part is None:
        raise CollationError("the message holds no text", where=name, mend="read its attachment")
    source = _content(cast("EmailMessage", part), name).replace("\r\n", "\n")
    is_page = part.get_content_type() == "text/html"
    text, zones, places = _page(source) if is_page else _plain(source)
    date = date_in(text, zones) or _date(message)
    language = _header(message, "Content-Language")[:2].lower()
    return Witness("", text, zones, places, language, date, title=_header(message, "Subject"))


def _content(part: EmailMessage, name: str) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    if not isinstance(payload, bytes):
        raise CollationError("the message holds no text", where=name)
    return decoded(payload, name, "utf-8" if charset == "us-ascii" else charset)


def _page(source: str) -> tuple[str, tuple[Zone, ...], Places]:
    page = page_of(source)
    return page.text, page.zones, Places("line", *as_lines(source, page))


def _plain(source: str) -> tuple[str, tuple[Zone, ...], Places]:
    """Take marks that lead to the notes below out of the sentences; lines stay as they are."""
    notes = notes_of(source)
    end = notes.start if notes else len(source)
    listed = set(re.findall(r"^\[(\d{1,3})\]", source[end:], re.MULTILINE))
    body = _MARK.sub(lambda m: "" if m[1] in listed else m[0], source[:end])
    text, starts = _unbroken((body + source[end:]).split("\n"))
    return text, zones_of(text), Places("line", starts, tuple(range(1, len(starts) + 1)))


def _unbroken(lines: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the lines as one text, and where each begins; `so-` and `called` are one word."""
    starts, said, at = [], [], 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        starts.append(at)
        is_broken = re.search(r"\w-$", line) and re.match(r"\w", following)
        said.append(line if is_broken else f"{line}\n")
        at += len(said[-1])
    return "".join(said)[:-1], tuple(starts)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""  # a header that does not read says nothing


def _date(message: EmailMessage) -> str:
    try:
        found = message["Date"].datetime
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""
    return found.date().isoformat() if isinstance(found, datetime) else ""
