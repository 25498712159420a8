"""Progress on a terminal, silence elsewhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CLEAR = "\r\x1b[2K"
"""Back to the start of the line, and what stood in it erased."""


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done, in one line that is gone at the end."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield _say
    finally:
        sys.stderr.write(CLEAR)
        sys.stderr.flush()


def _say(step: str) -> None:
    """Write a step over the one before, cut to the terminal's width."""
    width = shutil.get_terminal_size().columns - 1
    sys.stderr.write(CLEAR + f"{step} ..."[:width])
    sys.stderr.flush()
