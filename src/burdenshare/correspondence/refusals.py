"""A verb over many letters does all or nothing: why it refuses, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from burdenshare.errors import BurdenshareError, RefusedLettersError


class Refusals:
    """What stands against a verb, gathered before it does anything.

    Parameters
    ----------
    total : letters that the verb is about
    done : what was not done to any of them, as in "none was approved"
    """

    def __init__(self, total: int, done: str) -> None:
        self.total, self.done = total, done
        self.each: list[tuple[str, BurdenshareError]] = []

    @contextmanager
    def of(self, letter: str) -> Iterator[None]:
        """Note an error of the block against a letter, and go on."""
        try:
            yield
        except BurdenshareError as error:
            self.each.append((letter, error))

    def refuse(self) -> None:
        """Refuse where anything was noted.

        Raises
        ------
        BurdenshareError : the one error there is
        RefusedLettersError : several errors
        """
        if len(self.each) > 1:
            raise RefusedLettersError(self.total, self.done, self.each)
        for letter, error in self.each:
            named = error.message if letter[:3] in error.message else f"{letter}: {error.message}"
            rest = f"; none of the {self.total} letters was {self.done}" if self.total > 1 else ""
            raise type(error)(f"{named}{rest}", where=error.where, mend=error.mend) from error
