"""What lies in folders, files and zips: names and sizes first, contents only when asked for."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from burdenshare.collation.model import LeftOut
from burdenshare.errors import CollationError

LARGEST = 20_000_000
"""Bytes of a letter at most."""
LARGEST_VOLUME = 200_000_000
"""Bytes of a volume in TEI at most."""
MOST_UNPACKED = 2_000_000_000
"""Bytes that a zip may unpack to."""
MOST_FILES = 100_000
"""Files of a zip at most."""
Report = Callable[[LeftOut], None]
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
    UnicodeError,
)
"""What a damaged zip, or one that is locked, raises."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file before it is read.

    Parameters
    ----------
    root : number of the path named
    named : that path as it was named
    name : relative to it, as in the folder or the zip; control characters escaped
    load : its bytes; raises what `DAMAGED` lists
    """

    root: int
    named: str
    name: str
    size: int
    load: Callable[[], bytes]

    @property
    def ending(self) -> str:
        """The last part of its name, in small letters, without the point."""
        return PurePosixPath(self.name).suffix[1:].casefold()

    @property
    def stem(self) -> str:
        """Its name without folders and ending."""
        return PurePosixPath(self.name).stem

    @property
    def folder(self) -> str:
        """The folder in which it stands, relative to the path named; empty at its top."""
        return "/".join(PurePosixPath(self.name).parts[:-1])

    @property
    def bound(self) -> int:
        """Bytes at most."""
        return LARGEST_VOLUME if self.ending == "xml" else LARGEST


def shown(name: str) -> str:
    r"""Return a name in one line.

    >>> shown("a\nb")
    'a\\nb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def sources(path: Path, root: int, report: Report) -> Iterator[Source]:
    """Yield every file of a folder or a zip, or the file itself, sorted by name.

    Raises
    ------
    CollationError : there is no such path
    """
    if path.is_dir():
        yield from _of_folder(path, root, report)
    elif not path.exists():
        raise CollationError(
            f"there is no '{shown(str(path))}'", mend="name a folder, a file or a zip of letters"
        )
    elif path.suffix.casefold() == ".zip":
        yield from _of_zip(path, root, report)
    else:
        yield from _of_file(path, path.name, root, shown(str(path)), report)


def _of_folder(path: Path, root: int, report: Report) -> Iterator[Source]:
    named = shown(str(path))

    def _refused(error: OSError) -> None:
        report(LeftOut(shown(str(error.filename)), f"the folder does not open ({error.strerror})"))

    for folder, inner, files in os.walk(path, onerror=_refused):
        for name in sorted(inner):
            if Path(folder, name).is_symlink() and not name.startswith("."):
                report(
                    LeftOut(
                        shown(str(Path(folder, name))),
                        "a link to a folder, not followed",
                        "name the folder itself",
                    )
                )
        inner[:] = sorted(n for n in inner if not n.startswith("."))
        for name in sorted(n for n in files if not n.startswith(".")):
            at = Path(folder, name)
            yield from _of_file(at, at.relative_to(path).as_posix(), root, named, report)


def _of_file(path: Path, name: str, root: int, named: str, report: Report) -> Iterator[Source]:
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        report(
            LeftOut(
                shown(str(path)),
                "it cannot be opened" + (f" ({error.strerror})" if isinstance(error, OSError) else ""),
            )
        )
        return
    if stat.S_ISREG(found.st_mode):
        yield Source(root, named, shown(name), found.st_size, path.read_bytes)
    else:
        report(LeftOut(shown(str(path)), "it is no ordinary file"))


def _of_zip(path: Path, root: int, report: Report) -> Iterator[Source]:
    """Names only serve as ids: nothing is ever written anywhere."""
    named = shown(str(path))
    try:
        archive = zipfile.ZipFile(path)
        members = [i for i in archive.infolist() if not i.is_dir() and not _is_hidden(i.filename)]
    except DAMAGED:
        report(LeftOut(named, "it is no zip, or a damaged one", "pack it again"))
        return
    unpacked = sum(i.file_size for i in members)
    if len(members) > MOST_FILES:
        report(
            LeftOut(
                named,
                f"it holds {len(members)} files, more than {MOST_FILES}",
                "unpack it and name the folder",
            )
        )
    elif unpacked > MOST_UNPACKED:
        report(
            LeftOut(
                named,
                f"it unpacks to {unpacked} bytes, more than {MOST_UNPACKED}",
                "unpack it and name the folder",
            )
        )
    else:
        for member in sorted(members, key=lambda i: i.filename):
            yield Source(
                root, named, shown(_inside(member.filename)), member.file_size, _loader(archive, member)
            )


def _is_hidden(name: str) -> bool:
    parts = [p for p in name.replace("\\", "/").split("/") if p not in {"", ".", ".."}]
    return not parts or any(p.startswith(".") or p == "__MACOSX" for p in parts)


def _inside(name: str) -> str:
    """Return a member's name without what would lead out of the zip."""
    return "/".join(p for p in name.replace("\\", "/").split("/") if p not in {"", ".", ".."})


def _loader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def _load() -> bytes:
        with archive.open(member) as stream:
            return stream.read()

    return _load
