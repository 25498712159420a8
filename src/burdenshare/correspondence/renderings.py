"""A kept letter in its forms: as a draft, clean once it is approved, sealed, as mail."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from burdenshare.correspondence.kept import Kept, Sealed
from burdenshare.document import Document, eml, plain_text
from burdenshare.document.forms import (
    FORMS,
    approved,
    as_docx,
    as_html,
    as_pdf,
    draft_mail,
    forms_of,
    subject_of,
)
from burdenshare.document.notes import short_note
from burdenshare.errors import LetterError

CLEAN = ("html", "pdf", "docx")
"""Forms of an approved letter that lie beside its mail."""


def draft_forms(kept: Kept, document: Document, forms: Sequence[str] = FORMS) -> dict[str, bytes]:
    """Return form to content of a letter that is not approved.

    Raises
    ------
    LetterError : it does not fit its page
    """
    options = kept.options
    mail = draft_mail(
        document,
        name=kept.ally,
        sender=options.get("mail_from", ""),
        domain=options.get("mail_domain", ""),
        to=kept.email,
        day=date.fromisoformat(kept.as_of),
    )
    made = forms_of(document, kept.ally, mail, forms=forms)
    return {Path(name).suffix[1:]: content for name, content in made.items()}


def clean_forms(kept: Kept, document: Document, name: str) -> dict[str, bytes]:
    """Return form to content of an approved letter, without the mark of a draft.

    Parameters
    ----------
    name : the files' stem, to which the DOCX links

    Raises
    ------
    LetterError : it does not fit its page
    """
    clean = approved(document, fictional=bool(kept.options.get("fictional")))
    return {
        "html": as_html(clean).encode(),
        "pdf": as_pdf(clean),
        "docx": as_docx(clean, link=f"{name}.html#"),
    }


def sealed_letter(kept: Kept, document: Document, page: bytes, pdf: bytes) -> Sealed:
    """Return what will be sent of a letter if it is approved now.

    Parameters
    ----------
    page, pdf : its clean forms
    """
    clean = approved(document, fictional=bool(kept.options.get("fictional")))
    return Sealed(
        letter=kept.id,
        content=kept.sha256,
        sender=kept.options.get("mail_from", ""),
        to=kept.email,
        copies=tuple(kept.options.get("copies", ())),
        subject=subject_of(clean),
        language=clean.language,
        text=plain_text.render(clean, {f.id: short_note(f, clean.language) for f in clean.noted()}),
        page=page.decode(),
        pdf=pdf,
    )


def message_of(sealed: Sealed, message_id: str, moment: datetime) -> bytes:
    """Return an approved letter as mail; the same bytes each time.

    Raises
    ------
    LetterError : an address is none, or a header would hold a line feed
    """
    return eml.render(
        text=sealed.text,
        html=sealed.page,
        pdf=sealed.pdf,
        pdf_name=f"{sealed.letter}.pdf",
        sender=sealed.sender,
        to=sealed.to,
        subject=sealed.subject,
        message_id=message_id,
        date=moment,
        language=sealed.language,
        copies=sealed.copies,
    )


def check_mail(sealed: Sealed, recipients: Path) -> None:
    """Check that an approved letter can become mail.

    Parameters
    ----------
    recipients : the file that sets addresses

    Raises
    ------
    LetterError : it cannot; an address is named with the file that sets it
    """
    try:
        message_of(sealed, "<check@burdenshare.invalid>", datetime(2000, 1, 1, tzinfo=UTC))
    except LetterError as error:
        where = f"{recipients}, {sealed.letter[:3]}: " if error.where.endswith(("To", "Cc")) else ""
        raise LetterError(error.message, where=where + error.where, mend=error.mend) from error


def with_address(kept: Kept, own: Mapping[str, str]) -> Kept:
    """Return a letter with the address that the user's file gives; its own where the file is silent.

    Parameters
    ----------
    own : the file's fields for the letter's ally
    """
    if not own:
        return kept
    copies = [c.strip() for c in own.get("copies", "").split(";") if c.strip()]
    settings = json.dumps({**kept.options, "copies": copies}, sort_keys=True)
    return replace(kept, email=own.get("email", ""), settings=settings)
