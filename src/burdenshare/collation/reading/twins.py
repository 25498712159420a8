"""Files that are the same byte for byte are read once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from burdenshare.collation.model import LeftOut
from burdenshare.collation.reading.files import DAMAGED, Report, Source


def without_twins(found: Sequence[Source], report: Report) -> list[Source]:
    """Return the first of each set of equal files; of the others say which they repeat.

    A folder of which every file is a repeat is said in one line.
    """
    first = _firsts(found)
    repeated = [s for s in found if id(s) in first]
    whole = _whole_folders(found, repeated)
    for (root, folder), count in whole.items():
        example = next(s for s in repeated if s.root == root and _lies_in(s, folder))
        report(
            LeftOut(
                f"{example.named}{'/' if folder else ''}{folder}",
                f"all {count} files are the same, byte for byte, as files read before"
                if count > 1
                else f"its one file is the same as {_full(first[id(example)])}",
            )
        )
    for source in repeated:
        if not any(source.root == r and _lies_in(source, f) for r, f in whole):
            report(LeftOut(_full(source), f"the same, byte for byte, as {_full(first[id(source)])}"))
    return [s for s in found if id(s) not in first]


def _full(source: Source) -> str:
    if source.named.rpartition("/")[2] == source.name:
        return source.named
    return f"{source.named}/{source.name}"


def _firsts(found: Sequence[Source]) -> dict[int, Source]:
    """Return, for each repeat by its `id()`, the file that it repeats."""
    sizes = Counter(s.size for s in found)
    seen: dict[tuple[str, bytes], Source] = {}
    first: dict[int, Source] = {}
    for source in found:
        if sizes[source.size] == 1 or not 0 < source.size <= source.bound:
            continue
        try:
            key = (source.ending, hashlib.sha256(source.load()).digest())
        except DAMAGED:
            continue  # its reader will say so
        if key in seen:
            first[id(source)] = seen[key]
        else:
            seen[key] = source
    return first


def _whole_folders(found: Sequence[Source], repeated: Sequence[Source]) -> dict[tuple[int, str], int]:
    """Return the topmost folders that hold repeats alone, with how many."""
    total: Counter[tuple[int, str]] = Counter()
    again: Counter[tuple[int, str]] = Counter()
    for counter, files in ((total, found), (again, repeated)):
        for source in files:
            counter.update((source.root, f) for f in _above(source))
    whole = {key: n for key, n in total.items() if again[key] == n}
    inner = defaultdict(list)
    for root, folder in whole:
        inner[root].append(folder)
    return {
        (root, f): n
        for (root, f), n in whole.items()
        if not any(o != f and (not o or f.startswith(f"{o}/")) for o in inner[root])
    }


def _above(source: Source) -> list[str]:
    """Return the folders in which it lies; a file named by itself lies in none."""
    if source.named.rpartition("/")[2] == source.name:
        return []
    parts = source.folder.split("/") if source.folder else []
    return ["/".join(parts[:k]) for k in range(len(parts) + 1)]


def _lies_in(source: Source, folder: str) -> bool:
    return not folder or source.folder == folder or source.folder.startswith(f"{folder}/")
