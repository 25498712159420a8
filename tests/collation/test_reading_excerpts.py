"""Tables of excerpts."""

from __future__ import annotations

import pytest

from burdenshare.collation.reading import is_excerpts, read_excerpts
from burdenshare.collation.reading.excerpts import REQUIRED
from burdenshare.errors import CollationError

ROW = {
    "excerpt_id": "x1",
    "letter_date": "2018-06",
    "recipient_iso3": "BEL",
    "excerpt": "We, all.",
    "language": "en",
    "translation": "no",
    "source": "A paper",
    "extra": "?",
    "note": " n ",
}


def table(path, *rows, columns=tuple(ROW)):
    """A table of excerpts."""
    import csv

    with path.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_excerpts_read_by_name(tmp_path):
    """Columns stand in any order, further ones are passed over, optional ones may be missing."""
    path = table(tmp_path / "e.csv", ROW, columns=tuple(reversed(ROW)))
    assert is_excerpts(path)
    (excerpt,) = read_excerpts(path).excerpts
    assert (excerpt.id, excerpt.text, excerpt.mode, excerpt.outlet, excerpt.note, excerpt.url) == (
        "x1",
        "We, all.",
        "quoted",
        "A paper",
        "n",
        "",
    )


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_column_refuses(name, tmp_path):
    """A missing column is named, with the one nearest to it."""
    columns = [f"{c}s" if c == name else c for c in ROW]
    path = table(tmp_path / "e.csv", columns=columns)
    assert is_excerpts(path)
    with pytest.raises(CollationError, match=f"no column '{name}'") as refused:
        read_excerpts(path)
    assert refused.value.mend == f"rename '{name}s' to '{name}'"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"translation": "perhaps"}, "'perhaps' is no kind of translation"),
        ({"excerpt": ""}, "the excerpt is empty"),
        ({"excerpt_id": "x1"}, "the excerpt_id 'x1' stands above"),
        ({"recipient_iso3": ""}, "it names no excerpt_id or no recipient"),
    ],
)
def test_bad_rows_are_left_out(change, why, tmp_path):
    """A row that says nothing usable is left out with its line."""
    path = table(tmp_path / "e.csv", ROW, {**ROW, "excerpt_id": "x2", **change})
    found = read_excerpts(path)
    assert [e.id for e in found.excerpts] == ["x1"]
    assert found.left_out[0].where == "e.csv, line 3"
    assert found.left_out[0].why.startswith(why)


def test_receipts_need_no_words(tmp_path):
    """A receipt without words is kept."""
    path = table(tmp_path / "e.csv", {**ROW, "translation": "receipt-only", "excerpt": ""})
    assert [e.mode for e in read_excerpts(path).excerpts] == ["receipt"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b\n", b"excerpt\xff,x\n", b'excerpt_id,"x', b"a\0"])
def test_tables_that_are_none_refuse(content, tmp_path):
    """A file that is no such table is told as none, and refused when read."""
    path = tmp_path / "e.csv"
    path.write_bytes(content)
    assert not is_excerpts(path)
    with pytest.raises(CollationError) as refused:
        read_excerpts(path)
    assert refused.value.mend or "NUL" in refused.value.message


@pytest.mark.shared
def test_june_2018(shared):
    """The 42 excerpts are read: quotations, translations, a paraphrase and receipts."""
    path = shared / "letters" / "june-2018-excerpts.csv"
    found = read_excerpts(path)
    assert is_excerpts(path)
    assert (len(found.excerpts), found.left_out) == (42, ())
    modes = [e.mode for e in found.excerpts]
    assert [modes.count(m) for m in ("quoted", "translated", "paraphrased", "receipt")] == [24, 13, 1, 4]
