"""Letters and archives held side by side: the verb `collate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from burdenshare.errors import CollationError
from burdenshare.record.query import Day, day_of
from burdenshare.results import Untyped as Result

if TYPE_CHECKING:
    from burdenshare.archives.comparison import Compared
    from burdenshare.archives.report.copies import Cluster
    from burdenshare.collation.apparatus.model import Collation, Letter
    from burdenshare.collation.model import LeftOut

ENGINES = ("duckdb", "spark")
Step = Callable[[str], None]


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


def collate(
    *paths: Path | str, out: Path | str | None = None, as_of: Day = None, step: Step = lambda _: None
) -> Result[CollatedRow]:
    """Hold letters side by side: what is shared, what varies, which is the most pointed.

    Parameters
    ----------
    paths : folders, files, zips, or one table of excerpts (CSV)
    out : the folder for `collation.json`, `collation.html` and `spans.csv`; nothing is written
        without it

    Raises
    ------
    CollationError : there is nothing to collate
    """
    if out is not None:
        check_folder(Path(out))
    found = collation_of([Path(p) for p in paths], step)
    more: dict[str, object] = {
        "left_out": [str(x) for x in found.left_out],
        "passages": len(found.passages),
        "notes": list(found.notes),
        "said": _summary(found, out),
    }
    if out is not None:
        step("writing the report")
        write_collation(found, Path(out))
        more["out"] = str(out)
    return Result(day_of(as_of), [], [_row(letter) for letter in _ranked(found)], more)


def collation_of(paths: Sequence[Path], step: Step = lambda _: None) -> Collation:
    """Return the whole apparatus of letters; see `burdenshare.collation.apparatus.model`."""
    from burdenshare.collation.apparatus import collate_letters  # noqa: PLC0415  heavy
    from burdenshare.collation.attestations import collate_excerpts  # noqa: PLC0415
    from burdenshare.collation.reading import is_excerpts, read_excerpts, read_witnesses  # noqa: PLC0415

    if not paths:
        raise CollationError("no letters were named", mend="name a folder, a zip, files or a CSV of excerpts")
    step("reading")
    if len(paths) == 1 and is_excerpts(paths[0]):
        table = read_excerpts(paths[0])
        return collate_excerpts(table.excerpts, names=leader_names(), left_out=table.left_out)
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
    return collate_letters(found.witnesses, names=leader_names(), left_out=found.left_out)


def collate_archive(
    archive: Path | str,
    *,
    out: Path | str,
    engine: str = "duckdb",
    memory: str = "2GiB",
    min_words: int = 5,
    threshold: float = 0.0,
    since: Path | str | None = None,
    as_of: Day = None,
    step: Step = lambda _: None,
) -> Result[ClusterRow]:
    """Compare every document of an archive with every other.

    Parameters
    ----------
    archive : JSON lines of `{"id", "text"}`, or a folder, zip or TEI volume
    out : the folder for `spans.jsonl`, `clusters.jsonl`, the report, and what a later run needs
    memory : what the run may hold, like `4GiB`
    threshold : score that a span pair must reach; 0 chooses by the size of the archive
    since : the folder of an earlier run, to which documents are added

    Raises
    ------
    CollationError : the archive cannot be compared so
    """
    from burdenshare.archives.comparison import compare_archive  # noqa: PLC0415  heavy
    from burdenshare.archives.settings import Settings, memory_of  # noqa: PLC0415

    if engine not in ENGINES:
        raise CollationError(f"'{engine}' is no engine", where="--engine", mend="duckdb or spark")
    check_folder(Path(out))
    settings = Settings(engine=engine, memory=memory_of(memory), min_words=min_words, threshold=threshold)
    came_to = compare_archive(
        Path(archive), Path(out), settings, since=Path(since) if since else None, step=step
    )
    more = {
        "out": str(out),
        "said": _said(came_to, Path(out)),
        "documents": came_to.documents,
        "reuse": came_to.reuse,
        "formulae": came_to.formulae,
        "threshold": came_to.settings.threshold,
        "left_out": [str(x) for x in came_to.left_out],
    }
    return Result(day_of(as_of), [], [_cluster_row(c) for c in came_to.clusters], more)


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


def check_folder(out: Path) -> None:
    """Refuse a file where a folder should be, before any work is done."""
    if out.exists() and not out.is_dir():
        raise CollationError("a file stands where the report should go", where=str(out), mend="name a folder")


def leader_names() -> dict[str, str]:
    """Return the leaders of the dated list, to their allies' codes."""
    from burdenshare.letters.recipients import leaders  # noqa: PLC0415  heavy

    return {leader.name: leader.ally for leader in leaders()}


def _ranked(found: Collation) -> list[Letter]:
    return sorted(found.letters, key=lambda x: (x.rank, x.id))


def _row(letter: Letter) -> CollatedRow:
    known = _known(letter)
    if known in {"not quoted", "several"}:
        return CollatedRow(letter.id, None, None, None, "", "", known)
    kinds = Counter(mark.mark for mark in letter.evidence)
    strongest = max(letter.evidence, key=lambda m: m.weight, default=None)
    words = letter.witness.text[strongest.start : strongest.end] if strongest else ""
    return CollatedRow(
        letter.id,
        letter.rank,
        letter.pointedness,
        letter.tailored_pct,
        ", ".join(f"{k} {n}" for k, n in sorted(kinds.items())),
        " ".join(words.split()),
        known,
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
        cluster.id,
        cluster.klass,
        round(cluster.score, 2),
        len(cluster.members) + cluster.more,
        first.id,
        first.date,
        first.start,
        first.end,
    )


def _summary(found: Collation, out: Path | str | None) -> str:
    shared = sum(len(p.letters) > 1 for p in found.passages)
    where = f"; open {Path(out) / 'collation.html'}" if out is not None else ""
    letters = sum(_known(letter) != "several" for letter in found.letters)
    return (
        f"{letters} letters, {shared} passages shared, "
        f"{len(found.passages) - shared} in one letter alone{where}."
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


def _first(left_out: Sequence[LeftOut]) -> str:
    return str(left_out[0]) if left_out else ""
