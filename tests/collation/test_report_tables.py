"""A collation as JSON and as a table of spans."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import report_letters as made
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.collation.apparatus import KINDS
from burdenshare.collation.report.differing import marked, same_words
from burdenshare.collation.report.tables import COLUMNS, as_json, spans_csv

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PARTS = st.lists(
    st.builds(made.Part, WORDS, st.sampled_from(["gap", *KINDS]), st.sampled_from(["p1", "p2", "p3"])),
    max_size=12,
)


def rows(collation):
    """The table of spans, read back."""
    return list(csv.DictReader(io.StringIO(spans_csv(collation), newline="")))


def test_json_has_the_form_asked_for():
    """Letters have id, share, score, rank, spans and evidence under the names of the issue."""
    held = json.loads(as_json(made.small()))
    first = held["letters"][0]
    assert (first["id"], first["rank"], first["pointedness"]) == ("DEU", 1, 9.0)
    assert {"start", "end", "kind", "passage", "value"} <= set(first["spans"][0])
    assert {"start", "end", "mark", "weight", "why"} == set(first["evidence"][0])
    assert set(held) == {"letters", "passages", "left_out", "agreements", "notes"}
    assert held["left_out"][0]["where"] == "scan.pdf"


def test_json_says_null_where_a_span_is_no_slot():
    """Value and slot are null but for slots, whose value is the words they stand on."""
    for x in json.loads(as_json(made.small()))["letters"]:
        for s in x["spans"]:
            if s["kind"] == "slot":
                assert s["value"] == x["text"][s["start"] : s["end"]]
            else:
                assert (s["value"], s["slot"], s["recognised"]) == (None, None, None)


def test_json_keeps_passages_with_their_slots():
    """A passage has its wordings with their letters, and its slots with their values."""
    p2 = json.loads(as_json(made.small()))["passages"][1]
    assert p2["text"].endswith("by ⟨s2⟩.")
    assert p2["slots"] == [
        {
            "id": "s2",
            "recognised": "date",
            "values": {"DEU": "2024", "NOR": "2024", "CAN": "2025", "DNK": "2024"},
        }
    ]
    assert p2["alone"] is False
    assert p2["readings"][0]["letters"] == ["DEU", "NOR", "CAN", "DNK"]


def test_json_keeps_outlets_apart():
    """A letter's attestations keep their mode, a conflict its two wordings with their outlets."""
    held = json.loads(as_json(made.witnessed()))
    assert [a["mode"] for a in held["letters"][0]["attestations"]] == [
        "quoted",
        "quoted",
        "quoted",
        "translated",
        "paraphrased",
        "receipt",
    ]
    assert held["letters"][0]["attested_pct"] == 50.0
    conflict = held["agreements"][0]
    assert conflict["conflict"] is True
    assert [r["outlets"] for r in conflict["readings"]] == [["Morning Post"], ["The Gazette"]]


@settings(max_examples=60)
@given(st.lists(PARTS, min_size=1, max_size=4))
def test_json_reads_back(parts):
    """Whatever the words, the JSON reads back with every span in its order and its text."""
    letters = tuple(made.letter(f"x{n}", p, rank=n + 1) for n, p in enumerate(parts))
    held = json.loads(as_json(made.Collation(letters, made.passages_of(letters))))
    for x, read in zip(letters, held["letters"], strict=True):
        assert read["text"] == x.witness.text
        assert [(s["start"], s["end"], s["kind"]) for s in read["spans"]] == [
            (s.start, s.end, s.kind) for s in x.spans
        ]
        ends = [0, *(s["end"] for s in read["spans"])]
        assert all(s["start"] >= end for s, end in zip(read["spans"], ends, strict=False))


def test_csv_has_a_line_a_span():
    """Every span has its line, with the words it stands on."""
    collation = made.small()
    found = rows(collation)
    assert tuple(found[0]) == COLUMNS
    assert len(found) == sum(len(x.spans) for x in collation.letters)
    slot = next(r for r in found if r["slot"] == "s1")
    assert (slot["letter"], slot["value"], slot["recognised"], slot["words"]) == (
        "DEU",
        "Chancellor Merkel",
        "leader",
        "Chancellor Merkel",
    )


@pytest.mark.parametrize("bad", ["=1+1", "+cmd()", "-cmd()", "@SUM(A1)", "\tx", "\r=1"])
def test_csv_holds_no_formula(bad):
    """No cell begins as a formula, whatever a letter says or is called."""
    x = made.letter(bad, [made.Part(bad, "slot", "p1", "s1")])
    line = rows(made.Collation((x,), ()))[0]
    assert all(not v.startswith(("=", "+", "-", "@", "\t", "\r")) for v in line.values())
    assert line["words"] == "'" + bad


def test_csv_leaves_numbers_alone():
    """A value that is a number stays one."""
    x = made.letter("x", [made.Part("-0.76", "slot", "p1", "s1")])
    assert rows(made.Collation((x,), ()))[0]["value"] == "-0.76"


@given(st.text("ab .⟨⟩\n", max_size=30), st.text("ab .⟨⟩\n", max_size=30))
def test_comparison_loses_nothing(text, other):
    """The stretches of a comparison put together are the text, and none differs from itself."""
    assert "".join(words for words, _, _ in marked(text, other)) == text
    assert not any(differs or gone for _, differs, gone in marked(text, text))
    assert same_words(text, text)


def test_doctests():
    """The examples in the docstrings of the reports hold."""
    import doctest
    import importlib

    import burdenshare.collation.report as package

    names = sorted(p.stem for p in Path(package.__file__).parent.glob("*.py"))
    ran = [
        doctest.testmod(importlib.import_module(f"{package.__name__}.{n}")) for n in names if n != "__init__"
    ]
    assert sum(r.attempted for r in ran) >= 10
    assert sum(r.failed for r in ran) == 0
