"""Approved letters sent: each checked before the first goes, and what goes is what was approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from burdenshare.correspondence.checks import recognise, refuse_edited, restored
from burdenshare.correspondence.drafts import Drafts
from burdenshare.correspondence.kept import Kept, Sealed
from burdenshare.correspondence.place import Place
from burdenshare.correspondence.refusals import Refusals
from burdenshare.correspondence.renderings import (
    check_mail,
    clean_forms,
    message_of,
    sealed_letter,
    with_address,
)
from burdenshare.correspondence.sending import Outbox, Sent, send
from burdenshare.errors import LetterError, RegisterError
from burdenshare.figures import Figure


def send_approved(
    place: Place, letters: Sequence[Kept], evaluate: Callable[[str], Figure], at: datetime
) -> list[Sent]:
    """Send letters as they were approved.

    Raises
    ------
    LetterError, RegisterError : a letter fails; none is sent
    RefusedLettersError : several fail
    """
    drafts, own, refusals = place.drafts(), place.own_recipients(), Refusals(len(letters), "sent")
    sealed: dict[str, Sealed] = {}
    for kept in letters:
        with refusals.of(kept.id):
            _refuse_unapproved(place, kept)
            sealed[kept.id] = _ready(kept, evaluate, place, drafts, own.of(kept.ally))
    refusals.refuse()

    def message(kept: Kept, message_id: str, dated: datetime) -> bytes:
        return message_of(sealed[kept.id], message_id, dated)

    return send(place.register, lambda: Outbox(place.outbox), message, at, list(sealed))


def _refuse_unapproved(place: Place, kept: Kept) -> None:
    if not place.register.is_waiting(kept.id):
        raise RegisterError(
            f"{kept.id} is not approved: it is {place.register.state(kept.id)}",
            where=str(place.register.path),
            mend=place.command("approve", kept.ally, "--by", "NAME"),
        )


def _ready(
    kept: Kept, evaluate: Callable[[str], Figure], place: Place, drafts: Drafts, own: Mapping[str, str]
) -> Sealed:
    """Check an approved letter, and return what its approval saw.

    Raises
    ------
    LetterError : a draft was edited since, the address has changed, or there is none
    RegisterError : the register does not hold it as it was approved
    """
    sealed = place.register.sealed(kept.id)
    document = None if sealed else restored(kept, evaluate)
    if document is not None:  # approved before the register kept what is sent
        made = clean_forms(kept, document, kept.ally)
        sealed = sealed_letter(kept, document, made["html"], made["pdf"])
        recognise(drafts, kept, document)
    assert sealed is not None  # noqa: S101  one or the other
    if place.register.begun(kept.id) is None:  # what a run has begun to send goes as it is
        refuse_edited(place, drafts, kept, drafts.of(kept.id))
        _refuse_address(kept, sealed, place, own)
        check_mail(sealed, place.recipients)
    return sealed


def _refuse_address(kept: Kept, sealed: Sealed, place: Place, own: Mapping[str, str]) -> None:
    """Refuse an address that is not the one approved: in the register, or in the user's file since."""
    approve = place.command("approve", kept.ally, "--by", "NAME")
    for each, where in ((kept, place.register.path), (with_address(kept, own), place.recipients)):
        copies = tuple(each.options.get("copies", ()))
        if (each.email, copies) != (sealed.to, sealed.copies):
            raise LetterError(
                f"the address of {kept.id} has changed since it was approved: it is now "
                f"{', '.join(filter(None, [each.email, *copies])) or 'empty'}",
                where=str(where),
                mend=approve,
            )
    if not sealed.to:
        raise LetterError(
            f"there is no e-mail address for {kept.ally}",
            where=str(place.recipients),
            mend=f"write its email into that file, then: {approve}",
        )
