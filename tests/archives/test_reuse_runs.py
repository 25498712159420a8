"""Runs over an archive: broken off and taken up again, added to, and of the least archives."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up import archive, compared, prose, rows, witnesses, write

from burdenshare.archives.reuse import on_duckdb, run
from burdenshare.archives.reuse.store import Store
from burdenshare.archives.settings import Settings
from burdenshare.collation.model import Witness
from burdenshare.errors import CollationError

FIXED = Settings(threshold=25.0, gram=4, window=1)
SCRIPT = """
import os, signal, sys, threading
from pathlib import Path
from burdenshare.archives.comparison import compare_archive
from burdenshare.archives.reuse import on_duckdb, run
from burdenshare.archives.settings import Settings
on_duckdb.LOT, run.BATCH = 1_000, 20_000
wait = float(sys.argv[3])
if wait:
    threading.Timer(wait, os.kill, (os.getpid(), signal.SIGKILL)).start()
compare_archive(Path(sys.argv[1]), Path(sys.argv[2]), Settings(threshold=25.0), step=lambda s: print(s, flush=True))
"""


def run_killed_after(seconds: float, source: Path, out: Path) -> tuple[int, list[str]]:
    """Compare in a process of its own that is killed after some seconds; 0 lets it end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(source), str(out), str(seconds)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, -9}, done.stderr
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """An archive, what a run over it finds, and how long it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = write(archive(200, 300, 120), folder / "documents.jsonl")
    run_killed_after(0, source, folder / "warm")
    began = time.monotonic()
    run_killed_after(0, source, folder / "out")
    return source, (folder / "out" / "spans.jsonl").read_text("utf-8"), time.monotonic() - began


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_a_run_that_was_killed_ends_with_the_same_spans(seed, undisturbed, tmp_path):
    """Killed at random moments and started again with the same folder, it finds the same."""
    source, wanted, seconds = undisturbed
    chance = np.random.default_rng(seed)
    killed = sum(run_killed_after(chance.uniform(0.02, seconds), source, tmp_path)[0] == -9 for _ in range(3))
    assert killed
    assert run_killed_after(0, source, tmp_path)[0] == 0
    assert (tmp_path / "spans.jsonl").read_text("utf-8") == wanted
    assert len(wanted.splitlines()) >= 100


class BrokenOffError(Exception):
    """Stands for whatever ends a run."""


@pytest.mark.parametrize(
    "when", ["reading", "fingerprints", "joining, 3", "aligning, 1 of", "aligning, 3 of"]
)
def test_what_is_done_is_not_done_again(when, tmp_path, monkeypatch):
    """A run taken up again goes on with the part at which it broke off."""
    monkeypatch.setattr(on_duckdb, "LOT", 1_000)
    monkeypatch.setattr(on_duckdb, "ROW", 40_000)
    monkeypatch.setattr(run, "BATCH", 20_000)
    documents, first, second = archive(200, 300, 80), [], []

    def breaking(said):
        first.append(said)
        if said.startswith(when):
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        compared(documents, tmp_path / "broken", FIXED, breaking)
    found = compared(documents, tmp_path / "broken", FIXED, second.append)
    steps = [s for s in second if s.startswith(("joining", "aligning"))]
    done = [s for s in first[:-1] if s.startswith(("joining", "aligning"))]
    assert not set(steps) & set(done)
    whole = []
    assert rows(found) == rows(compared(documents, tmp_path / "whole", FIXED, whole.append))
    assert [*done, *steps] == [s for s in whole if s.startswith(("joining", "aligning"))]
    assert sum(s.startswith("aligning") for s in whole) >= 3
    assert sum(s.startswith("joining") for s in whole) >= 3


def test_a_run_that_ended_is_not_run_again(tmp_path):
    """The same archive once more says nothing and finds the same."""
    documents, said = archive(), []
    found = rows(compared(documents, tmp_path, FIXED))
    assert rows(compared(documents, tmp_path, FIXED, said.append)) == found
    assert not said


def test_memory_and_lots_do_not_change_what_is_found(tmp_path, monkeypatch):
    """One partition or many, one lot or many, one block of words or many: the same span pairs."""
    documents = archive(80, 200, 40)
    whole = rows(compared(documents, tmp_path / "whole", FIXED))
    monkeypatch.setattr(on_duckdb, "LOT", 50)
    monkeypatch.setattr(on_duckdb, "ROW", 200_000)
    monkeypatch.setattr(run, "MAPPED", 100_000)
    assert rows(compared(documents, tmp_path / "parts", FIXED)) == whole
    assert rows(compared(documents, tmp_path / "little", replace(FIXED, memory=2**28))) == whole
    assert len(whole) >= 30


@pytest.mark.parametrize("known", [0, 1, 30, 59])
@pytest.mark.parametrize("most", [2, 50])
def test_added_documents_are_compared_with_all(known, most, tmp_path):
    """With settings fixed, a run added to holds exactly two things, to the last score.

    The span pairs of the earlier run, and those of a run over the whole that end in a new
    document. Old pairs keep their old scores: how rare words are was counted without the new ones.
    """
    settings = Settings(threshold=25.0, gram=4, window=1, most=most)
    documents = archive(60, 200, 40)
    before = rows(compared(documents[:known], tmp_path / "added", settings))
    after = rows(compared(documents, tmp_path / "added", settings))
    whole = rows(compared(documents, tmp_path / "whole", settings))
    assert sorted(after) == sorted(before + [r for r in whole if r[3] >= known])
    assert {r[3] >= known for r in after} == ({True, False} if known >= 30 else {True})


def test_the_same_documents_again_are_passed_over(tmp_path):
    """Documents that the earlier run has are counted and not compared."""
    documents = archive(10)
    compared(documents, tmp_path, FIXED)
    with Store(tmp_path) as store:
        added = run.read_into(store, documents, lambda _: None)
    assert (added.known, added.again, added.left_out) == (10, 10, ())


def test_another_text_of_an_id_is_left_out(tmp_path):
    """A document whose text has changed is left out with a line that names it."""
    compared(archive(10), tmp_path, FIXED)
    with Store(tmp_path) as store:
        added = run.read_into(store, [Witness("d3", "Something else.")], lambda _: None)
        assert store.state.documents == 10
    assert [x.where for x in added.left_out] == ["d3"]


LEAST = {
    "one document": [prose(200, 1)],
    "documents without words": ["", " ", "--", "\n\n"],
    "documents of three words": ["we all agree", "we all agree", "we", "all agree"],
    "documents of four words": ["we all agree now", "we all agree now"],
    "one word": ["no", "no", "no"],
    "no document shares a word": ["mena dolu rika sota", "bafe kido lumo pesa"],
}


@pytest.mark.parametrize("texts", LEAST.values(), ids=LEAST)
def test_the_least_archives_hold_nothing(texts, tmp_path):
    """Too little text to share a passage: no span pair, and no error."""
    assert rows(compared(witnesses(texts), tmp_path)) == []


def test_an_empty_archive_holds_nothing(tmp_path):
    """No document at all: no span pair."""
    assert rows(compared([], tmp_path)) == []


def test_two_copies_are_one_pair(tmp_path):
    """Two documents that are the same, word for word, share one span: all of it."""
    texts = [prose(300, 1), prose(300, 1), *(prose(300, k) for k in range(2, 12))]
    first, *rest = rows(compared(witnesses(texts), tmp_path))
    assert not rest
    assert first[:6] == (0, 0, len(texts[0]), 1, 0, len(texts[1]))
    assert first[8] == 300


@pytest.mark.parametrize("unit", ["spend ", "two per cent of the domestic product, ", "a b "])
def test_repetition_without_end_ends(unit, tmp_path):
    """Documents that repeat one phrase thousands of times are compared within seconds."""
    texts = [unit * 20_000, unit * 15_000, prose(50, 1), unit * 3]
    began = time.monotonic()
    found = compared(witnesses(texts), tmp_path)
    assert time.monotonic() - began < 30
    assert {(r[0], r[3]) for r in rows(found)} <= {(0, 1), (0, 3), (1, 3)}


def test_spans_are_code_points_of_the_text(tmp_path):
    """Characters beyond the first plane count one each; spans begin and end at words."""
    passage = prose(60, 5)
    texts = [
        f"\U0001f54a\u2028\u00e9 {prose(40, 6)} \U0001d400 {passage}. \U0001f54a",
        f"\ufeff{passage}\n",
        *(prose(90, k) for k in range(10, 30)),
    ]
    (row,) = [r for r in rows(compared(witnesses(texts), tmp_path)) if (r[0], r[3]) == (0, 1)]
    assert texts[0][row[1] : row[2]].endswith(passage)
    assert texts[1][row[4] : row[5]] == passage


@pytest.mark.parametrize("text", ["{", '{"form": 99}', '{"strange": 1}', "[]"])
def test_a_damaged_state_is_named(text, tmp_path):
    """A state that does not read, or of another version, is refused in a line with its path."""
    (tmp_path / "state.json").write_text(text, "utf-8")
    with pytest.raises(CollationError) as caught:
        Store(tmp_path)
    assert caught.value.where == str(tmp_path / "state.json")


def test_an_earlier_run_that_did_not_end_is_named(tmp_path):
    """Adding to a run whose span pairs are gone says so."""
    compared(archive(10), tmp_path, FIXED)
    (tmp_path / "spans.npz").unlink()
    with pytest.raises(CollationError, match="did not end"):
        compared(archive(12), tmp_path, FIXED)


def test_the_store_gives_back_what_it_was_given(tmp_path):
    """Texts, ids and words come back as they were, after the store is opened anew."""
    documents = [*archive(5), Witness("\u00e4 \U0001f54a", "l\u00ed\u0301ne\nsep\u2028arate \U0001d400")]
    with Store(tmp_path) as store:
        run.read_into(store, documents, lambda _: None)
    with Store(tmp_path) as store:
        assert [(e.id, store.text(e)) for e in store.entries()] == [(d.id, d.text) for d in documents]
        assert store.offsets()[-1] == store.column("ids").size == store.state.words
        sizes = [len(d.text.split()) for d in documents[:5]]
        assert np.diff(store.offsets())[:5].tolist() == sizes
    assert json.loads((tmp_path / "state.json").read_text())["documents"] == 6
