"""An archive on disk while it is compared: texts, words and what is known of each document.

Every file only grows, and `state.json` says how far it counts: what an interrupted run wrote
beyond that is cut off by the next one.
"""

from __future__ import annotations

import json
import mmap
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from burdenshare.archives.reuse.arrays import I64, U8, U32
from burdenshare.archives.reuse.word_ids import words_of
from burdenshare.collation.model import Witness
from burdenshare.errors import CollationError

COLUMNS = {"ids": np.uint32, "starts": np.uint32, "ends": np.uint32, "shapes": np.uint64, "frame": np.uint8}
FORM = 1
"""Version of the files; another one is refused."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a document beside its text.

    Parameters
    ----------
    words : number of the document's first word in the columns
    bytes, length : where its text stands in `texts.bin`, UTF-8
    """

    id: str
    digest: str
    words: int
    bytes: int
    length: int
    date: str = ""
    title: str = ""
    collection: str = ""
    url: str = ""


@dataclass(slots=True)
class State:
    """How far the files count.

    Parameters
    ----------
    documents, words, text_bytes, table_bytes : extent of what is complete
    done : steps that are finished, with what each was done for
    """

    form: int = FORM
    documents: int = 0
    words: int = 0
    text_bytes: int = 0
    table_bytes: int = 0
    done: dict[str, Any] = field(default_factory=dict)


class Store:
    """The working folder of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.state = _read_state(folder / "state.json")
        self._open: dict[str, BinaryIO] = {}
        self._maps: dict[str, mmap.mmap] = {}
        self._entries: list[Entry] | None = None

    def __enter__(self) -> Self:
        """Cut off what an interrupted run left over."""
        sizes = {f"{n}.bin": self.state.words * np.dtype(t).itemsize for n, t in COLUMNS.items()}
        sizes |= {"texts.bin": self.state.text_bytes, "documents.jsonl": self.state.table_bytes}
        for name, size in sizes.items():
            path = self.folder / name
            path.touch()
            os.truncate(path, size)
            self._open[name] = path.open("ab")
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the files."""
        for file in self._open.values():
            file.close()
        self._maps.clear()

    def add(self, witness: Witness, digest: str) -> None:
        """Append a document; it counts after `save`."""
        text = witness.text.encode("utf-8", "surrogatepass")
        words = words_of(witness.text)
        columns: tuple[NDArray[Any], ...] = (
            words.ids,
            words.starts,
            words.ends,
            words.shapes,
            _frame(witness, words.starts),
        )
        for name, values in zip(COLUMNS, columns, strict=True):
            self._open[f"{name}.bin"].write(values.tobytes())
        self._open["texts.bin"].write(text)
        entry = Entry(
            witness.id,
            digest,
            self.state.words,
            self.state.text_bytes,
            len(text),
            witness.date,
            witness.title,
            witness.collection,
            witness.url,
        )
        line = json.dumps([getattr(entry, n) for n in Entry.__slots__], ensure_ascii=True).encode()
        self._open["documents.jsonl"].write(line + b"\n")
        self.state.documents += 1
        self.state.words += words.ids.size
        self.state.text_bytes += len(text)
        self.state.table_bytes += len(line) + 1
        self._entries = None

    def save(self) -> None:
        """Make everything appended so far count."""
        for file in self._open.values():
            file.flush()
            os.fsync(file.fileno())
        said = {n: getattr(self.state, n) for n in State.__slots__}
        _write_whole(self.folder / "state.json", json.dumps(said))
        self._maps.clear()

    def finish(self, step: str, what: Any) -> None:
        """Note that a step is finished, and for what."""
        self.state.done[step] = what
        self.save()

    def column(self, name: str) -> NDArray[Any]:
        """Return a column of all documents' words, mapped from the disk."""
        kind = COLUMNS[name]
        if not self.state.words:
            return np.empty(0, kind)
        if name not in self._maps:
            with (self.folder / f"{name}.bin").open("rb") as file:
                self._maps[name] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return np.frombuffer(self._maps[name], kind, self.state.words)

    def let_go(self) -> None:
        """Give the memory of mapped columns back; the next use reads them from the disk again."""
        for mapped in self._maps.values():
            mapped.madvise(mmap.MADV_DONTNEED)

    def entries(self) -> list[Entry]:
        """Return what is known of every document, in order."""
        if self._entries is None:
            with (self.folder / "documents.jsonl").open("rb") as file:
                data = file.read(self.state.table_bytes)
            self._entries = [Entry(*json.loads(line)) for line in data.splitlines()]
        return self._entries

    def offsets(self) -> I64:
        """Return the first word of each document, and the end, shape (documents + 1,)."""
        return np.array([*(e.words for e in self.entries()), self.state.words], np.int64)

    def text(self, entry: Entry) -> str:
        """Return a document's text."""
        with (self.folder / "texts.bin").open("rb") as file:
            file.seek(entry.bytes)
            return file.read(entry.length).decode("utf-8", "surrogatepass")


def _frame(witness: Witness, starts: U32) -> U8:
    """Return 1 for each word outside the body."""
    found = np.zeros(starts.size, np.uint8)
    for zone in witness.zones:
        if zone.kind != "body":
            first, last = np.searchsorted(starts, (zone.start, zone.end))
            found[first:last] = 1
    return found


def _read_state(path: Path) -> State:
    if not path.exists():
        return State()
    try:
        state = State(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise CollationError(
            "the earlier run's state does not read",
            where=str(path),
            mend="delete its folder `work` and compare anew",
        ) from error
    if state.form != FORM:
        raise CollationError(
            "the earlier run was made by another version",
            where=str(path),
            mend="compare the whole archive anew",
        )
    return state


def _write_whole(path: Path, text: str) -> None:
    """Write a file that is never seen half written."""
    part = path.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(path)
