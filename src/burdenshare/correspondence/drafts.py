"""The files of letters: put in place all or none, never over what somebody edited without a copy."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from burdenshare.correspondence.kept import Kept, Written
from burdenshare.correspondence.register import Register
from burdenshare.errors import RegisterError

KEPT = "kept"
"""The folder, among the drafts, of copies of what was replaced."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a letter that is to be written."""

    path: Path
    content: bytes
    letter: str


class Drafts:
    """The files that runs of a correspondence wrote, as its register knows them.

    Parameters
    ----------
    folder : where a letter's forms lie that no run has written yet
    """

    def __init__(self, register: Register, folder: Path) -> None:
        self.register, self.folder = register, folder
        self._home = register.path.parent
        self._known: dict[str, set[str]] = {}
        self._owner: dict[str, str] = {}
        for row in register.written():
            self._known.setdefault(row.file, set()).add(row.sha256)
            self._owner[row.file] = row.letter

    def owner(self, path: Path) -> str:
        """Return the id of the letter whose form lies in a file; empty where no run wrote it."""
        return self._owner.get(self._key(path), "")

    def of(self, letter: str) -> list[Path]:
        """Return a letter's files, in the folder in which they were last written."""
        files = [self._home / file for file, owner in self._owner.items() if owner == letter]
        return [f for f in files if f.parent == files[-1].parent]

    def folder_of(self, letter: str) -> Path:
        """Return the folder of a letter's files."""
        files = self.of(letter)
        return files[0].parent if files else self.folder

    def is_edited(self, path: Path) -> bool:
        """Whether a file holds other bytes than a run last wrote into it.

        Raises
        ------
        RegisterError : it is no file
        """
        if not path.exists():
            return False
        if not path.is_file():
            raise RegisterError(
                "no file, but a folder or a device, lies where a letter goes",
                where=str(path),
                mend="move it away",
            )
        return _sha256(path.read_bytes()) not in self._known.get(self._key(path), set())

    def know(self, path: Path, contents: Sequence[bytes]) -> None:
        """Take bytes for those that a run wrote, where the register is of before it kept them."""
        self._known.setdefault(self._key(path), set()).update(map(_sha256, contents))

    def written(self, forms: Sequence[Form]) -> list[Written]:
        """Return what the register keeps of forms."""
        return [Written(self._key(f.path), _sha256(f.content), f.letter) for f in forms]

    def name_of(self, kept: Kept, folder: Path) -> str:
        """Return the stem of a letter's files: its ally, or its id beside another letter to that ally."""
        owners = {self.owner(folder / f"{kept.ally}.{form}") for form in ("html", "pdf", "docx", "eml")}
        return kept.id if owners - {"", kept.id} else kept.ally

    @contextmanager
    def put(
        self, forms: Sequence[Form], at: datetime, keep: Callable[[Path], bool] = lambda _: False
    ) -> Iterator[list[Path]]:
        """Put forms in place, and yield the copies made of what lay there; if the block fails, undo it.

        Parameters
        ----------
        keep : whether what a file holds now is kept beside it, with the moment in its name
        """
        moves = _Moves()
        try:
            for form in forms:
                form.path.parent.mkdir(parents=True, exist_ok=True)
                _part(form.path).write_bytes(form.content)
            for form in forms:
                moves.replace(form.path, _kept_name(form.path, at) if keep(form.path) else None)
            yield moves.copies
        except BaseException:
            moves.undo()
            raise
        finally:
            for form in forms:
                _part(form.path).unlink(missing_ok=True)
        moves.forget()

    def _key(self, path: Path) -> str:
        """Name a file as the register does: a correspondence may be moved as a whole."""
        here, home = Path(os.path.abspath(path)), Path(os.path.abspath(self._home))  # noqa: PTH100  links stay
        return here.relative_to(home).as_posix() if here.is_relative_to(home) else str(here)


class _Moves:
    """Files that were moved away or into place, so that it can be undone."""

    def __init__(self) -> None:
        self.copies: list[Path] = []
        self._done: list[tuple[Path, Path | None]] = []

    def replace(self, path: Path, copy: Path | None) -> None:
        """Put the part of a file in its place, and what lay there aside."""
        part = _part(path)
        if path.exists() and path.read_bytes() == part.read_bytes():
            return
        aside = None
        if path.exists():
            aside = copy or path.with_name(f".{path.name}.old")
            aside.parent.mkdir(exist_ok=True)
            path.replace(aside)
        self._done.append((path, aside))
        if copy and aside:
            self.copies.append(copy)
        part.replace(path)

    def undo(self) -> None:
        """Put back what lay there, the last first."""
        for path, aside in reversed(self._done):
            if aside is None:
                path.unlink(missing_ok=True)
            else:
                aside.replace(path)

    def forget(self) -> None:
        """Drop what need not be kept."""
        for _, aside in self._done:
            if aside is not None and aside not in self.copies:
                aside.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _kept_name(path: Path, at: datetime) -> Path:
    """Name a copy by the moment; a second of the same moment by a number too."""
    stem, folder = f"{path.stem}.{at:%Y-%m-%dT%H%M%S}", path.parent / KEPT
    names = (f"{stem}{(n and f'.{n}') or ''}{path.suffix}" for n in range(10_000))
    return next(folder / name for name in names if not (folder / name).exists())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
