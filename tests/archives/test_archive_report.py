"""The report of an archive, read as files."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from lxml import html as reader

from burdenshare.archives.report.copies import LISTED, TEXT, Cluster, Member
from burdenshare.archives.report.site import About, clusters_jsonl, write_report
from burdenshare.collation.model import LeftOut
from memory import PEAK

ABOUT = About(
    "archive.jsonl", 900, 90_000, 700, "DuckDB", {"Least words": "8"}, (LeftOut("doc-x", "no text in it"),)
)
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&</style>{{ 7*7 }}'
WORDS = "we ask each of you for a plan before the summit"


def member(name, date="", text=WORDS, start=10, **more):
    """A member of a cluster."""
    return Member(name, start, start + len(text), date, text=text, **more)


def cluster(n, klass="reuse", score=None):
    """A cluster of two documents, the later one reworded."""
    return Cluster(
        f"k{n}",
        klass,
        float(n) if score is None else score,
        (member(f"b{n}", "1966-05-01", WORDS.replace("plan", "date")), member(f"a{n}", "1964")),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A report of 250 reused passages and 120 formulae, given in no order."""
    place = tmp_path_factory.mktemp("archive")
    some = [cluster(n * 7 % 250) for n in range(250)]
    some += [cluster(1000 + n, "formula") for n in range(120)]
    write_report(place, iter(some), ABOUT)
    return place


def tree(path):
    """A page as a tree."""
    return reader.fromstring(path.read_text("utf-8"))


def test_pages_of_a_hundred(folder):
    """Reused passages and formulae stand on pages of their own, a hundred to each."""
    assert sorted(p.name for p in folder.iterdir()) == [
        "clusters-001.html",
        "clusters-002.html",
        "clusters-003.html",
        "documents-001.html",
        "documents-002.html",
        "formulas-001.html",
        "formulas-002.html",
        "index.html",
    ]
    sizes = [len(tree(folder / f"clusters-00{n}.html").xpath("//section")) for n in (1, 2, 3)]
    assert sizes == [100, 100, 50]


def test_highest_score_first(folder):
    """Over all pages the scores descend, in whatever order the clusters came."""
    scores = []
    for n in (1, 2, 3):
        heads = tree(folder / f"clusters-00{n}.html").xpath("//section/h2")
        scores += [float(re.search(r"score ([\d.]+)", h.text_content())[1]) for h in heads]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 250


def test_every_link_leads_somewhere(folder):
    """Every link between the pages finds its page and its place."""
    ids = {p.name: set(tree(p).xpath("//@id")) for p in folder.glob("*.html")}
    for page in ids:
        for link in tree(folder / page).xpath("//a/@href"):
            name, _, place = link.partition("#")
            assert (name or page) in ids, link
            assert not place or place in ids[name or page], link


def test_earliest_stands_on_top(folder):
    """The earliest attestation stands first, and what differs from it is emphasised in the later."""
    first = tree(folder / "clusters-001.html").xpath("//section")[0]
    members = first.xpath("./div")
    assert [m.xpath("string(.//b)") for m in members] == ["a249", "b249"]
    assert members[1].xpath("string(.//em)") == "date"
    assert "10 to 57" in members[0].text_content()


def test_undated_stand_last():
    """Members with a date come before those without one."""
    held = Cluster("k", "reuse", 1.0, (member("a"), member("b", "1966"), member("c", "1961-05")))
    assert [m.id for m in held.earliest_first()] == ["c", "b", "a"]


def test_index_says_what_was_done(folder):
    """The first page says what was compared, how, with what settings, and what was left out."""
    text = tree(folder / "index.html").text_content()
    for words in (
        "900 documents",
        "250 passages are reused",
        "120 formulae recur",
        "DuckDB",
        "Least words",
        "doc-x: no text in it",
    ):
        assert words in text


def test_documents_lead_to_their_clusters(tmp_path):
    """A document's line names every cluster it takes part in, of either class, once each."""
    twice = Cluster("k1", "reuse", 5.0, (member("d"), member("d", start=900), member("e")))
    write_report(tmp_path, [twice, Cluster("k2", "formula", 1.0, (member("d"),))], ABOUT)
    row = tree(tmp_path / "documents-001.html").xpath("//tr[@id='d-d']")[0]
    assert [(a.text_content(), a.get("href")) for a in row.xpath(".//a")] == [
        ("k1", "clusters-001.html#c1"),
        ("k2 (formula)", "formulas-001.html#c1"),
    ]


def test_long_texts_are_cut(tmp_path):
    """A long text is cut to a sane length, with its full length and offsets beside it."""
    text = "word " * 1000
    write_report(tmp_path, [Cluster("k", "reuse", 1.0, (member("a", text=text),))], ABOUT)
    shown = tree(tmp_path / "clusters-001.html").xpath("string(//section/div)")
    assert shown.count("word") == TEXT // 5
    assert "5,000 characters in all" in shown
    assert "10 to 5,010" in shown


def test_a_circular_is_counted_whole(tmp_path):
    """Of a cluster of a thousand copies the page lists some, counts all, and stays small."""
    many = Cluster("k", "reuse", 1.0, tuple(member(f"d{n:04}") for n in range(1000)))
    write_report(tmp_path, [many], ABOUT)
    page = (tmp_path / "clusters-001.html").read_text()
    assert "1,000 attestations" in page
    assert f"{1000 - LISTED:,} in clusters.jsonl alone" in page
    assert page.count("word for word as the earliest") == 19
    assert len(page) < 200_000
    assert tree(tmp_path / "documents-002.html").xpath("count(//tbody/tr)") == 500


def test_nothing_found_is_said(tmp_path):
    """An archive without reuse has its first page all the same."""
    pages = write_report(tmp_path, [], ABOUT)
    assert [p.name for p in pages] == ["index.html"]
    assert "0 passages are reused" in tree(tmp_path / "index.html").text_content()


def test_pages_of_an_earlier_report_go(tmp_path):
    """A smaller report leaves no page of a larger one behind, and nothing of others' is touched."""
    write_report(tmp_path, [cluster(n) for n in range(150)], ABOUT)
    (tmp_path / "clusters-mine.html").write_text("mine")
    (tmp_path / "clusters.jsonl").write_text("kept")
    write_report(tmp_path, [cluster(1)], ABOUT)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "clusters-001.html",
        "clusters-mine.html",
        "clusters.jsonl",
        "documents-001.html",
        "index.html",
    ]


def test_markup_of_an_archive_stays_text(tmp_path):
    """Markup in any field is shown as written; an address that is no web address is no link."""
    bad = HOSTILE
    one = Member(bad, 0, len(bad), bad, bad, bad, "javascript:alert(1)", bad)
    two = Member("x", 0, len(bad) + 2, "", bad, bad, bad, bad + " z")
    write_report(
        tmp_path,
        [Cluster(bad, "reuse", 1.0, (one, two))],
        About(bad, 2, engine=bad, settings={bad: bad}, left_out=(LeftOut(bad, bad),)),
    )
    for path in tmp_path.glob("*.html"):
        page = tree(path)
        assert page.xpath("//img") == []
        assert len(page.xpath("//script")) == (path.name == "index.html")
        assert not [a for a in page.xpath("//@*") if str(a).startswith("javascript:")]
        assert HOSTILE in page.text_content()


def test_jsonl_has_a_line_a_cluster():
    """A line of clusters.jsonl names cluster, class, score and its members, earliest first."""
    lines = list(clusters_jsonl([cluster(3), cluster(4, "formula")]))
    held = [json.loads(line) for line in lines]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert [(h["cluster"], h["class"], h["score"]) for h in held] == [
        ("k3", "reuse", 3.0),
        ("k4", "formula", 4.0),
    ]
    assert held[0]["members"][0] == {
        "id": "a3",
        "start": 10,
        "end": 57,
        "date": "1964",
        "collection": None,
        "url": None,
    }


@pytest.mark.slow
def test_memory_does_not_grow_with_the_archive(tmp_path):
    """Ten times as many clusters take hardly more memory."""
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from burdenshare.archives.report.site import About, write_report\n"
        "from burdenshare.archives.report.copies import Cluster, Member\n"
        "n = int(sys.argv[1])\n"
        "some = (Cluster(f'k{k}', 'reuse', 1.0, tuple(Member(f'd{k}-{j}', 0, 900, text='word ' * 180)"
        " for j in range(3))) for k in range(n))\n"
        "write_report(Path(sys.argv[2]) / str(n), some, About('a', n))\n"
        f"print({PEAK})"
    )

    def peak(n: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", code, str(n), str(tmp_path)], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert peak(10_000) < peak(1_000) + 40 * 1024
