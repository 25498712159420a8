"""Every error burdenshare raises, one tree.

::

    BurdenshareError                 says what, where and how to mend
    ├── TermsError                   a word of the field we do not know
    │   ├── UnknownAllyError
    │   ├── UnknownIndicatorError
    │   └── BadDateError
    ├── RecordError                  the record cannot answer
    │   ├── UnknownEditionError
    │   ├── NothingKnownError        no edition had appeared by the date
    │   ├── OutsideRecordError       the year lies outside every visible edition
    │   └── BrokenRecordError        a stored table does not read back
    ├── FigureError                  an id that is no recipe, a figure out of bounds
    ├── ImportRefusedError           a publisher's file is not what it should be
    ├── FetchError                   a release that cannot be downloaded
    ├── PledgeError                  an unknown, or not yet agreed, pledge
    ├── LetterError                  an unbound, foreign or too new quantity
    ├── DocumentError                a finished letter that does not read
    ├── CollationError               letters that cannot be held side by side
    ├── RegisterError                what the register of correspondence refuses
    │   └── RefusedLettersError      several letters that a verb over many refuses (a LetterError too)
    ├── UsageError                   a word or a value that a verb does not take
    ├── MissingPartError             a part of the installation that the verb needs is not there
    ├── PanelError                   a panel that cannot be asked for, or written, so
    └── PackError                    a pack that cannot be written
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class BurdenshareError(Exception):
    """What went wrong, where, and how to mend it.

    Parameters
    ----------
    message : what is wrong, one sentence
    where : file, edition, sheet and cell, or option; empty when `message` says it
    mend : what the reader can do next
    """

    code = "error"

    def __init__(self, message: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """One line: what, where, how to mend."""
        parts = [self.message if self.message.endswith((".", "?")) else f"{self.message}."]
        if self.where:
            parts.append(f"Where: {self.where}.")
        if self.mend:
            parts.append(f"Mend: {self.mend}" + ("" if self.mend.endswith("?") else "."))
        return " ".join(parts)

    def as_dict(self) -> dict[str, str]:
        """The one shape of an error in JSON."""
        return {"code": self.code, "message": self.message, "where": self.where, "mend": self.mend}


class TermsError(BurdenshareError):
    """A word of the field that is not in our vocabulary."""

    code = "unknown_term"


class UnknownAllyError(TermsError):
    """A name or code that is no ally."""

    code = "unknown_ally"


class UnknownIndicatorError(TermsError):
    """An indicator id that we do not keep."""

    code = "unknown_indicator"


class BadDateError(TermsError):
    """A date or year that is none."""

    code = "bad_date"


class RecordError(BurdenshareError):
    """The record cannot answer."""

    code = "record"


class UnknownEditionError(RecordError):
    """An edition that is not held."""

    code = "unknown_edition"


class NothingKnownError(RecordError):
    """No edition had appeared by the date asked for."""

    code = "nothing_known"


class OutsideRecordError(RecordError):
    """A year of which no visible edition speaks."""

    code = "outside_record"


class BrokenRecordError(RecordError):
    """A stored table that does not read back."""

    code = "broken_record"


class FigureError(BurdenshareError):
    """An id that is no recipe, or a figure that cannot be computed."""

    code = "figure"


class ImportRefusedError(BurdenshareError):
    """A publisher's file that is not what it should be; nothing was stored."""

    code = "import_refused"


class FetchError(BurdenshareError):
    """A release that cannot be downloaded; nothing was changed."""

    code = "fetch"


class PledgeError(BurdenshareError):
    """An unknown pledge, clause or reading, or one not yet agreed on the date."""

    code = "pledge"


class LetterError(BurdenshareError):
    """A quantity that is unbound, another ally's, or newer than the date."""

    code = "letter"


class DocumentError(BurdenshareError):
    """A finished letter that does not read: no HTML, no DOCX, too large, or not ours."""

    code = "document"


class CollationError(BurdenshareError):
    """Letters or an archive that cannot be held side by side: not there, or not in such a form."""

    code = "collation"


class RegisterError(BurdenshareError):
    """What the register of correspondence refuses: unapproved, already sent, unknown."""

    code = "register"


class RefusedLettersError(RegisterError, LetterError):
    """Several letters that a verb over many refuses; it did nothing to any of them.

    Parameters
    ----------
    total : letters that the verb was about
    done : what was not done, as in "none was approved"
    each : letter and why, in order
    """

    code = "letters"

    def __init__(self, total: int, done: str, each: Sequence[tuple[str, BurdenshareError]]) -> None:
        failed = list(dict.fromkeys(letter for letter, _ in each))
        named = ", ".join(failed)
        super().__init__(f"{len(failed)} of {total} letters cannot be {done}, and none was: {named}")
        self.each = each

    def __str__(self) -> str:
        """One line in all, then one for each reason."""
        reasons = (" ".join(f"{letter}: {error}".split()) for letter, error in self.each)
        return "\n".join([super().__str__(), *reasons])

    def as_dict(self) -> dict[str, Any]:
        """Return the shape of an error, with the reasons by letter."""
        return {**super().as_dict(), "letters": [{"letter": n, **e.as_dict()} for n, e in self.each]}


class UsageError(BurdenshareError):
    """A word or a value that a verb does not take."""

    code = "usage"


class MissingPartError(BurdenshareError, ImportError):
    """A part of the installation that a verb needs is not there.

    Parameters
    ----------
    package : what is missing
    extra : the extra of ours that brings it
    """

    code = "missing_part"

    def __init__(self, package: str, *, extra: str) -> None:
        super().__init__(f"{package} is not installed", mend=f"pip install 'burdenshare[{extra}]'")


class PanelError(BurdenshareError):
    """A panel that cannot be asked for, or written, so."""

    code = "panel"


class PackError(BurdenshareError):
    """A summit pack that cannot be written."""

    code = "pack"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or an empty string.

    >>> nearest("Turkiyee", ["Turkey", "Türkiye"])
    'Türkiye'
    """
    from difflib import get_close_matches  # noqa: PLC0415  only where something went wrong

    folded = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""
