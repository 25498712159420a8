"""Archives as streams of documents."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.archives import documents as module
from burdenshare.archives.documents import Archive
from burdenshare.errors import CollationError
from memory import PEAK


def written(path, *lines):
    """An archive of lines: objects, text or bytes."""
    as_bytes = [
        x if isinstance(x, bytes) else (x if isinstance(x, str) else json.dumps(x)).encode() for x in lines
    ]
    path.write_bytes(b"\n".join(as_bytes))
    return path


GOOD = {
    "id": "a",
    "text": "Dear Minister,\nIt holds.",
    "date": "1966-03-02",
    "series": "s",
    "url": "https://example.org/a",
    "title": "A",
    "more": 1,
}


def test_lines_are_documents(tmp_path):
    """A line is a document with its fields and zones; blank lines count but say nothing."""
    archive = Archive(written(tmp_path / "a.jsonl", GOOD, "", {"id": "b", "text": "é" * 3}))
    first, second = archive
    assert (first.id, first.date, first.collection, first.url, first.title, first.file) == (
        "a",
        "1966-03-02",
        "s",
        "https://example.org/a",
        "A",
        "a.jsonl",
    )
    assert [z.kind for z in first.zones] == ["salutation"]
    assert (second.text, archive.left_out) == ("ééé", [])


def test_packed_lines_read_and_reread(tmp_path):
    """A packed archive reads the same, and again on a second pass."""
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    archive = Archive(tmp_path / "a.jsonl.gz")
    assert [w.id for w in archive] == [w.id for w in archive] == ["a"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "it is no JSON: Expecting property name enclosed in double quotes, column 2"),
        ("[1]", "it is no object"),
        ('{"text": "x"}', "it has no id, or one that is no text"),
        ('{"id": 7, "text": "x"}', "it has no id, or one that is no text"),
        ('{"id": "b"}', "the text of 'b' is no text"),
        ('{"id": "b", "text": 1}', "the text of 'b' is no text"),
        ('{"id": "b", "text": " "}', "the text of 'b' is empty"),
        ('{"id": "a", "text": "x"}', "the id 'a' stands above already"),
        (b'{"id": "b", "text": "\xff"}', "byte 21 of the line (0xff) is no UTF-8"),
        ('{"id": "b", "text": "\\ud800"}', "'b' holds half a character (a lone surrogate)"),
        ("[" * 100_000, "it is no JSON that can be read"),
        ('{"id": ' + "1" * 5000 + "}", "it is no JSON that can be read"),
    ],
)
def test_bad_lines_are_left_out(line, why, tmp_path):
    """A bad line is left out with its number; the lines around it are read."""
    archive = Archive(written(tmp_path / "a.jsonl", GOOD, line, {"id": "z", "text": "Z"}))
    assert [w.id for w in archive] == ["a", "z"]
    assert [(x.where, x.why) for x in archive.left_out] == [("a.jsonl, line 2", why)]


def test_long_documents_are_never_held(tmp_path):
    """A document of 200 MB is left out by line and size, in under 150 MB; the next one is read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as out:
        out.write(b'{"id": "big", "text": "')
        for _ in range(200):
            out.write(b"words " * 166_667)
        out.write(b'"}\n{"id": "z", "text": "Z"}')
    code = (
        textwrap.dedent("""
        import sys
        from pathlib import Path
        from burdenshare.archives.documents import Archive
        archive = Archive(Path(sys.argv[1]))
        print(*[w.id for w in archive], *archive.left_out, sep="|")
    """)
        + f"print({PEAK})"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    said, peak = done.stdout.splitlines()
    assert said == "z|a.jsonl, line 1: the document has 200 MB, more than 50; split it"
    assert int(peak) < 150_000


def test_bound_is_exact(tmp_path, monkeypatch):
    """A line at the bound is read, one byte more is not."""
    monkeypatch.setattr(module, "LONGEST", 30)
    lines = [json.dumps({"id": str(k), "text": ""})[:-2] + "x" * (k + 7) + '"}' for k in range(3)]
    assert [len(x) for x in lines] == [30, 31, 32]
    archive = Archive(written(tmp_path / "a.jsonl", *lines))
    assert [w.id for w in archive] == ["0"]
    assert [x.where for x in archive.left_out] == ["a.jsonl, line 2", "a.jsonl, line 3"]


def test_a_packed_archive_that_breaks_off(tmp_path):
    """A packed file cut short gives what it holds, and says where it broke off."""
    data = gzip.compress(
        b"\n".join(json.dumps({**GOOD, "id": str(k), "text": str(k * k)}).encode() for k in range(5000))
    )
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    archive = Archive(tmp_path / "a.jsonl.gz")
    count = sum(1 for _ in archive)
    assert 0 < count < 5000
    assert [x.why for x in archive.left_out] == ["the file breaks off here"]


def test_a_folder_is_an_archive(tmp_path):
    """A folder's files are documents, and what does not read is left out."""
    (tmp_path / "a.txt").write_text("It holds.")
    (tmp_path / "b.txt").write_bytes(b"")
    archive = Archive(tmp_path)
    assert ([w.id for w in archive], len(archive.left_out)) == (["a"], 1)


def test_missing_archive_refuses(tmp_path):
    """An archive that is not there is refused."""
    with pytest.raises(CollationError, match="there is no"):
        Archive(tmp_path / "none.jsonl")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.jsonl.gz"]))
def test_random_archives_never_raise(tmp_path, data, name):
    """Random bytes for an archive give witnesses or lines."""
    (tmp_path / name).write_bytes(data)
    archive = Archive(tmp_path / name)
    assert len(list(archive)) + len(archive.left_out) <= data.count(b"\n") + 2


@pytest.mark.shared
def test_injected_frus_reads_whole(shared):
    """The 300 documents of the ground truth are read with their texts unchanged."""
    path = shared / "letters" / "groundtruth" / "frus-injected" / "documents.jsonl"
    texts = {d["id"]: d["text"] for d in map(json.loads, path.read_text("utf-8").splitlines())}
    archive = Archive(path)
    assert {w.id: w.text for w in archive} == texts
    assert archive.left_out == []


@pytest.mark.shared
def test_frus_volumes_are_streamed(shared):
    """An archive of volumes is read one volume at a time, in under 250 MB."""
    code = (
        "import sys; from pathlib import Path\n"
        "from burdenshare.archives.documents import Archive\n"
        "print(sum(1 for _ in Archive(Path(sys.argv[1]))),"
        f" {PEAK})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(shared / "letters" / "frus")],
        capture_output=True,
        text=True,
        check=True,
    )
    count, peak = map(int, done.stdout.split())
    assert (count, peak < 250_000) == (1474, True)
