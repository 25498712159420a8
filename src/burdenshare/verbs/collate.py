"""The verb `collate`: letters held side by side, or an archive searched for what is reused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from burdenshare.collation.side_by_side import collation_of, write_collation
from burdenshare.errors import CollationError, UsageError
from burdenshare.letters.recipients import leader_names
from burdenshare.results import WHERE_KNOWN, Column, Result, number_text
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike, day_of

if TYPE_CHECKING:
    from burdenshare.archives.comparison import Compared
    from burdenshare.archives.report.copies import Cluster
    from burdenshare.collation.apparatus import Collation, Letter

UNQUOTED = {"not quoted": "(no words known)", "several": "(wording said of several letters)"}


class CollatedRow(NamedTuple):
    """One letter of a collation.

    Parameters
    ----------
    rank : 1 = most pointed; ties share a rank
    pointedness : the sum of its marks; this, rank and share are None where no words are known
    tailored_pct : share of its characters that no other letter has, percent
    marks : number of marks by kind: `obligation 3, softener 1`
    strongest : the words of the mark that weighs most
    known : `whole`, or of a letter known through newspapers: `quoted`, `not quoted`, or `several`
        for wording that is said of several letters
    """

    letter: str
    rank: int | None
    pointedness: float | None
    tailored_pct: float | None
    marks: str
    strongest: str
    known: str


class ClusterRow(NamedTuple):
    """One cluster of an archive: spans that are each other's copies."""

    cluster: str
    class_: str
    score: float
    members: int
    earliest: str
    date: str
    start: int
    end: int


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
    if out is not None and Path(out).exists() and not Path(out).is_dir():
        raise CollationError("a file stands where the report should go", where=str(out), mend="name a folder")
    if archive is None:
        return _side_by_side([Path(p) for p in paths], Path(out) if out else None, step)
    if out is None:
        raise UsageError(
            "an archive needs a folder for what is found", where="collate --archive", mend="give --out DIR"
        )
    from burdenshare.archives.comparison import compare_archive  # noqa: PLC0415  an extra
    from burdenshare.archives.settings import Settings, memory_of  # noqa: PLC0415  an extra

    settings = Settings(engine=engine, memory=memory_of(memory), min_words=min_words, threshold=threshold)
    earlier = Path(since) if since else None
    return _compared(compare_archive(Path(archive), Path(out), settings, since=earlier, step=step), Path(out))


def _side_by_side(paths: list[Path], out: Path | None, step: Callable[[str], None]) -> Collated:
    collation = collation_of(paths, leader_names(), step)
    if out is not None:
        step("writing the report")
        write_collation(collation, out)
    return Collated(
        day_of(None),
        [],
        [_row(letter) for letter in _ranked(collation)],
        left_out=[str(x) for x in collation.left_out],
        passages=len(collation.passages),
        notes=list(collation.notes),
        said=_summary(collation, out),
        out=str(out) if out else None,
    )


def _compared(c: Compared, out: Path) -> ComparedArchive:
    return ComparedArchive(
        day_of(None),
        [],
        [_cluster_row(cluster) for cluster in c.clusters],
        out=str(out),
        said=_said(c, out),
        documents=c.documents,
        reuse=c.reuse,
        formulae=c.formulae,
        threshold=c.settings.threshold,
        left_out=[str(x) for x in c.left_out],
    )


def _ranked(collation: Collation) -> list[Letter]:
    return sorted(collation.letters, key=lambda x: (x.rank, x.id))


def _row(letter: Letter) -> CollatedRow:
    known = _known(letter)
    if known in {"not quoted", "several"}:
        return CollatedRow(
            letter=letter.id,
            rank=None,
            pointedness=None,
            tailored_pct=None,
            marks="",
            strongest="",
            known=known,
        )
    kinds = Counter(mark.mark for mark in letter.evidence)
    strongest = max(letter.evidence, key=lambda m: m.weight, default=None)
    words = letter.witness.text[strongest.start : strongest.end] if strongest else ""
    return CollatedRow(
        letter=letter.id,
        rank=letter.rank,
        pointedness=letter.pointedness,
        tailored_pct=letter.tailored_pct,
        marks=", ".join(f"{k} {n}" for k, n in sorted(kinds.items())),
        strongest=" ".join(words.split()),
        known=known,
    )


def _known(letter: Letter) -> str:
    from burdenshare.collation.report.known import is_bare, is_several  # noqa: PLC0415  heavy

    if is_several(letter):
        return "several"
    if is_bare(letter):
        return "not quoted"
    return "whole" if letter.attested_pct is None else "quoted"


def _cluster_row(cluster: Cluster) -> ClusterRow:
    first = cluster.members[0]
    return ClusterRow(
        cluster=cluster.id,
        class_=cluster.klass,
        score=round(cluster.score, 2),
        members=len(cluster.members) + cluster.more,
        earliest=first.id,
        date=first.date,
        start=first.start,
        end=first.end,
    )


def _summary(collation: Collation, out: Path | str | None) -> str:
    shared = sum(len(p.letters) > 1 for p in collation.passages)
    where = f"; open {Path(out) / 'collation.html'}" if out is not None else ""
    letters = sum(_known(letter) != "several" for letter in collation.letters)
    return (
        f"{letters} letters, {shared} passages shared, "
        f"{len(collation.passages) - shared} in one letter alone{where}."
    )


def _said(c: Compared, out: Path) -> str:
    if c.documents == 1:
        return f"1 document: there is no other to compare it with; open {out / 'index.html'}."
    added = f", {c.documents - c.known:,} of them new" if c.known else ""
    again = f"; {c.again:,} were there already" if c.again else ""
    return (
        f"{c.documents:,} documents{added}{again}: {c.reuse:,} span pairs of reuse, "
        f"{c.formulae:,} of formulae, from a score of {c.settings.threshold:g}; "
        f"open {out / 'index.html'}."
    )
