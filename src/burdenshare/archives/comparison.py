"""An archive compared: what is written of it, and what is kept for the next run."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path

from burdenshare.archives.documents import Archive
from burdenshare.archives.report.copies import LISTED, TEXT, WITH_TEXT, Cluster, Member
from burdenshare.archives.report.site import About, clusters_jsonl, write_report
from burdenshare.archives.reuse.clusters import Members, cluster
from burdenshare.archives.reuse.run import compare, read_into, settings_for
from burdenshare.archives.reuse.span_pairs import KINDS, SpanPairs
from burdenshare.archives.reuse.store import Entry, Store
from burdenshare.archives.settings import Settings
from burdenshare.collation.model import LeftOut
from burdenshare.errors import CollationError

WORK = "work"
"""Folder within the run's folder that holds what a later run goes on from."""
FOREMOST = 20
"""Clusters that a run names at once, the highest scores first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a run came to.

    Parameters
    ----------
    documents, known : documents held, and those of the earlier run among them
    again : documents of the archive that the earlier run had already
    reuse, formulae : span pairs of each class
    clusters : the clusters with the highest scores
    """

    documents: int
    known: int
    again: int
    reuse: int
    formulae: int
    settings: Settings
    clusters: tuple[Cluster, ...]
    left_out: tuple[LeftOut, ...]


def compare_archive(
    archive: Path,
    out: Path,
    settings: Settings,
    *,
    since: Path | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Compared:
    """Compare every document of an archive with every other, and write what is found.

    Parameters
    ----------
    since : the folder of an earlier run, whose documents are not compared with each other again

    Raises
    ------
    CollationError : the archive or the earlier run is missing, or nothing in it can be read
    """
    source = Archive(archive)
    out.mkdir(parents=True, exist_ok=True)
    key = _key(archive, settings, since)
    _prepare(out, since, key)
    with Store(out / WORK) as store:
        store.finish("run", key)
        step("reading")
        added = read_into(store, source, step)
        left_out = (*source.left_out, *added.left_out)
        if not store.state.documents:
            raise CollationError(
                "the archive holds no document that reads",
                where=str(archive),
                mend=str(left_out[0]) if left_out else "name another",
            )
        fitted = settings_for(store, settings)
        pairs = compare(store, fitted, step)
        step("writing what was found")
        _write_lines(out / "spans.jsonl", span_lines(store, pairs))
        members = [cluster(pairs.taken(pairs.formula == f)) for f in range(len(KINDS))]
        lines = clusters_jsonl(clusters_of(store, members, texts=False))
        _write_lines(out / "clusters.jsonl", lines)
        about = About(
            str(archive),
            store.state.documents,
            _characters(store),
            len(pairs),
            fitted.engine,
            _shown(fitted, added.known),
            left_out,
        )
        write_report(out, clusters_of(store, members), about)
        foremost = tuple(islice(clusters_of(store, members, texts=False), FOREMOST))
    formulae = int(pairs.formula.sum())
    return Compared(
        store.state.documents,
        added.known,
        added.again,
        len(pairs) - formulae,
        formulae,
        fitted,
        foremost,
        left_out,
    )


def span_lines(store: Store, pairs: SpanPairs) -> Iterator[str]:
    """Yield a line a span pair: offsets in code points of the given texts, end exclusive."""
    ids = [e.id for e in store.entries()]
    columns = (
        pairs.a,
        pairs.a_start,
        pairs.a_end,
        pairs.b,
        pairs.b_start,
        pairs.b_end,
        pairs.score,
        pairs.formula,
        pairs.common,
    )
    for a, a_start, a_end, b, b_start, b_end, score, formula, common in zip(
        *(c.tolist() for c in columns), strict=True
    ):
        row = {
            "a": ids[a],
            "a_start": a_start,
            "a_end": a_end,
            "b": ids[b],
            "b_start": b_start,
            "b_end": b_end,
            "score": score,
            "class": KINDS[formula],
            "words": common,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def clusters_of(store: Store, members: Sequence[Members], *, texts: bool = True) -> Iterator[Cluster]:
    """Yield the clusters of either class, the highest score first; members earliest first.

    Parameters
    ----------
    members : of each of `KINDS`
    texts : whether the first members carry their words
    """
    read = lru_cache(256)(lambda number: store.text(store.entries()[number]))
    entries = store.entries()
    for kind, found in zip(KINDS, members, strict=True):
        rows = zip(*(getattr(found, n).tolist() for n in found.__slots__), strict=True)
        for number, group in groupby(rows, key=lambda r: r[0]):
            whole = sorted(group, key=lambda r: _earliest(entries[r[1]], r[2]))
            shown = whole[:LISTED] if texts else whole
            yield Cluster(
                f"{kind[0]}{number}",
                kind,
                whole[0][4],
                tuple(
                    _member(store, r, read if texts and k < WITH_TEXT else None) for k, r in enumerate(shown)
                ),
                len(whole) - len(shown),
            )


def _earliest(entry: Entry, start: int) -> tuple[bool, str, str, int]:
    """Return what members are sorted by: dated before undated."""
    return not entry.date, entry.date, entry.id, start


def _member(store: Store, row: tuple[int, int, int, int, float], read: Callable[[int], str] | None) -> Member:
    _, doc, start, end, _ = row
    e = store.entries()[doc]
    words = read(doc)[start : min(end, start + TEXT + 1)] if read else ""
    return Member(e.id, start, end, e.date, e.title, e.collection, e.url, words)


def _prepare(out: Path, since: Path | None, key: str) -> None:
    """Go on with an interrupted run of the same archive; else begin anew, or from the earlier run."""
    work = out / WORK
    if since is not None and not (since / WORK / "spans.npz").is_file():
        raise CollationError(
            "there is no finished run",
            where=str(since),
            mend="name the --out of an earlier `collate --archive`",
        )
    if since is not None and since.resolve() == out.resolve():
        return
    if work.exists() and Store(work).state.done.get("run") == key:
        return
    shutil.rmtree(work, ignore_errors=True)
    if since is not None:
        part = out / f".{WORK}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(since / WORK, part)
        part.replace(work)


def _key(archive: Path, settings: Settings, since: Path | None) -> str:
    """Name a run by what goes into it: the files with sizes and times, settings, earlier run."""
    files = sorted(p for p in archive.rglob("*") if p.is_file()) if archive.is_dir() else [archive]
    seen = [(str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in files]
    said = json.dumps([seen, settings.engine, settings.deciding(), str(since)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _characters(store: Store) -> int:
    """Return the code points up to the last words of all texts."""
    ends, offsets = store.column("ends"), store.offsets()
    last = offsets[1:][offsets[1:] > offsets[:-1]] - 1
    return int(ends[last].sum()) if last.size else 0


def _shown(settings: Settings, known: int) -> dict[str, str]:
    return {
        "words of a fingerprint": str(settings.gram),
        "winnowing window": str(settings.window),
        "least words in common": str(settings.min_words),
        "score from which a span pair counts": f"{settings.threshold:g}",
        "documents of the earlier run": f"{known:,}",
    }


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    """Write a file that is never seen half written."""
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    part.replace(path)
