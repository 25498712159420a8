"""TEI: zones, notes behind the text, bytes that lead back; volumes of documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.collation.reading import read_witnesses
from burdenshare.collation.reading.tei import read_tei

VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><title>A volume</title></teiHeader>
<text><front><p>Preface</p></front><body><div type="chapter"><head>Chapter</head>
  <div type="document" xml:id="d1"><head>1. Letter From Strelsau<note n="1">Source: the
      <hi>archive</hi>.</note></head>
    <opener><dateline><placeName>Strelsau</placeName>, <date when="1966-03-02T20:27:00">March 2,
      1966</date>.</dateline><salute>Dear Minister:</salute></opener>
    <list type="to"><head>TO</head><item>The Minister</item></list>
    <p>We gave our <hi rend="italic">word</hi>,<note n="2"><p>In Zenda.</p></note> and
      we<pb n="2"/> keep it &amp; mean “it”.</p>
    <closer><salute>Sincerely,</salute><signed>The Head<lb/>of Government</signed></closer>
  </div>
  <div type="document" xml:id="d2"><p>Second</p><table><row><cell>a</cell><cell>b</cell></row></table></div>
  <div type="document" xml:id="d3"><pb/></div>
</div></body></text></TEI>
"""


def found_in(tmp_path, content=VOLUME, name="vol.xml"):
    """What a volume holds."""
    (tmp_path / name).write_text(content, "utf-8")
    return read_witnesses([tmp_path])


def test_volume_gives_a_witness_a_document(tmp_path):
    """Each document is a witness with zones, date, title; its notes stand behind it."""
    found = found_in(tmp_path)
    first, second = found.witnesses
    assert (first.id, first.date, first.title, first.language, first.collection) == (
        "vol#d1",
        "1966-03-02",
        "1. Letter From Strelsau",
        "en",
        "vol",
    )
    assert first.text.splitlines() == [
        "1. Letter From Strelsau",
        "Strelsau, March 2, 1966.",
        "Dear Minister:",
        "TO",
        "The Minister",
        "We gave our word, and we keep it & mean “it”.",
        "Sincerely,",
        "The Head",
        "of Government",
        "Source: the archive.",
        "In Zenda.",
    ]
    assert [(z.kind, first.text[z.start : z.end].split("\n")[0]) for z in first.zones] == [
        ("heading", "1. Letter From Strelsau"),
        ("dateline", "Strelsau, March 2, 1966."),
        ("salutation", "Dear Minister:"),
        ("address", "TO"),
        ("closing", "Sincerely,"),
        ("signature", "The Head"),
        ("note", "Source: the archive."),
    ]
    assert (second.id, second.text) == ("vol#d2", "Second\na b")
    assert [(x.where.rpartition("/")[2], x.why) for x in found.left_out] == [
        ("vol.xml#d3", "it holds no words")
    ]


def test_one_text_is_one_witness(tmp_path):
    """TEI without documents in it is one witness by the file's stem; the front is no part of it."""
    found = found_in(tmp_path, VOLUME.replace('type="document"', ""))
    (witness,) = found.witnesses
    assert witness.id == "vol"
    assert witness.text.startswith("Chapter\n1. Letter From Strelsau\n")


PARTS = st.lists(
    st.one_of(
        st.text(alphabet="ab é–𝄞\n\t", max_size=6),
        st.sampled_from(
            [
                "&amp;",
                "&#233;",
                "<p>x</p>",
                "<note>n <hi>é</hi></note>",
                "<pb/>",
                "<lb/>",
                "<!-- é -->",
                "<signed>s</signed>",
                "<![CDATA[<é>]]>",
                "\r\n",
                "<choice><sic>q</sic><corr>c</corr></choice>",
            ]
        ),
    ),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(PARTS, st.booleans())
def test_bytes_lead_back(parts, has_mark):
    """Whatever the markup, each character stands in the file at the byte its place names."""
    source = f"<TEI><text><body><p>é{''.join(parts)}</p></body></text></TEI>"
    data = source.encode("utf-8-sig" if has_mark else "utf-8")
    (witness,) = read_tei(data, "a.xml")
    assert "q" not in witness.text
    for offset, character in enumerate(witness.text):
        if not character.isspace():
            place = witness.places.at(offset)
            assert data[place:].startswith((character.encode(), b"&amp;", b"&#233;"))
    assert all(a.end <= b.start for a, b in zip(witness.zones, witness.zones[1:], strict=False))


def test_deep_markup_is_read():
    """A hundred thousand elements within one another end in a text."""
    n = 100_000
    data = f"<TEI><text><body>{'<p>' * n}deep{'</p>' * n}</body></text></TEI>".encode()
    assert read_tei(data, "a.xml")[0].text == "deep"


@pytest.mark.shared
def test_frus_volumes(shared):
    """Five volumes are 1,474 documents, and every byte leads back."""
    folder = shared / "letters" / "frus"
    found = read_witnesses([folder])
    assert len(found.witnesses) == 1474
    noted = sum(z.end - z.start for w in found.witnesses for z in w.zones if z.kind == "note")
    assert abs(sum(len(w.text) for w in found.witnesses) - noted - 7_670_000) < 40_000
    assert sum(bool(w.date) for w in found.witnesses) > 1300
    assert [x.where.rpartition("/")[2] for x in found.left_out] == ["MANIFEST.csv"]
    for witness in found.witnesses[::50]:
        data = (folder / witness.file).read_bytes()
        for offset in range(0, len(witness.text), 97):
            character = witness.text[offset]
            at = witness.places.at(offset)
            assert character.isspace() or data[at:].startswith((character.encode(), b"&"))
