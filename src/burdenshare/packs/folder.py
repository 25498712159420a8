"""A folder written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from burdenshare.errors import PackError

MARK = "manifest.json"


def _check(out: Path) -> None:
    """Refuse what is not ours to replace, before any work is done."""
    if out.exists() and not out.is_dir():
        raise PackError("a file stands where the pack should go", where=str(out), mend="name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise PackError(
            "the folder is not empty and not a pack", where=str(out), mend="name an empty or a new folder"
        )


def _clear_leftovers(out: Path) -> None:
    """Mend what a killed run left: put the old pack back, drop half of a new one."""
    for left in out.parent.glob(f".{out.name}.*.part"):
        if not _is_alive(left):
            shutil.rmtree(left, ignore_errors=True)
    for old in out.parent.glob(f".{out.name}.*.old"):
        if not _is_alive(old):
            if out.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(out)


def _is_alive(left: Path) -> bool:
    pid = left.name.split(".")[-2]
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Yield a temporary folder beside `out` that takes its place at the end.

    Raises
    ------
    PackError : the place cannot be written, or is not a pack
    """
    _check(out)
    part = out.parent / f".{out.name}.{os.getpid()}.part"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(out)
        part.mkdir()
    except OSError as error:
        raise _refused(out, error) from error
    try:
        yield part
        _swap(part, out)
    except OSError as error:
        raise _refused(out, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, out: Path) -> None:
    if not out.exists():
        part.rename(out)
        return
    old = out.parent / f".{out.name}.{os.getpid()}.old"
    out.rename(old)
    try:
        part.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refused(out: Path, error: OSError) -> PackError:
    reason = error.strerror or str(error)
    return PackError(
        f"the pack cannot be written ({reason})",
        where=str(error.filename or out),
        mend="free some space or name another folder with --out; an older pack is untouched",
    )
