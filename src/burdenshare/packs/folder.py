"""A folder written whole or not at all; only a pack that nobody changed gives way to a new one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from burdenshare.errors import PackError

MARK = "manifest.json"
NAMED = 5
"""Files that a refusal names one by one."""


@contextlib.contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Yield a temporary folder beside `out` that takes its place at the end.

    Parameters
    ----------
    out : a link is followed, and the folder that it leads to is replaced

    Raises
    ------
    PackError : the place cannot be written, or holds anything but an unchanged pack
    """
    try:
        place = out.resolve()
        _check(place)
        part = place.parent / f".{place.name}.{os.getpid()}.part"
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(place)
        part.mkdir()
    except (OSError, RuntimeError) as error:  # a ring of links is a RuntimeError
        raise _refused(out, error) from error
    try:
        yield part
        _check(place)  # what was put there in the meantime stays too
        _swap(part, place)
    except OSError as error:
        raise _refused(out, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check(place: Path) -> None:
    """Refuse what is not ours to replace."""
    if place.exists() and not place.is_dir():
        raise PackError("a file stands where the pack should go", where=str(place), mend="name a folder")
    if not place.is_dir() or not any(place.iterdir()):
        return
    listed = _listed(place / MARK)
    if listed is None:
        held = sorted(p.name + "/" * p.is_dir() for p in place.iterdir())
        raise PackError(
            f"the folder is not empty and not a pack: it holds {_few(held)}",
            where=str(place),
            mend="name an empty or a new folder with --out",
        )
    foreign = _foreign(place, listed)
    if foreign:
        raise PackError(
            f"the pack holds what this program did not put there: {_few(foreign)}",
            where=str(place),
            mend="name another folder with --out, or move these files out of the pack",
        )


def _few(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _listed(manifest: Path) -> dict[str, str] | None:
    """Return file to sha256 of a pack of ours; None where the manifest is another program's."""
    try:
        content: Any = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not {"as_of", "pledge", "editions"} <= set(content):
        return None
    versions, listed = content.get("versions"), content.get("files")
    if not isinstance(versions, dict) or "burdenshare" not in versions or not isinstance(listed, dict):
        return None
    return listed


def _foreign(place: Path, listed: dict[str, str]) -> list[str]:
    """Name what the manifest does not list, or lists with other content; folders with a `/`."""
    known = set(listed) | {MARK}
    folders = {p.as_posix() for name in known for p in Path(name).parents}
    foreign = []
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name not in folders:
                foreign.append(f"{name}/")
        elif name not in known or path.is_symlink() or not path.is_file():
            foreign.append(name)
        elif name != MARK and hashlib.sha256(path.read_bytes()).hexdigest() != listed[name]:
            foreign.append(f"{name} (changed)")
    return foreign


def _clear_leftovers(place: Path) -> None:
    """Mend what a killed run left: put the old pack back, drop half of a new one."""
    form = re.compile(rf"\.{re.escape(place.name)}\.([0-9]+)\.(old|part)")
    for left in sorted(place.parent.iterdir()):
        match = form.fullmatch(left.name)
        if match is None or left.is_symlink() or not left.is_dir() or _is_alive(int(match[1])):
            continue
        if match[2] == "part":
            shutil.rmtree(left, ignore_errors=True)
        elif _is_unchanged_pack(left):
            if place.exists():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.rename(place)


def _is_unchanged_pack(folder: Path) -> bool:
    listed = _listed(folder / MARK)
    return listed is not None and not _foreign(folder, listed)


def _is_alive(pid: int) -> bool:
    """Whether a process runs; what cannot be the number of one is left alone."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _swap(part: Path, place: Path) -> None:
    if not place.exists():
        part.rename(place)
        return
    old = place.parent / f".{place.name}.{os.getpid()}.old"
    place.rename(old)
    try:
        part.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refused(out: Path, error: OSError | RuntimeError) -> PackError:
    reason = getattr(error, "strerror", None) or str(error)
    return PackError(
        f"the pack cannot be written ({reason})",
        where=str(getattr(error, "filename", None) or out),
        mend="free some space or name another folder with --out; an older pack is untouched",
    )
