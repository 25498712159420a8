"""What cannot be read is said in a line each, and the rest is read."""

from __future__ import annotations

import os
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burdenshare.collation.model import LeftOut, Witness
from burdenshare.collation.reading import files, read_witnesses
from burdenshare.collation.reading.html import page_of
from burdenshare.collation.reading.reader import ORDER
from burdenshare.errors import CollationError

GOOD = "Dear Minister,\nThe level is 2 per cent.\nYours sincerely,\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with one letter that reads."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "good.txt").write_text(GOOD)
    return tmp_path / "letters"


def left(*paths):
    """What was left out beside the letter that reads, as lines."""
    found = read_witnesses(paths)
    assert "good" in [w.id.rpartition("/")[2] for w in found.witnesses]
    for line in found.left_out:
        assert str(line).isprintable()
    return [f"{line.where.rpartition('/')[2]}: {line.why}" for line in found.left_out]


XXE = b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><text><body>&x;</body></text></TEI>'
LAUGHS = b'<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><TEI><text><body>&b;</body></text></TEI>'


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "it holds no words"),
        ("a.txt", b"Caf\xe9", "byte 3 (0xe9) is no UTF-8"),
        ("a.txt", b"a\0b", "it is no text: character 1 is a NUL"),
        ("a.html", b"<script>1</script>", "it holds no words"),
        ("a.html", b"<meta charset=klingon-8>x", "its encoding 'klingon-8' is not known"),
        ("a.docx", b"no zip", "the file is no DOCX"),
        ("a.pdf", b"%PDF-1.7 broken", "the PDF is damaged"),
        ("a.eml", b"no header at all", "it is no mail message: it begins with no header"),
        ("a.eml", b"Content-Type: application/pdf\n\nx", "the message holds no text"),
        ("a.xml", XXE, "it declares or uses the entity 'x'; none is resolved"),
        ("a.xml", LAUGHS, "it declares or uses the entity 'a'; none is resolved"),
        ("a.xml", b"<a>", "the XML breaks off in line 1, column 4 (no element found)"),
        ("a.xml", b"<a>x</a>", "it holds no TEI text"),
        ("a.xml", b'<?xml version="1.0" encoding="iso-8859-1"?><TEI/>', "it is in iso-8859-1"),
        ("a.zip", b"PK", "a zip within a folder or a zip"),
        ("a.xyz", b"x", "'.xyz' is no form that is read"),
        ("a", b"x", "its name has no ending"),
        ("a.jsonl", b"{}", "an archive, not a letter"),
    ],
)
def test_bad_files_are_left_out(name, content, why, folder):
    """A file that does not read is left out with its reason; the letter beside it is read."""
    (folder / name).write_bytes(content)
    assert left(folder) == [f"{name}: {why}"]


def test_encrypted_pdf_is_left_out(folder):
    """A PDF that asks for a password is left out."""
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(folder / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    assert left(folder)[0].startswith("a.pdf: it is encrypted")


def test_large_files_are_left_out_unread(folder):
    """A letter of 200 MB is left out by its size, without being read."""
    with (folder / "a.txt").open("wb") as big:
        big.truncate(200_000_000)
    start = time.process_time()
    assert left(folder) == ["a.txt: it has 200 MB, more than the 20 of a letter"]
    assert time.process_time() - start < 5


def test_missing_path_refuses(tmp_path):
    """A path that is not there is refused, for it was named by hand."""
    with pytest.raises(CollationError, match="there is no '"):
        read_witnesses([tmp_path / "nowhere"])


def test_two_identical_folders_are_one_set(folder, tmp_path):
    """Of two equal folders the second is said in one line, and ids stay the stems."""
    (folder / "inner").mkdir()
    for k in range(12):
        (folder / "inner" / f"l{k}.txt").write_text(f"{GOOD}{k}")
    import shutil

    shutil.copytree(folder, tmp_path / "copy")
    found = read_witnesses([folder, tmp_path / "copy"])
    assert {w.id for w in found.witnesses} == {"good", *(f"l{k}" for k in range(12))}
    assert [line.why for line in found.left_out] == [
        "all 13 files are the same, byte for byte, as files read before"
    ]
    assert read_witnesses([tmp_path]).witnesses == [
        w for w in read_witnesses([tmp_path]).witnesses if w.file.startswith("copy/")
    ]


def test_one_identical_file_is_named(folder):
    """A single repeat is named with the file it repeats."""
    (folder / "hood.txt").write_text(GOOD)
    (line,) = left(folder)
    assert line.startswith("hood.txt: the same, byte for byte, as ")
    assert line.endswith("letters/good.txt")


def test_same_stems_get_their_paths(folder):
    """Where two folders hold one stem, ids are the relative paths; others keep the stem."""
    for k in ("x", "y"):
        (folder / k).mkdir()
        (folder / k / "DEU.txt").write_text(GOOD + k)
    assert [w.id for w in read_witnesses([folder]).witnesses] == ["good", "x/DEU", "y/DEU"]


def test_same_stems_of_two_places(folder, tmp_path):
    """Letters of one name from two places get the places' names."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "good.txt").write_text(GOOD + "x")
    found = read_witnesses([folder, tmp_path / "other"])
    assert [w.id for w in found.witnesses] == ["letters/good", "other/good"]


def test_hidden_files_links_and_pipes(folder):
    """Hidden files are passed over; loops are not followed; a pipe is never opened."""
    (folder / ".hidden.txt").write_text("x")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    assert left(folder) == [
        "loop: a link to a folder, not followed",
        "broken.txt: it cannot be opened (No such file or directory)",
        "pipe.txt: it is no ordinary file",
    ]


def test_names_are_shown_in_one_line(folder):
    """A line feed or a bad byte in a name is shown escaped, in ids too."""
    (folder / "a\nb.txt").write_text(GOOD + "x")
    (folder / "c\n.xyz").write_text("x")
    with open(os.fsencode(folder) + b"/d\xff.txt", "w") as bad:  # noqa: PTH123  no path is bytes
        bad.write(GOOD + "y")
    found = read_witnesses([folder])
    assert [w.id for w in found.witnesses] == ["a\\nb", "d\\udcff", "good"]
    assert found.left_out[0].where.endswith("c\\n.xyz")


def packed(path, members):
    """A zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_zip_reads_as_a_folder(tmp_path):
    """A zip's letters are read; names that lead out of it are only names."""
    path = packed(
        tmp_path / "l.zip",
        [
            ("in/good.txt", GOOD),
            ("../../evil.txt", GOOD + "x"),
            ("in/inner.zip", b"PK"),
            ("__MACOSX/in/good.txt", b"x"),
            (".x.txt", b"x"),
        ],
    )
    found = read_witnesses([path])
    assert [(w.id, w.file) for w in found.witnesses] == [("evil", "evil.txt"), ("good", "in/good.txt")]
    assert [line.why for line in found.left_out] == ["a zip within a folder or a zip"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["l.zip"]


def test_zip_bombs_are_left_out(tmp_path, monkeypatch, folder):
    """A zip that unpacks to more than the bound is left out whole; one large member alone."""
    path = packed(tmp_path / "b.zip", [("a.txt", b"0" * 30_000_000), ("good.txt", GOOD + "x")])
    assert left(path) == ["a.txt: it has 30 MB, more than the 20 of a letter"]
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    assert left(path, folder) == [f"b.zip: it unpacks to {30_000_001 + len(GOOD)} bytes, more than 1000000"]


def test_damaged_and_locked_zips(tmp_path, folder):
    """A damaged member or a locked one is left out; a file that is no zip too."""
    path = packed(tmp_path / "d.zip", [("a.txt", GOOD + "x" * 100)])
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    locked = bytearray(packed(tmp_path / "e.zip", [("b.txt", "b")]).read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "e.zip").write_bytes(locked)
    (tmp_path / "f.zip").write_bytes(b"no zip")
    assert left(path, tmp_path / "e.zip", tmp_path / "f.zip", folder) == [
        "f.zip: it is no zip, or a damaged one",
        "a.txt: it cannot be read",
        "b.txt: it is locked",
    ]


def test_ten_thousand_files(tmp_path):
    """A folder of 10,000 letters is read whole."""
    for k in range(10_000):
        (tmp_path / f"l{k:05}.txt").write_text(f"Dear Minister,\nNo. {k}.\n")
    found = read_witnesses([tmp_path])
    assert (len(found.witnesses), found.left_out) == (10_000, [])
    assert [w.id for w in found.witnesses[:2]] == ["l00000", "l00001"]


@pytest.mark.parametrize("piece", ["<!--", "<a ", '<a "', "&a", "<div>", "<script>", "</", "<![CDATA["])
def test_hostile_pages_take_no_time(piece):
    """Markup that never ends is read in time proportional to its length."""
    start = time.process_time()
    page_of(piece * 50_000)
    assert time.process_time() - start < 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(ORDER),
    st.sampled_from([b"", b"PK\3\4", b"%PDF-1.7\n", b"<TEI><text><body>", b"Subject: =?utf-8?q?", b"<p>"]),
    st.binary(max_size=300),
)
def test_random_bytes_never_raise(tmp_path, ending, head, data):
    """Random bytes under any ending give a witness or a line, and nothing else."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(head + data)
    found = read_witnesses([path])
    assert len(found.witnesses) + len(found.left_out) >= 1
    assert all(isinstance(w, Witness) and w.text.strip() for w in found.witnesses)
    assert all(isinstance(x, LeftOut) and str(x).isprintable() for x in found.left_out)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 200_000), st.binary(min_size=1, max_size=20), st.sampled_from(["docx", "pdf", "eml"]))
def test_damaged_letters_never_raise(tmp_path, made, at, noise, form):
    """A letter of ours with some bytes overwritten gives a witness or a line."""
    data = bytearray(made[form])
    at %= len(data)
    data[at : at + len(noise)] = noise
    path = tmp_path / f"a.{form}"
    path.write_bytes(data)
    found = read_witnesses([path])
    assert len(found.witnesses) + len(found.left_out) == 1


@pytest.fixture(scope="module")
def made():
    """A letter in its forms, as bytes."""
    from burdenshare.letters import Writing, open_desk

    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014"))
    return {name.rpartition(".")[2]: data for name, data in at.forms(at.letter("BEL")).items()}
