"""Spark finds what DuckDB finds, to the last score."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from made_up import archive, compared, prose, rows, witnesses

from burdenshare.archives.documents import Archive
from burdenshare.archives.reuse import on_spark, run, spark_session
from burdenshare.archives.settings import Settings
from burdenshare.errors import CollationError, MissingPartError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # py4j's sockets
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
DUCKDB = Settings(threshold=25.0)
SPARK = replace(DUCKDB, engine="spark")


@pytest.fixture(scope="module")
def running(java, tmp_path_factory):
    """One session for all tests: starting it takes longest."""
    with spark_session.session(tmp_path_factory.mktemp("spark"), SPARK, 0) as started:
        yield started


@pytest.fixture(scope="module")
def documents():
    """An archive with reuse, a circular, and documents without words."""
    circular = prose(60, 9_999)
    copies = [f"{prose(20, 500 + k)} {circular}" for k in range(60)]
    return witnesses([*(d.text for d in archive(60, 200, 40)), "", *copies, "a b", "--"])


@pytest.fixture(scope="module")
def wanted(documents, tmp_path_factory):
    """What DuckDB finds in it."""
    found = rows(compared(documents, tmp_path_factory.mktemp("duckdb"), DUCKDB))
    assert len(found) > 80
    return found


def test_pairs_are_the_same(running, documents, wanted, tmp_path):
    """Spark's span pairs are DuckDB's; a session that ran before goes on running."""
    assert rows(compared(documents, tmp_path, SPARK)) == wanted
    assert running.range(3).count() == 3
    assert not any((tmp_path / n).exists() for n in ("prints", "anchors", "lots", "spill"))


def test_workers_elsewhere_are_sent_everything(running, documents, wanted, tmp_path, monkeypatch):
    """Where workers do not read our disk, the tables are sent, and the pairs are the same."""
    monkeypatch.setattr(on_spark, "is_local", lambda _: False)
    assert rows(compared(documents, tmp_path, SPARK)) == wanted


def test_blocks_and_lots_do_not_change_what_is_found(running, documents, wanted, tmp_path, monkeypatch):
    """Small blocks and many lots: the same span pairs; a lot that is done is not done again."""
    monkeypatch.setattr(on_spark, "BLOCK_WORDS", 3_000)
    monkeypatch.setattr(on_spark, "LOT", 700)
    said, again = [], []

    def breaking(step):
        said.append(step)
        if step.startswith("aligning on Spark, 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compared(documents, tmp_path, SPARK, breaking)
    assert rows(compared(documents, tmp_path, SPARK, again.append)) == wanted
    first, later = ([s for s in x if s.startswith("aligning")] for x in (said, again))
    lots = [*first[:2], *later]
    assert lots == [f"aligning on Spark, {k + 1} of {len(lots)}" for k in range(len(lots))]
    assert len(later) >= 2


def test_added_documents_are_compared_with_all(running, documents, tmp_path):
    """An archive that is added to holds the same on both engines."""
    found = []
    for name, settings in (("duckdb", DUCKDB), ("spark", SPARK)):
        compared(documents[:70], tmp_path / name, settings)
        found.append(rows(compared(documents, tmp_path / name, settings)))
    assert found[0] == found[1]


@pytest.mark.parametrize("texts", [["all agree"], ["", "a b c"], [prose(90, 1), prose(90, 2)]])
def test_the_least_archives_hold_nothing(running, texts, tmp_path):
    """Nothing to join: no span pair, and no error."""
    assert rows(compared(witnesses(texts), tmp_path, SPARK)) == []


def test_what_breaks_in_a_worker_is_a_line(running, documents, tmp_path, monkeypatch):
    """An error on Spark is one line that names the engine and the log."""
    monkeypatch.setattr(on_spark, "RESULT", "a long, strange long")
    with pytest.raises(CollationError, match="Spark broke off") as caught:
        compared(documents, tmp_path, SPARK)
    assert caught.value.where == "--engine spark"
    assert "\n" not in str(caught.value)


@pytest.mark.shared
def test_injected_passages_are_the_same_on_both(running, shared, tmp_path):
    """In 300 documents of diplomatic papers both engines find the same."""
    path = shared / "letters" / "groundtruth" / "frus-injected" / "documents.jsonl"
    found = [rows(compared(Archive(path), tmp_path / e, Settings(engine=e))) for e in ("duckdb", "spark")]
    assert found[0] == found[1]
    assert len(found[0]) > 150


@pytest.mark.shared
@pytest.mark.slow
def test_five_volumes_are_the_same_on_both(running, shared, tmp_path):
    """In 1,474 documents both engines find the same."""
    path = shared / "letters" / "frus"
    found = [rows(compared(Archive(path), tmp_path / e, Settings(engine=e))) for e in ("duckdb", "spark")]
    assert found[0] == found[1]
    assert len(found[0]) > 2_000


def test_without_pyspark_a_line_says_how_to_mend_it(monkeypatch, tmp_path):
    """Where pyspark is missing the error names the extra that installs it."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingPartError, match="pyspark is not installed") as caught:
        compared(archive(3), tmp_path, SPARK)
    assert caught.value.mend == "pip install 'burdenshare[spark]'"


def test_without_java_a_line_says_how_to_mend_it(monkeypatch):
    """Where Java is missing the error names the package."""
    monkeypatch.setattr(spark_session.shutil, "which", lambda *_, **__: None)
    with pytest.raises(CollationError, match="needs Java") as caught:
        spark_session._need_java()
    assert "default-jre-headless" in caught.value.mend


def test_the_engine_is_chosen_by_its_name():
    """Both engines are called alike."""
    assert run._engine(SPARK) is on_spark.compare_on_spark
    assert run._engine(DUCKDB) is run.compare_on_duckdb
