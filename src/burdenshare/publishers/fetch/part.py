"""A download under way: a `.part` file which a later attempt may go on with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

PARTIAL = 206


class Part:
    """What has arrived of a file, and the validator under which it may be resumed.

    Parameters
    ----------
    target : where the whole file is to lie
    url : the address asked
    """

    def __init__(self, target: Path, url: str) -> None:
        self.target, self.url = target, url
        self.path = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")
        self.size = self.path.stat().st_size if self.path.is_file() else 0

    def headers(self) -> dict[str, str]:
        """Ask for the rest, provided that the file is still the same; empty to ask for all."""
        if not self.size:
            return {}
        try:
            note = json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if note.get("url") != self.url or not note.get("validator"):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": note["validator"]}

    def begin(self, answer: httpx.Response) -> bool:
        """Go on with what is there if the server does, else start over; says which."""
        start = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
        if answer.status_code == PARTIAL and start == str(self.size) and self.size:
            return True
        self.discard()
        validator = answer.headers.get("ETag", "") or answer.headers.get("Last-Modified", "")
        weak = validator.startswith("W/")
        note = {"url": self.url, "validator": "" if weak else validator}
        self._note.write_text(json.dumps(note), "utf-8")
        return False

    def expected(self, answer: httpx.Response) -> int | None:
        """Bytes of the whole file, where the server says it."""
        total = answer.headers.get("Content-Range", "").rpartition("/")[2]
        if answer.status_code == PARTIAL and total.isdigit():
            return int(total)
        length = answer.headers.get("Content-Length", "")
        encoded = answer.headers.get("Content-Encoding", "identity") != "identity"
        return int(length) if length.isdigit() and not encoded else None

    def discard(self) -> None:
        """Throw away what has arrived."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.size = 0

    def finish(self) -> None:
        """Move the whole file into place."""
        self.path.replace(self.target)
        self._note.unlink(missing_ok=True)
