"""Letters held side by side: files in, the whole apparatus and its report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from burdenshare.errors import CollationError

if TYPE_CHECKING:
    from burdenshare.collation.apparatus import Collation
    from burdenshare.collation.model import LeftOut


def collation_of(
    paths: Sequence[Path], names: Mapping[str, str], step: Callable[[str], None] = lambda _: None
) -> Collation:
    """Return the whole apparatus of letters.

    Parameters
    ----------
    paths : folders, files, zips, or one table of excerpts (CSV)
    names : leaders' names to their allies' codes

    Raises
    ------
    CollationError : there is nothing to collate
    """
    from burdenshare.collation.passages import collate_letters  # noqa: PLC0415  heavy
    from burdenshare.collation.press import collate_excerpts  # noqa: PLC0415
    from burdenshare.collation.reading import is_excerpts, read_excerpts, read_witnesses  # noqa: PLC0415

    if not paths:
        raise CollationError("no letters were named", mend="name a folder, a zip, files or a CSV of excerpts")
    step("reading")
    if len(paths) == 1 and is_excerpts(paths[0]):
        table = read_excerpts(paths[0])
        return collate_excerpts(table.excerpts, names=names, left_out=table.left_out)
    found = read_witnesses(paths)
    if not found.witnesses and len(paths) == 1 and paths[0].suffix.casefold() == ".csv":
        read_excerpts(paths[0])  # a table, but not of excerpts: it says which column is missing
    if not found.witnesses:
        raise CollationError(
            "no letter reads",
            where=", ".join(map(str, paths)),
            mend=_first(found.left_out) or "name another folder",
        )
    step(f"comparing {len(found.witnesses)} letters")
    return collate_letters(found.witnesses, names=names, left_out=found.left_out)


def write_collation(found: Collation, folder: Path) -> list[Path]:
    """Write a collation as JSON, as CSV and as a page; each file whole or not at all."""
    from burdenshare.collation.report.page import as_html  # noqa: PLC0415  heavy
    from burdenshare.collation.report.tables import as_json, spans_csv  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "collation.json": as_json(found),
        "collation.html": as_html(found),
        "spans.csv": spans_csv(found),
    }
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_text(text, "utf-8", newline="")
        part.replace(folder / name)
    return [folder / name for name in texts]


def _first(left_out: Sequence[LeftOut]) -> str:
    return str(left_out[0]) if left_out else ""
