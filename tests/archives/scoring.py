"""Scores an archive's span pairs against passages that were put there: a fixed protocol.

Run as a program it prints the whole curve, by threshold, half, kind and length:

    python tests/archives/scoring.py ../shared/data/letters/groundtruth
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from burdenshare.archives.documents import Archive
from burdenshare.archives.reuse.run import compare, read_into, settings_for
from burdenshare.archives.reuse.span_pairs import SpanPairs
from burdenshare.archives.reuse.store import Store
from burdenshare.archives.settings import Settings

THRESHOLDS = range(12, 61, 4)
USUAL = Settings()


@dataclass(frozen=True)
class Alignment:
    """Two spans said to be the same."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int

    def turned(self) -> Alignment:
        """The same, the other way round."""
        return Alignment(self.b, self.b_start, self.b_end, self.a, self.a_start, self.a_end)


@dataclass(frozen=True)
class Case:
    """A passage of a source that was put into a host."""

    host: str
    start: int
    end: int
    source: str
    source_start: int
    source_end: int
    kind: str
    words: int

    @property
    def half(self) -> int:
        """0 to choose thresholds on, 1 to report on."""
        return half_of(self.host)


def half_of(host: str) -> int:
    """The half to which a host belongs, whether anything was put into it or not."""
    return sum(map(ord, host)) % 2


def cases(folder: Path) -> list[Case]:
    """Read `gold.csv`."""
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(
                r["host_id"],
                int(r["host_begin"]),
                int(r["host_end"]),
                r["source_id"],
                int(r["source_begin"]),
                int(r["source_end"]),
                r["obfuscation"],
                int(r["source_words"]),
            )
            for r in csv.DictReader(file)
        ]


def named(path: Path, folder: Path, settings: Settings = USUAL) -> tuple[SpanPairs, list[str]]:
    """Compare an archive; return its span pairs and the ids of its documents."""
    with Store(folder) as store:
        read_into(store, Archive(path), lambda _: None)
        pairs = compare(store, settings_for(store, settings), lambda _: None)
        return pairs, [e.id for e in store.entries()]


def alignments(pairs: SpanPairs, ids: Sequence[str]) -> list[Alignment]:
    """Name the documents of span pairs."""
    rows = zip(pairs.a, pairs.a_start, pairs.a_end, pairs.b, pairs.b_start, pairs.b_end, strict=True)
    return [Alignment(ids[a], int(i), int(j), ids[b], int(k), int(m)) for a, i, j, b, k, m in rows]


@dataclass(frozen=True)
class Score:
    """How well alignments meet the cases.

    Parameters
    ----------
    recalls : of each case, the covered share of its span in the host
    precision : characters in a case's span over all characters of alignments of hosts and sources
    """

    recalls: dict[Case, float]
    precision: float

    def recall(self, which: Callable[[Case], bool] = lambda _: True) -> float:
        """Mean over some cases."""
        chosen = [r for c, r in self.recalls.items() if which(c)]
        return sum(chosen) / len(chosen)

    def above_half(self) -> float:
        """Share of cases of which more than half is covered."""
        return sum(r > 0.5 for r in self.recalls.values()) / len(self.recalls)


def score(found: Iterable[Alignment], wanted: Sequence[Case], halves: Sequence[int] = (0, 1)) -> Score:
    """Score alignments in either order, of hosts of one half or of both."""
    gold: dict[tuple[str, str], list[Case]] = defaultdict(list)
    wanted = [c for c in wanted if c.half in halves]
    for case in wanted:
        gold[case.host, case.source].append(case)
    covered: dict[Case, set[int]] = {c: set() for c in wanted}
    right = told = 0
    for alignment in map(_host_first, found):
        if alignment is None or half_of(alignment.a) not in halves:
            continue
        span = set(range(alignment.a_start, alignment.a_end))
        told += len(span)
        met = set()
        for case in gold[alignment.a, alignment.b]:
            inside = span & set(range(case.start, case.end))
            met |= inside
            if alignment.b_start < case.source_end and case.source_start < alignment.b_end:
                covered[case] |= inside
        right += len(met)
    recalls = {c: len(s) / (c.end - c.start) for c, s in covered.items()}
    return Score(recalls, right / told if told else 1.0)


def _host_first(alignment: Alignment) -> Alignment | None:
    """Turn it so that the host is first; None where it joins no host with a source."""
    is_host = [i.startswith("host-") for i in (alignment.a, alignment.b)]
    if all(is_host) or not any(is_host):
        return None
    return alignment if is_host[0] else alignment.turned()


@dataclass(frozen=True)
class Parallel:
    """Two passages of the gospels that tell the same."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int
    run: int


def parallels(folder: Path) -> list[Parallel]:
    """Read `gold_pairs.csv`."""
    with (folder / "gold_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [
            Parallel(
                r["doc_a"],
                int(r["begin_a"]),
                int(r["end_a"]),
                r["doc_b"],
                int(r["begin_b"]),
                int(r["end_b"]),
                int(r["longest_common_run_words"]),
            )
            for r in csv.DictReader(file)
        ]


def pair_recall(found: Sequence[Alignment], wanted: Sequence[Parallel]) -> float:
    """Share of parallels that an alignment joins."""
    both = [*found, *(f.turned() for f in found)]
    by_pair: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for f in both:
        by_pair[f.a, f.b].append(f)
    hits = sum(
        any(
            f.a_start < w.a_end and w.a_start < f.a_end and f.b_start < w.b_end and w.b_start < f.b_end
            for f in by_pair[w.a, w.b]
        )
        for w in wanted
    )
    return hits / len(wanted)


def row(pairs: SpanPairs, ids: Sequence[str], wanted: Sequence[Case]) -> list[str]:
    """Return a line of the table: recall and precision of either half, then by kind and length."""
    found = alignments(pairs, ids)
    halves, whole = [score(found, wanted, [h]) for h in (0, 1)], score(found, wanted)
    line = [f"{x:.3f}" for s in halves for x in (s.recall(), s.precision)]
    line.append(f"{halves[1].above_half():.3f}")
    line += [f"{whole.recall(lambda c, k=k: c.kind == k):.2f}" for k in kinds(wanted)]
    return line + [f"{whole.recall(lambda c, n=n: c.words == n):.2f}" for n in lengths(wanted)]


def kinds(wanted: Sequence[Case]) -> list[str]:
    """What was done to passages."""
    return sorted({c.kind for c in wanted})


def lengths(wanted: Sequence[Case]) -> list[int]:
    """How many words they have."""
    return sorted({c.words for c in wanted})


def curve(folder: Path, thresholds: Iterable[float]) -> Iterator[str]:
    """Yield the lines of a table: for each threshold a run, with and without formulae.

    A run a threshold, since the threshold decides what is a formula.
    """
    wanted = cases(folder)
    yield " | ".join(
        [
            "threshold",
            "class",
            "recall 0",
            "precision 0",
            "recall 1",
            "precision 1",
            "> half 1",
            *kinds(wanted),
            *(f"{n} words" for n in lengths(wanted)),
        ]
    )
    for threshold in thresholds:
        settings = replace(USUAL, threshold=float(threshold))
        with tempfile.TemporaryDirectory() as work:
            pairs, ids = named(folder / "documents.jsonl", Path(work), settings)
        said = f"{threshold or USUAL.chosen_threshold(len(ids)):g}{'' if threshold else ' (chosen)'}"
        for name, some in (("both", pairs), ("reuse", pairs.taken(~pairs.formula))):
            yield " | ".join([said, name, *row(some, ids, wanted)])


def main(folder: Path) -> None:
    """Print the curve of the injected passages, and of the gospels by common run."""
    for line in curve(folder / "frus-injected", [0, *THRESHOLDS]):
        print(line, flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as work:
        found = alignments(*named(folder / "gospels-kjv", Path(work)))
    for low, high in ((12, 999), (8, 11), (5, 7), (0, 4)):
        some = [p for p in parallels(folder / "gospels-kjv") if low <= p.run <= high]
        recall = pair_recall(found, some)
        print(f"gospels, {low}-{high} words in common: {recall:.3f} of {len(some)}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
