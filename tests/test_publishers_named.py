"""Whose figures they are is said everywhere, in the grammar of each language."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pypdf
import pytest

from burdenshare import approve_letters, cite, compose_letters, pack, revisions, verify_letter
from burdenshare.document import issued
from burdenshare.document.reading import read
from burdenshare.errors import TermsError
from burdenshare.publishers.readers import READ, reader_of
from burdenshare.terms import describe_publishers, find_publisher
from burdenshare.verbs.drawing import revision_chart
from burdenshare.verbs.options import open_record

SRC = Path(__file__).parents[1] / "src" / "burdenshare"
SIPRI = {"source": "sipri", "pledge": "wales-2014", "year": 2023, "as_of": "2025-08-30"}
PROPER = r"[Nn]ot affiliated with NATO|Sans lien avec l’OTAN|Ohne Verbindung zur NATO"
"""The alliance by its proper name, on every page."""
AGREED = r"defence expenditure as NATO defines it|expenditure as NATO defines it|au sens de l’OTAN|wie die NATO sie definiert"
"""Whose definition it is that was agreed on."""
QUOTED = r"in NATO summit|as NATO prints and counts it|NATO.s own copy"
"""Titles of sources of plans, and the rules of a pledge, which are the alliance's."""


def unnamed(text: str) -> list[str]:
    """Mentions of NATO in a text from another publisher's record that say more than they may."""
    rest = re.sub(f"{PROPER}|{AGREED}|{QUOTED}", "", " ".join(text.split()))
    return [rest[max(0, m.start() - 60) : m.end() + 20] for m in re.finditer("NATO|OTAN", rest)]


@pytest.mark.parametrize(
    ("name", "language", "genitive", "subject"),
    [
        ("nato", "en", "NATO's", "NATO"),
        ("nato", "fr", "de l’OTAN", "l’OTAN"),
        ("nato", "de", "der NATO", "die NATO"),
        ("sipri", "en", "SIPRI's", "SIPRI"),
        ("sipri", "fr", "du SIPRI", "le SIPRI"),
        ("sipri", "de", "von SIPRI", "SIPRI"),
        ("worldbank", "en", "the World Bank's", "the World Bank"),
        ("worldbank", "fr", "de la Banque mondiale", "la Banque mondiale"),
        ("worldbank", "de", "der Weltbank", "die Weltbank"),
        ("imf_weo", "en", "the IMF's", "the IMF"),
        ("imf_weo", "fr", "du FMI", "le FMI"),
        ("imf_weo", "de", "des IWF", "der IWF"),
    ],
)
def test_names_have_grammar(name, language, genitive, subject):
    """Each publisher is named in the cases of each language."""
    named = find_publisher(name).names[language]
    assert (named.genitive, named.subject) == (genitive, subject)


def test_readers_are_of_described_publishers():
    """Whoever's files we read is described, with page and licence."""
    assert callable(reader_of("table"))
    for name in set(READ) - {"table"}:
        assert callable(reader_of(name))
        publisher = find_publisher(name)
        assert publisher.page.startswith("https://")
        assert publisher.licence
        assert publisher.english.name != name.upper() or name in {"nato", "sipri"}


def test_a_user_names_a_table(tmp_path):
    """A description beside a user's record goes before the built-in one, key by key."""
    file = tmp_path / "publishers.toml"
    file.write_text(
        '[ministry]\n[ministry.en]\nname = "Ministry of Finance"\n[ministry.de]\nits = "seiner"\n'
    )
    open_record(tmp_path / "own.sqlite")
    assert find_publisher("ministry").english.genitive == "Ministry of Finance's"
    assert find_publisher("ministry").names["fr"].genitive == "de MINISTRY"
    file.write_text('[ministry]\ncolour = "red"\n')
    with pytest.raises(TermsError, match="'colour' is no key"):
        describe_publishers(file)
    file.write_text('[ministry]\ndated = "week"\n')
    with pytest.raises(TermsError, match="dated = week"):
        describe_publishers(file)
    assert find_publisher("table").english.genitive == "the sender's own"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "SIPRI's edition of 28 April 2025 puts Luxembourg's defence expenditure in 2023 at"),
        (
            "fr",
            "L’édition du SIPRI du 28 avril 2025 donne pour les dépenses de défense du Luxembourg en 2023",
        ),
        (
            "de",
            "SIPRI gibt in seiner Ausgabe vom 28. April 2025 die Verteidigungsausgaben Luxemburgs im Jahr 2023",
        ),
    ],
)
def test_letter_from_sipri(language, sentence, sipri_record, tmp_path):
    """A letter from SIPRI's record names SIPRI and the difference once, agrees and is approved."""
    kit = tmp_path / "desk"
    options = {**SIPRI, "record": sipri_record, "language": language, "recipients": "LUX,DEU,ISL"}
    compose_letters(out=kit / "drafts", kit=_kit(kit), **options)
    for ally in ("LUX", "DEU", "ISL"):
        text = read(kit / "drafts" / f"{ally}.html")
        body = " ".join(p.text for p in text.paragraphs)
        notes = " ".join(text.notes)
        assert unnamed(f"{body} {notes}") == []
        difference = find_publisher("sipri").names[language].difference
        assert body.count(difference) == (0 if ally == "ISL" else 1)
        checked = verify_letter(kit / "drafts" / f"{ally}.html", kit=kit, record=sipri_record)
        assert checked.more["wrong"] == 0
    body = " ".join(p.text for p in read(kit / "drafts" / "LUX.html").paragraphs)
    assert sentence in body
    rows = approve_letters(["LUX", "DEU"], by="the sender", kit=kit, record=sipri_record).rows
    assert [r.state for r in rows] == ["approved", "approved"]


def _kit(folder):
    from burdenshare import init_letters

    init_letters(folder)
    return folder


def test_pack_from_sipri(sipri_record, tmp_path):
    """Page, brief, charts, figures and briefs of a pack from SIPRI's record say SIPRI."""
    out = tmp_path / "pack"
    pack(**SIPRI, recipients="LUX,DEU", out=out, record=sipri_record)
    words = r"<style>.*?</style>|<[^>]+>"
    page = html.unescape(re.sub(words, " ", (out / "index.html").read_text("utf-8"), flags=re.DOTALL))
    texts = [page, *(p.read_text("utf-8") for p in out.glob("charts/*.svg"))]
    texts += [(out / "figures.csv").read_text("utf-8")]
    for path in (out / "brief.pdf", *out.glob("briefs/*.pdf"), *out.glob("letters/*.pdf")):
        texts.append(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages))
    for text in texts:
        assert unnamed(text) == []
    assert "SIPRI, edition of 28 April 2025" in texts[0]
    assert "credit SIPRI when you use them" in page
    assert page.count(find_publisher("sipri").english.difference) == 1
    assert json.loads((out / "manifest.json").read_text("utf-8"))["source"] == "sipri"


def test_nato_needs_no_difference(tmp_path):
    """A letter from NATO's record says nothing of another definition."""
    kit = _kit(tmp_path / "desk")
    compose_letters(kit=kit, pledge="wales-2014", as_of="2018-07-11", recipients="DEU")
    body = " ".join(p.text for p in read(kit / "drafts" / "DEU.html").paragraphs)
    assert "NATO's edition of 10 July 2018" in body
    assert "as NATO defines it" not in body


def test_chart_and_citation_name_the_publisher(sipri_record, tmp_path):
    """A chart of revisions and a citation from SIPRI's record name SIPRI."""
    found = revisions("NOR", source="sipri", as_of="2026-01-01", record=sipri_record)
    svg = revision_chart(found, 2016, tmp_path / "chart.svg").read_text("utf-8")
    assert "SIPRI" in svg
    assert unnamed(svg) == []
    sentence = cite("gap.sipri.wales-2014.LUX.2023@2025-08-30", record=sipri_record)
    assert "SIPRI, edition of 28 April 2025, sheet Share of GDP, cell " in sentence
    assert unnamed(sentence) == []


def test_imf_editions_are_of_a_month():
    """An edition of the IMF's is named by its month: no day of it is known."""
    sentence = cite("value.imf_weo.gdp_growth.DEU.2024@2024-07-09")
    assert "IMF, World Economic Outlook, edition of April 2024" in sentence
    assert issued("imf_weo", date(2024, 4, 30), "fr", "of") == "d’avril 2024"
    assert issued("imf_weo", date(2024, 3, 31), "fr", "of") == "de mars 2024"
    assert issued("nato", date(2024, 4, 1), "fr", "of") == "du 1er avril 2024"


TEMPLATES = [
    *SRC.glob("letters/kit/passages/*.toml"),
    *SRC.glob("packs/*.py"),
    *SRC.glob("packs/templates/*"),
    *SRC.glob("document/*.py"),
    *SRC.glob("document/*.toml"),
    SRC / "document/notes.py",
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_publisher_stands_in_the_words(path):
    """Words of letters, briefs, pages and notes hold no name of NATO but the alliance's proper one."""
    assert re.findall("NATO|OTAN", re.sub(PROPER, "", path.read_text("utf-8"))) == []
