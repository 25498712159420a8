"""The verb `collate`: what it writes, what it prints, how it fails."""

from __future__ import annotations

import csv
import json
import random
import zipfile

import pytest

import burdenshare
from burdenshare.errors import CollationError

OPENING = "We meet in July to take stock of what our governments agreed in Wales."
FIGURE = "The edition of June puts {name}'s defence expenditure at {share} per cent of output."
REQUEST = "I ask you to say in which year {name} will reach the level."
LETTERS = {
    "CAN": ("Canada", "1.37", "Canadian crews have flown over the Baltic states since spring."),
    "NOR": ("Norway", "1.64", "The new frigates were paid for in the years when oil was cheap."),
    "DNK": ("Denmark", "1.39", "Danish ships guard the convoys of the north."),
}
CIRCULAR = " ".join(f"paragraph{k} of the circular asks posts to report by cable" for k in range(12))


def letter(ally: str) -> str:
    """A letter of three shared sentences and one of its own."""
    name, share, own = LETTERS[ally]
    said = (OPENING, FIGURE.format(name=name, share=share), own, REQUEST.format(name=name))
    return "Dear Prime Minister,\n\n" + " ".join(said) + "\n\nYours sincerely,\nThe Chair\n"


@pytest.fixture
def folder(tmp_path):
    """A folder of three letters."""
    home = tmp_path / "letters"
    home.mkdir()
    for ally in LETTERS:
        (home / f"{ally}.txt").write_text(letter(ally), "utf-8")
    return home


def own_words(seed):
    """Sixty made-up words in an order of their own."""
    rng = random.Random(seed)  # noqa: S311  no secret
    return " ".join("".join(rng.choices("abdefgiklmnoprstuvz", k=7)) for _ in range(60)) + "."


def archive(path, count, *, first=0):
    """Write an archive in which every second document holds one circular."""
    rows = [
        {
            "id": f"d{k}",
            "date": f"1966-03-{k % 28 + 1:02}",
            "text": own_words(f"before {k}")
            + (f" {CIRCULAR}. " if k % 2 == 0 else " ")
            + own_words(f"after {k}"),
        }
        for k in range(first, first + count)
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return {r["id"]: r["text"] for r in rows}


def rows_of(path):
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_collate_writes_three_files(run, folder, tmp_path):
    """`collate FOLDER --out DIR` writes the JSON, the page and the spans, and prints a table."""
    done = run("collate", str(folder), "--out", str(tmp_path / "out"))
    assert done.status == 0, done.err
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"collation.json", "collation.html", "spans.csv"}
    assert "3 letters" in done.out
    assert all(ally in done.out for ally in LETTERS)


def test_json_keeps_its_contract(run, folder, tmp_path):
    """Letters carry spans and evidence with offsets of their own text; slots have their values."""
    run("collate", str(folder), "--out", str(tmp_path / "out"))
    held = json.loads((tmp_path / "out" / "collation.json").read_text("utf-8"))
    assert [x["id"] for x in held["letters"]] == sorted(LETTERS)
    for each in held["letters"]:
        text, (name, share, own) = letter(each["id"]), LETTERS[each["id"]]
        assert {"tailored_pct", "pointedness", "rank", "spans", "evidence"} <= set(each)
        assert {s["kind"] for s in each["spans"]} <= {"shared", "slot", "tailored", "variant"}
        slots = [s for s in each["spans"] if s["kind"] == "slot"]
        assert [s["value"] for s in slots] == [name, share, name]
        assert all(text[s["start"] : s["end"]] == s["value"] for s in slots)
        tailored = [text[s["start"] : s["end"]] for s in each["spans"] if s["kind"] == "tailored"]
        assert tailored == [own]


def test_zip_and_folder_give_the_same(folder, tmp_path):
    """A zip of letters collates as the folder does."""
    packed = tmp_path / "letters.zip"
    with zipfile.ZipFile(packed, "w") as z:
        for path in folder.iterdir():
            z.write(path, path.name)
    rows = burdenshare.collate(folder).rows
    assert burdenshare.collate(packed).rows == rows
    assert len(rows) == 3


def test_spans_csv_leads_to_the_words(run, folder, tmp_path):
    """Each line of spans.csv gives offsets at which its words stand in the letter."""
    run("collate", str(folder), "--out", str(tmp_path / "out"))
    with (tmp_path / "out" / "spans.csv").open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    assert len(lines) >= 12
    for line in lines:
        words = letter(line["letter"])[int(line["start"]) : int(line["end"])]
        assert line["words"] == words


def test_what_is_left_out_is_said(run, folder, tmp_path):
    """An empty file is named on standard error, and the other letters are collated."""
    (folder / "empty.txt").write_text("", "utf-8")
    done = run("collate", str(folder), "--out", str(tmp_path / "out"))
    assert done.status == 0
    assert len([ln for ln in done.err.splitlines() if "empty.txt" in ln]) == 1
    assert "3 letters" in done.out


def test_a_damaged_pdf_is_one_line(run, folder, tmp_path):
    """A PDF that breaks off costs one line on standard error, and no word of its reader's."""
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken off")
    done = run("collate", str(folder))
    assert done.status == 0
    assert len(done.err.strip().splitlines()) == 1
    assert "broken.pdf: the PDF is damaged" in done.err


def test_two_documents_may_share_a_sentence(run, tmp_path):
    """In the smallest archive a sentence that both documents hold is reuse."""
    said = "the committee asks each government to name the year in which it reaches the level"
    rows = [{"id": f"d{k}", "text": f"{own_words(k)} {said}. {own_words(k + 5)}"} for k in (1, 2)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"))
    (span,) = rows_of(tmp_path / "out" / "spans.jsonl")
    assert span["class"] == "reuse"
    assert rows[0]["text"][span["a_start"] : span["a_end"]] == said


def test_excerpts_are_witnesses(run, shared, tmp_path):
    """The table of June 2018 collates: Germany's letter is the most pointed, with its words."""
    table = shared / "letters" / "june-2018-excerpts.csv"
    done = run("collate", str(table), "--out", str(tmp_path), "--format", "json")
    assert done.status == 0, done.err
    first = json.loads(done.out)["rows"][0]
    assert (first["letter"], first["rank"]) == ("DEU", 1)
    assert first["strongest"]


def test_archive_finds_the_circular(run, tmp_path):
    """An archive's circular is one cluster, with offsets into the given texts; class reuse."""
    texts = archive(tmp_path / "a.jsonl", 60)
    done = run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"))
    assert done.status == 0, done.err
    clusters = rows_of(tmp_path / "out" / "clusters.jsonl")
    assert len(clusters) == 1
    assert (clusters[0]["class"], len(clusters[0]["members"])) == ("reuse", 30)
    for span in rows_of(tmp_path / "out" / "spans.jsonl"):
        for side in "ab":
            words = texts[span[side]][span[f"{side}_start"] : span[f"{side}_end"]]
            assert CIRCULAR in words
            assert len(words) < len(CIRCULAR) + 30
    dates = [m["date"] for m in clusters[0]["members"]]
    assert dates == sorted(dates)
    assert (tmp_path / "out" / "index.html").is_file()


def test_since_adds_documents(run, tmp_path):
    """`--since` keeps the earlier pairs as they were and adds those of the new documents."""
    archive(tmp_path / "a.jsonl", 40)
    archive(tmp_path / "b.jsonl", 20, first=40)
    first, second = tmp_path / "one", tmp_path / "two"
    options = ("--threshold", "20")
    run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(first), *options)
    done = run(
        "collate",
        "--archive",
        str(tmp_path / "b.jsonl"),
        "--out",
        str(second),
        "--since",
        str(first),
        *options,
    )
    assert done.status == 0, done.err
    assert "60 documents, 20 of them new" in done.out
    old = (first / "spans.jsonl").read_text("utf-8").splitlines()
    new = (second / "spans.jsonl").read_text("utf-8").splitlines()
    assert set(old) < set(new)
    (cluster,) = rows_of(second / "clusters.jsonl")
    assert len(cluster["members"]) == 30


def test_same_archive_again_gives_the_same(run, tmp_path):
    """A finished run done again writes the same spans."""
    archive(tmp_path / "a.jsonl", 30)
    command = ("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"))
    run(*command)
    before = (tmp_path / "out" / "spans.jsonl").read_bytes()
    assert run(*command).status == 0
    assert (tmp_path / "out" / "spans.jsonl").read_bytes() == before
    assert before


def test_archive_of_other_texts_starts_anew(run, tmp_path):
    """Another archive into the same folder leaves nothing of the first."""
    archive(tmp_path / "a.jsonl", 30)
    archive(tmp_path / "b.jsonl", 10, first=100)
    run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"))
    done = run("collate", "--archive", str(tmp_path / "b.jsonl"), "--out", str(tmp_path / "out"))
    assert done.out.splitlines()[-1].startswith("10 documents:")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--archive", "none.jsonl", "--out", "o"), "there is no 'none.jsonl'"),
        (("--archive", "a.jsonl", "--out", "o", "--memory", "much"), "no amount of memory"),
        (("--archive", "a.jsonl", "--out", "o", "--min-words", "0"), "min-words is below 1"),
        (("--archive", "a.jsonl", "--out", "o", "--since", "nowhere"), "no finished run"),
        (("--archive", "a.jsonl", "--out", "o", "--threshold", "nan"), "threshold is no number"),
        (("--archive", "a.jsonl", "--out", "o", "--memory", "64MB"), "memory is below 256MiB"),
        (("--archive", "a.jsonl", "--out", "a.jsonl"), "a file stands where the report should go"),
        (("t.csv",), "the table has no column 'excerpt_id'"),
        (("nowhere",), "nowhere"),
    ],
)
def test_refusals_are_one_line(run, tmp_path, options, said):
    """What cannot be collated is refused in one line that says what is wrong."""
    archive(tmp_path / "a.jsonl", 4)
    (tmp_path / "t.csv").write_text("id,text\n1,We agreed in Wales.\n", "utf-8")
    done = run("collate", *options, cwd=tmp_path)
    assert done.status == 1
    assert len(done.err.strip().splitlines()) == 1
    assert said in done.err


@pytest.mark.parametrize(
    "options", [(), ("letters", "--archive", "a.jsonl", "--out", "o"), ("--archive", "a")]
)
def test_wrong_usage_is_status_2(run, options):
    """Letters and an archive at once, neither, or an archive without --out is wrong usage."""
    assert run("collate", *options).status == 2


def test_one_document_has_no_other(run, tmp_path):
    """An archive of one document is said to have nothing to compare it with."""
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "We agreed in Wales."}', "utf-8")
    done = run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "o"))
    assert done.status == 0
    assert "1 document: there is no other to compare it with" in done.out


def test_offsets_count_code_points(run, tmp_path):
    """Offsets count code points, also behind characters that take two units elsewhere."""
    said = "each government names the year in which it will reach the level agreed in Wales"
    rows = [{"id": f"d{k}", "text": f"\U0001f5fa\U0001f1e9 {own_words(k)} {said}. é"} for k in (1, 2)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    run("collate", "--archive", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"))
    (span,) = rows_of(tmp_path / "out" / "spans.jsonl")
    assert rows[0]["text"][span["a_start"] : span["a_end"]].startswith(said)
    assert rows[1]["text"][span["b_start"] : span["b_end"]].startswith(said)


def test_no_engine_of_that_name(tmp_path):
    """An engine that is none is refused by name."""
    with pytest.raises(CollationError, match="'flink' is no engine"):
        burdenshare.collate(archive=tmp_path, out=tmp_path / "o", engine="flink")
