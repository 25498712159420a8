"""What is noted beside a download: whence, when, which bytes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fetched:
    """A download and its provenance.

    Parameters
    ----------
    file : where it lies
    url, final_url : asked for, and after redirections
    status : `downloaded`, `resumed` or `unchanged`
    etag, last_modified : as the server gave them, empty where it did not
    retrieved : when, UTC
    kept : where a file of the same name with other content was put aside
    """

    file: str
    url: str
    final_url: str
    status: str
    bytes: int
    sha256: str
    etag: str
    last_modified: str
    content_type: str
    retrieved: str
    kept: str = ""


def path_of(file: Path) -> Path:
    """Where the sidecar of a file lies."""
    return file.with_name(f"{file.name}.toml")


def write(file: Path, fetched: Fetched) -> None:
    """Write a sidecar, whole."""
    lines = [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in asdict(fetched).items()]
    part = path_of(file).with_suffix(".new")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(path_of(file))


def read(file: Path) -> Fetched | None:
    """Read a file's sidecar; None where file or sidecar is missing, torn or of another file."""
    try:
        found = Fetched(**tomllib.loads(path_of(file).read_text("utf-8")))
    except (OSError, TypeError, ValueError):
        return None
    return found if file.is_file() and sha256(file) == found.sha256 else None


def sha256(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
