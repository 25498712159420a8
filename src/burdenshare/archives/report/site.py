"""The report of an archive: pages of clusters, of formulae, and of documents, written as they come.

The clusters pass once: each is laid in a file beside the pages, and read back in the order of the
pages. So the memory held does not grow with the archive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from burdenshare.archives.report.copies import Cluster, Shown, shown
from burdenshare.archives.report.spool import Spool
from burdenshare.collation.model import LeftOut
from burdenshare.collation.report.environment import open_templates

PAGE = 100
"""Clusters on a page."""
DOCUMENTS = 500
"""Documents on a page of the index."""
FOREMOST = 20
"""Clusters named on the first page, in each of its lists."""
LEFT_OUT = 200
"""Things left out that the first page names; the rest is counted."""
SECTIONS = {"reuse": "clusters", "formula": "formulas"}
"""Class of a cluster to the name of its pages."""


@dataclass(frozen=True, slots=True)
class About:
    """What was compared, and how.

    Parameters
    ----------
    archive : the file or folder, as the reader named it
    documents, characters, pairs : documents read, their code points, span pairs found
    settings : name to value, as they are to be shown
    left_out : what the run went on without
    """

    archive: str
    documents: int
    characters: int = 0
    pairs: int = 0
    engine: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def clusters_jsonl(clusters: Iterable[Cluster]) -> Iterator[str]:
    """Yield a line per cluster, its members earliest first; texts are not repeated in it."""
    for cluster in clusters:
        members = [
            {
                "id": m.id,
                "start": m.start,
                "end": m.end,
                "date": m.date or None,
                "collection": m.collection or None,
                "url": m.url or None,
            }
            for m in cluster.earliest_first()
        ]
        held = {
            "cluster": cluster.id,
            "class": cluster.klass,
            "score": round(cluster.score, 3),
            "members": members,
        }
        yield json.dumps(held, ensure_ascii=False, allow_nan=False) + "\n"


def write_report(folder: Path, clusters: Iterable[Cluster], about: About) -> list[Path]:
    """Write the browsable report into a folder; pages of an earlier report are taken away.

    Parameters
    ----------
    clusters : in any order, passed once

    Returns
    -------
    the pages written, `index.html` first
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    with (
        TemporaryDirectory(dir=folder, prefix=".report.") as place,
        closing(Spool(Path(place) / "clusters.sqlite")) as spool,
    ):
        spool.take(clusters)
        pages = [p for klass in SECTIONS for p in _cluster_pages(folder, spool, klass)]
        ranges = list(_document_pages(folder, spool))
        index = _index(folder, spool, about, ranges)
    return [index, *pages, *(folder / r["page"] for r in ranges)]


def page_name(section: str, number: int) -> str:
    """Return the name of a page.

    >>> page_name("clusters", 7)
    'clusters-007.html'
    """
    return f"{section}-{number:03}.html"


def _clear(folder: Path) -> None:
    """Take away pages of an earlier report, of which there may have been more."""
    for section in (*SECTIONS.values(), "documents"):
        for page in folder.glob(f"{section}-[0-9]*.html"):
            if page.stem.rpartition("-")[2].isdigit():
                page.unlink()


def _cluster_pages(folder: Path, spool: Spool, klass: str) -> Iterator[Path]:
    section, total = SECTIONS[klass], spool.count(klass)
    last = -(-total // PAGE)
    rows = spool.clusters(klass)
    for number in range(1, last + 1):
        some = [shown(c, place) for place, c in islice(rows, PAGE)]
        yield _write(
            folder / page_name(section, number),
            "archive_clusters.html.j2",
            {
                "section": section,
                "klass": klass,
                "number": number,
                "last": last,
                "clusters": some,
                "first": (number - 1) * PAGE + 1,
                "total": total,
                **_around(section, number, last),
            },
        )


def _document_pages(folder: Path, spool: Spool) -> Iterator[dict[str, Any]]:
    last = -(-spool.documents() // DOCUMENTS)
    documents = spool.by_document()
    for number in range(1, last + 1):
        some = list(islice(documents, DOCUMENTS))
        rows = [{**d, "takes_part": [_link(*where) for where in d["takes_part"]]} for d in some]
        page = _write(
            folder / page_name("documents", number),
            "archive_documents.html.j2",
            {"documents": rows, "number": number, "last": last, **_around("documents", number, last)},
        )
        yield {"page": page.name, "first": some[0]["id"], "to": some[-1]["id"]}


def _link(klass: str, place: int, cluster: str) -> dict[str, str]:
    """Return the address of a cluster, given its place among those of its class, from 0."""
    return {
        "href": f"{page_name(SECTIONS[klass], place // PAGE + 1)}#c{place + 1}",
        "cluster": cluster,
        "klass": klass,
    }


def _around(section: str, number: int, last: int) -> dict[str, str]:
    return {
        "before": page_name(section, number - 1) if number > 1 else "",
        "after": page_name(section, number + 1) if number < last else "",
    }


def _index(folder: Path, spool: Spool, about: About, ranges: list[dict[str, Any]]) -> Path:
    counts = {klass: spool.count(klass) for klass in SECTIONS}
    return _write(
        folder / "index.html",
        "archive_index.html.j2",
        {
            "about": about,
            "counts": counts,
            "ranges": ranges,
            "taking_part": spool.documents(),
            "left_out": [str(o) for o in about.left_out[:LEFT_OUT]],
            "left_more": max(0, len(about.left_out) - LEFT_OUT),
            "foremost": [
                (title, [_line(place, c) for place, c in spool.foremost(order, FOREMOST)])
                for title, order in (("Highest scores", "score"), ("Most often attested", "size"))
            ],
            "pages": {SECTIONS[k]: -(-n // PAGE) for k, n in counts.items() if n},
        },
    )


def _line(place: int, cluster: Cluster) -> dict[str, Any]:
    held: Shown = shown(cluster, place, texts=1)
    return {**_link(cluster.klass, place, cluster.id), "shown": held}


def _write(path: Path, template: str, context: dict[str, Any]) -> Path:
    text = open_templates("burdenshare.archives.report").get_template(template).render(context)
    path.write_text(text + "\n", encoding="utf-8", errors="replace")
    return path
