"""The verb `collate`: letters held side by side, or an archive searched for what is reused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, overload

from burdenshare import collating
from burdenshare.collating import ClusterRow, CollatedRow
from burdenshare.errors import UsageError
from burdenshare.results import WHERE_KNOWN, Column, Result, number_text
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike

UNQUOTED = {"not quoted": "(no words known)", "several": "(wording said of several letters)"}


@dataclass(frozen=True, repr=False)
class Collated(Result[CollatedRow]):
    """Letters by how pointed they are."""

    left_out: list[str]
    passages: int
    notes: list[str]
    said: str
    out: str | None = field(default=None, metadata=WHERE_KNOWN)

    columns = (
        Column("rank", lambda r: str(r.rank or "-"), right=True),
        Column("letter", lambda r: r.letter),
        Column("pointed", lambda r: "-" if r.pointedness is None else number_text(r.pointedness), right=True),
        Column(
            "own, %", lambda r: "-" if r.tailored_pct is None else number_text(r.tailored_pct, 0), right=True
        ),
        Column("most pointed words", lambda r: r.strongest or UNQUOTED.get(r.known, ""), wraps=True),
    )

    def last_line(self) -> str:
        """Say what was compared, and what to open."""
        return self.said

    def warnings(self) -> list[str]:
        """Return the files that were left out, each with the reason."""
        return self.left_out


@dataclass(frozen=True, repr=False)
class ComparedArchive(Result[ClusterRow]):
    """Clusters of spans that are each other's copies."""

    out: str
    said: str
    documents: int
    reuse: int
    formulae: int
    threshold: float
    left_out: list[str]

    columns = (
        Column("cluster", lambda r: r.cluster),
        Column("class", lambda r: r.class_),
        Column("score", lambda r: number_text(r.score, 1), right=True),
        Column("members", lambda r: f"{r.members:,}", right=True),
        Column("earliest", lambda r: f"{r.date} {r.earliest}".strip()),
    )

    def last_line(self) -> str:
        """Say what was compared, and what to open."""
        return self.said

    def warnings(self) -> list[str]:
        """Return the documents that were left out, each with the reason."""
        return self.left_out


@overload
def collate(
    *paths: Path | str, out: PathLike = None, archive: None = None, step: Callable[[str], None] = ...
) -> Collated: ...
@overload
def collate(
    *,
    out: PathLike,
    archive: Path | str,
    since: PathLike = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    memory: str = "2GiB",
    min_words: int = 5,
    threshold: float = 0.0,
    step: Callable[[str], None] = ...,
) -> ComparedArchive: ...
@verb
def collate(
    *paths: Path | str,
    out: PathLike = None,
    archive: PathLike = None,
    since: PathLike = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    memory: str = "2GiB",
    min_words: int = 5,
    threshold: float = 0.0,
    step: Callable[[str], None] = lambda _: None,
) -> Collated | ComparedArchive:
    """Hold letters side by side: what is shared, what varies, who is pointed at.

    Parameters
    ----------
    paths : folders, files, zips, or one table of excerpts (CSV)
    out : folder for the report; without it nothing is written
    archive : instead, compare all documents of an archive: JSON lines, a folder, a zip, TEI
    since : the out of an earlier run on an archive, to which documents are added
    engine : what joins the documents of an archive; default: duckdb
    memory : what an archive's run may hold; default: 2GiB
    min_words : words that two documents must have in common; default: 5
    threshold : score from which a span pair counts; default: by the size of the archive

    Raises
    ------
    CollationError : there is nothing to collate
    """
    if bool(paths) == (archive is not None):
        raise UsageError(
            "a collation is of letters, or of an archive",
            where="collate",
            mend="name letters, or an archive with --archive; not both",
        )
    if archive is None:
        answer = collating.collate(*paths, out=out, step=step)
        return Collated(answer.as_of, answer.editions, answer.rows, **answer.more)
    if out is None:
        raise UsageError(
            "an archive needs a folder for what is found", where="collate --archive", mend="give --out DIR"
        )
    compared = collating.collate_archive(
        archive,
        out=out,
        since=since,
        engine=engine,
        memory=memory,
        min_words=min_words,
        threshold=threshold,
        step=step,
    )
    return ComparedArchive(compared.as_of, compared.editions, compared.rows, **compared.more)
