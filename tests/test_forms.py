"""The forms of a letter, each opened by a real reader."""

from __future__ import annotations

import email
import io
import json
import subprocess
import zipfile
from datetime import UTC, date, datetime
from email import policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare import figure
from burdenshare.correspondence.findings import findings, same_number
from burdenshare.document import Document, Paragraph, Text, docx, eml, html, plain_text, typst
from burdenshare.document.forms import as_docx, as_html, as_pdf
from burdenshare.document.reading import read
from burdenshare.document.stored import restore
from burdenshare.errors import DocumentError, LetterError
from burdenshare.letters import Writing, open_desk


@pytest.fixture(scope="module", params=["en", "fr", "de"])
def letter(request):
    """Belgium's letter of July 2024 in each language: many notes, every kind of figure."""
    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014", language=request.param))
    return at.letter("BEL")


@pytest.fixture(scope="module")
def files(letter, tmp_path_factory):
    """Its forms as files."""
    folder = tmp_path_factory.mktemp("forms")
    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014", language=letter.document.language))
    for name, content in at.forms(letter).items():
        (folder / name).write_bytes(content)
    return folder


def marks(found):
    """The numbers of a letter as it was read."""
    return [m for p in found.paragraphs for m in p.runs if m.figure]


def test_docx_reads_back(letter, files):
    """A DOCX names the figure of each number, its language, and for whom it was written."""
    found = read(files / "BEL.docx")
    assert [(m.figure, m.text) for m in marks(found)] == [
        (n.figure.id, n.text.replace("\u00a0", " ")) for n in letter.document.numbers()
    ]
    assert (found.language, found.meta["ally"], found.meta["as_of"]) == (
        letter.document.language,
        "BEL",
        "2024-07-09",
    )
    assert len(found.notes) == len(letter.document.noted())


def test_html_reads_back(letter, files):
    """The page says the same as the DOCX; notes and derivations are none of its words."""
    page, word = read(files / "BEL.html"), read(files / "BEL.docx")
    body = [p.text for p in page.paragraphs if p.role == "body"]
    assert body == [p.text for p in word.paragraphs if p.role == "body"]
    assert page.language == letter.document.language


@pytest.mark.libreoffice
def test_libreoffice_round_trip(files, soffice, tmp_path):
    """Saved again by LibreOffice a letter has the same words, figures, native footnotes and styles."""
    soffice(files / "BEL.docx", "docx:MS Word 2007 XML", tmp_path)
    before, after = read(files / "BEL.docx"), read(tmp_path / "BEL.docx")
    assert [p.runs for p in after.paragraphs] == [p.runs for p in before.paragraphs]
    assert [p.role for p in after.paragraphs] == [p.role for p in before.paragraphs]
    assert after.notes == before.notes
    assert after.meta == before.meta
    assert after.language == before.language
    with zipfile.ZipFile(tmp_path / "BEL.docx") as archive:
        assert archive.read("word/document.xml").count(b"<w:footnoteReference") == len(before.notes)


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_docx_prints_on_one_page(files, soffice, pdftotext, tmp_path):
    """LibreOffice prints the DOCX on one page with its notes at the foot."""
    soffice(files / "BEL.docx", "pdf", tmp_path)
    done = subprocess.run(
        [pdftotext, "-layout", tmp_path / "BEL.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\f") == 1
    assert "TABLE8a!N12" in done.stdout


def test_pdf_is_tagged(letter, files):
    """The PDF says PDF/UA-1 and PDF/A-2a, its language and title, and tags paragraphs and notes."""
    import pikepdf

    with pikepdf.open(files / "BEL.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == letter.document.language
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert meta["dc:title"] == letter.document.title
        tags = {
            str(o.S)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/S" in o and o.get("/Type") == pikepdf.Name.StructElem
        }
    assert {"/Document", "/P", "/Note", "/Link"} <= tags


def test_mail_has_three_parts(files):
    """Python's parser finds plain text, HTML and PDF, the language, and that it is a draft."""
    message = email.message_from_bytes((files / "BEL.eml").read_bytes(), policy=policy.default)
    assert [p.get_content_type() for p in message.walk() if not p.is_multipart()] == [
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert not message.defects
    assert message["Content-Language"] in {"en", "fr", "de"}
    assert message["From"].addresses[0].domain == "burdenshare.invalid"
    assert message["X-Unsent"] == "1"
    assert any(w in message["Subject"] for w in ("DRAFT", "PROJET", "ENTWURF"))
    text = message.get_body(("plain",)).get_content()
    assert "[1]" in text
    assert "TABLE3!N12" in text


def test_every_form_says_draft(letter, files):
    """Until it is approved a letter says in each form that it is a draft."""
    mark = letter.document.blocks[0].runs[0].text
    assert mark in (files / "BEL.html").read_text()
    assert read(files / "BEL.docx").paragraphs[0].text == mark
    assert mark.split(",")[0] in (files / "BEL.eml").read_bytes().decode("ascii").replace("=\r\n", "")


def test_forms_are_deterministic(letter, files):
    """The same letter gives the same bytes in every form."""
    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014", language=letter.document.language))
    for name, content in at.forms(at.letter("BEL")).items():
        assert content == (files / name).read_bytes(), name


@pytest.mark.browser
def test_figure_leads_to_its_derivation(files, chromium):
    """In a browser each figure is a link to its derivation in the page itself, scripts or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(java_script_enabled=False)
        page.goto((files / "BEL.html").as_uri())
        links = page.locator("p.body a.figure")
        targets = [links.nth(k).get_attribute("href") for k in range(links.count())]
        ids = {
            page.locator("aside section").nth(k).get_attribute("id")
            for k in range(page.locator("aside section").count())
        }
        browser.close()
    assert targets
    assert {t.removeprefix("#") for t in targets} <= ids


def edited(path, target, *changes):
    """A DOCX with words of its text changed, as an editor would."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for before, after in changes:
                    assert before.encode() in content
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return target


def verified(path):
    """What verification says of a file."""
    return list(findings(read(path), lambda n: figure(n)[0], ally="BEL", as_of=date(2024, 7, 9)))


def test_verify_agrees_with_what_was_written(files):
    """Every number of an unchanged letter agrees, in HTML and DOCX."""
    for name in ("BEL.html", "BEL.docx"):
        found = verified(files / name)
        assert len(found) >= 10
        assert all(f.agrees for f in found)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (("1.30\u00a0per\u00a0cent", "1.31\u00a0per\u00a0cent"), "differs"),
        (("It is among the gaps", "It is one of three gaps"), "unbound"),
        (("4.6\u00a0billion", "4.6\u00a0million"), "differs"),
        (("4.6\u00a0billion", "5\u00a0billion"), "differs"),
    ],
)
def test_verify_finds_what_was_changed(change, status, tmp_path):
    """A number changed by hand, or typed in without a figure, is found and named."""
    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014"))
    path = tmp_path / "BEL.docx"
    path.write_bytes(as_docx(at.letter("BEL").document, link="#"))
    wrong = [f for f in verified(edited(path, tmp_path / "edited.docx", change)) if not f.agrees]
    assert [f.status for f in wrong] == [status]
    assert wrong[0].where.startswith("paragraph ")


def page(figure_id, text):
    """A letter to Belgium with one number."""
    return (
        '<html lang="en"><head><meta name="burdenshare.ally" content="BEL"></head><body><main>'
        f'<p>It is <a href="x.html#{figure_id}">{text}</a>.</p></main></body></html>'
    )


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("value.nato.share_of_gdp.DEU.2024@2024-07-09", "2.12 per cent", "foreign"),
        ("value.nato.share_of_gdp.BEL.2024@2026-08-01", "1.29 per cent", "later"),
    ],
)
def test_verify_finds_foreign_and_later_figures(name, text, status, tmp_path):
    """Another ally's figure, or one from a later edition, is found though its number is right."""
    found, _ = figure(name)
    path = tmp_path / "x.html"
    path.write_text(page(found.id, text))
    assert [f.status for f in verified(path)] == [status]


def test_verify_finds_a_changed_record(tmp_path):
    """A figure whose check is not the record's any more is named as changed, an odd id as unknown."""
    path = tmp_path / "x.html"
    path.write_text(page("value.nato.share_of_gdp.BEL.2024@2024-07-09~0000", "1.30 per cent"))
    assert [f.status for f in verified(path)] == ["changed"]
    path.write_text(page("nothing.at.all@2024-07-09~0000", "1.30 per cent"))
    assert [f.status for f in verified(path)] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "expected", "same"),
    [
        ("27 billion dollars", "27 billion dollars", True),
        ("1.234,5 Prozent", "1.234,5 Prozent", True),
        ("1,24 %", "1,24\u202f%", True),
        ("2 per cent", "2.0 per cent", True),
        ("1.2 per cent", "1.24 per cent", False),
        ("27 million dollars", "27 billion dollars", False),
    ],
)
def test_numbers_compare_by_value(text, expected, same):
    """A number agrees if it has the value and the scale that the record gives, to the last digit."""
    assert same_number(text, expected) is same


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\0\1\2", b"PK\3\4broken", b"PK"])
def test_other_files_refuse(content, tmp_path):
    """A file that is no letter ends in one clear line."""
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as refused:
        read(path)
    assert refused.value.mend


def test_entities_refuse(tmp_path):
    """A DOCX that declares entities is refused and nothing is resolved."""
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
        )
    with pytest.raises(DocumentError, match="entities"):
        read(path)


NASTY = '<script>alert(1)</script> #eval("x") \u202eabc\u202c e\u0301 *bold* =1+1 \\ " $x$ @y'


def test_foreign_text_stays_text(tmp_path):
    """Markup, typst code, formulas, right-to-left and combining characters are printed as they are."""
    document = Document(
        NASTY,
        "letter",
        (Paragraph((Text(NASTY),), "address"),),
        foot=NASTY,
        meta={"as_of": "2024-07-09", "author": NASTY},
    )
    page = as_html(document)
    assert "<script>" not in page
    path = tmp_path / "x.docx"
    path.write_bytes(as_docx(document, link="#"))
    assert read(path).paragraphs[0].text == NASTY
    assert "script" in plain_text.render(document, {})
    import pypdf

    text = pypdf.PdfReader(io.BytesIO(as_pdf(document))).pages[0].extract_text()
    assert "#eval" in text


@pytest.mark.parametrize("place", ["role", "level", "language", "title", "foot", "meta", "head", "text"])
def test_stored_text_never_becomes_markup(place):
    """Whatever stands in a stored document, of an older version or edited by hand, its page holds no tag of it."""
    content = {
        "title": "t",
        "kind": "letter",
        "foot": "",
        "language": "en",
        "meta": {"as_of": "2024-07-09"},
        "blocks": [
            {"role": "body", "runs": [{"text": "x"}]},
            {"heading": "h", "level": 2},
            {"head": ["a"], "rows": [[[{"text": "y"}]]], "right": [False], "caption": ""},
        ],
    }
    nasty = 'x" onclick="alert(1)"><script>alert(2)</script>'
    target = {"role": 0, "text": 0, "level": 1, "head": 2}.get(place)
    if place == "meta":
        content["meta"][nasty] = nasty
    elif place == "text":
        content["blocks"][0]["runs"][0]["text"] = nasty
    elif target is not None:
        content["blocks"][target][place] = [nasty] if place == "head" else nasty
    else:
        content[place] = nasty
    try:
        document = restore(json.dumps(content), lambda _: None)
    except (DocumentError, LetterError):
        assert place in {"level", "language"}
        return
    page = html.render(document, notes={}, link="#")
    assert "<script" not in page
    assert ' onclick="' not in page


def test_derivations_and_links_are_escaped():
    """Ids, labels, lines and addresses of a page's derivations are text, whatever they hold."""
    nasty = "'\"><script>alert(1)</script>"
    derivation = html.Derivation(nasty, nasty, nasty, (nasty,), {nasty: nasty})
    document = Document("t", "letter", (), meta={"as_of": "2024-07-09"})
    page = html.render(document, notes={}, link=nasty, back=nasty, derivations=[derivation])
    assert "<script" not in page
    assert page.count("&lt;script") == 8


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_survives_word(text):
    """Whatever is typed into a name, the DOCX opens and the page holds no tag of it."""
    document = Document("t", "letter", (Paragraph((Text(text),), "address"),), meta={"as_of": "2024-07-09"})
    data = docx.render(document, notes={}, link="#")
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert html.render(document, notes={}, link="#").count("<p class") == 1
    assert typst.source(document, notes={}, size=11, note=8)


MAIL = {
    "text": "x",
    "html": "<p>x</p>",
    "pdf": b"%PDF",
    "pdf_name": "x.pdf",
    "sender": "a@b.example",
    "to": "c@d.example",
    "subject": "s",
    "message_id": "<x@y>",
    "language": "en",
    "date": datetime(2024, 7, 9, tzinfo=UTC),
}


@pytest.mark.parametrize("key", ["sender", "to", "subject", "message_id", "pdf_name", "language"])
@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\0"])
def test_headers_cannot_be_injected(key, break_):
    """A line feed in a header is refused; no header can be smuggled in."""
    with pytest.raises(LetterError, match="control character"):
        eml.render(**{**MAIL, key: f"x@y.example{break_}Bcc: z@z.example"})


def test_addresses_must_read():
    """An address that is none is refused; a letter without one goes to nobody in particular."""
    with pytest.raises(LetterError, match="no mail address"):
        eml.render(**{**MAIL, "to": "not an address"})
    message = email.message_from_bytes(eml.render(**{**MAIL, "to": ""}), policy=policy.default)
    assert "undisclosed-recipients" in message["To"]


def test_names_with_marks_survive_a_header():
    """A name with accents is encoded and reads back as it was."""
    data = eml.render(**{**MAIL, "to": "Évika Siliņa <e@s.example>"})
    message = email.message_from_bytes(data, policy=policy.default)
    assert message["To"].addresses[0].display_name == "Évika Siliņa"


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_all_32_open_in_every_form(language, soffice, pdftotext, tmp_path):
    """32 letters in three tones open in their readers; LibreOffice prints each DOCX on one page."""
    import pikepdf

    for tone in ("warm", "firm", "pointed"):
        at = open_desk(Writing(as_of="2026-08-01", pledge="hague-2025", language=language, tone=tone))
        for ally in at.recipients("all"):
            letter = at.letter(ally)
            made = at.forms(letter)
            for name, content in made.items():
                (tmp_path / name).write_bytes(content)
            ids = [n.figure.id for n in letter.document.numbers()]
            for form in ("html", "docx"):
                assert [m.figure for m in marks(read(tmp_path / f"{ally}.{form}"))] == ids
            with pikepdf.open(tmp_path / f"{ally}.pdf") as pdf:
                assert (len(pdf.pages), str(pdf.Root.Lang)) == (1, language)
            message = email.message_from_bytes(made[f"{ally}.eml"], policy=policy.default)
            assert not message.defects
        printed = tmp_path / tone
        soffice(sorted(tmp_path.glob("*.docx")), "pdf", printed)
        for path in printed.glob("*.pdf"):
            done = subprocess.run([pdftotext, path, "-"], capture_output=True, text=True, check=True)
            assert done.stdout.count("\f") == 1, (path.name, tone)
        assert len(list(printed.glob("*.pdf"))) == 32
