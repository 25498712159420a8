"""Letters of every form read into the same words, each word leading back to its file."""

from __future__ import annotations

import io
import shutil
from email.message import EmailMessage
from email.policy import SMTP

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.collation.reading import read_witnesses
from burdenshare.collation.reading.builder import TextBuilder
from burdenshare.collation.reading.html import page_of
from burdenshare.document import Document, Paragraph, Text
from burdenshare.document.forms import as_pdf
from burdenshare.document.reading import read
from burdenshare.letters import Writing, open_desk

LETTER = (
    "Strelsau, 9 July 2024\n\nThe Prime Minister\nof the Kingdom of Belgium\n\n"
    "Dear Prime Minister,\n\nThe level is 2 per cent. We all gave our word.\n\n"
    "Yours sincerely,\n\nThe Head of Government\n"
)
ZONES = ["dateline", "address", "salutation", "closing", "signature"]


def only(folder):
    """The one witness of a folder, of which nothing is left out."""
    found = read_witnesses([folder])
    assert found.left_out == []
    (witness,) = found.witnesses
    return witness


def kinds(witness):
    """Its zones in order."""
    return [z.kind for z in witness.zones]


def words(witness):
    """The words of a letter without its notes."""
    notes = [z for z in witness.zones if z.kind == "note"]
    text = witness.text[: notes[0].start] if notes else witness.text
    return text.split()


@pytest.fixture(scope="module", params=["en", "fr", "de"])
def ours(request, tmp_path_factory):
    """Letters to Belgium and Norway in each language, in all four forms."""
    folder = tmp_path_factory.mktemp(request.param)
    at = open_desk(Writing(as_of="2024-07-09", pledge="wales-2014", language=request.param))
    for ally in ("BEL", "NOR"):
        for name, content in at.forms(at.letter(ally)).items():
            (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", ["html", "docx", "eml", "pdf"])
@pytest.mark.parametrize("ally", ["BEL", "NOR"])
def test_our_letters_say_the_same_in_every_form(ours, ally, form, tmp_path):
    """Each form of our letter has the words that `document.reading` finds, and the same zones."""
    shutil.copy(ours / f"{ally}.{form}", tmp_path)
    witness = only(tmp_path)
    expected = " ".join(p.text for p in read(ours / f"{ally}.html").paragraphs).split()
    assert words(witness) == expected
    found = [k for k in dict.fromkeys(kinds(witness)) if k != "note"]
    assert found == ["heading", *ZONES]
    assert (witness.language, witness.date) == (ours.name[:2], "2024-07-09")


def test_forms_of_one_letter_are_read_once(ours):
    """Of four forms the page is read, and one line names the others."""
    found = read_witnesses([ours])
    assert [(w.id, w.file, w.recipient) for w in found.witnesses] == [
        ("BEL", "BEL.html", "BEL"),
        ("NOR", "NOR.html", "NOR"),
    ]
    (line,) = found.left_out
    assert "2 letters html was read; docx, eml, pdf are other forms" in line.why


def test_a_form_that_does_not_read_gives_way(ours, tmp_path):
    """Where the Word document is damaged the next form of the letter is read."""
    (tmp_path / "BEL.docx").write_bytes(b"PK broken")
    shutil.copy(ours / "BEL.pdf", tmp_path)
    found = read_witnesses([tmp_path])
    assert [w.file for w in found.witnesses] == ["BEL.pdf"]
    assert [line.where.rpartition("/")[2] for line in found.left_out] == ["BEL.docx"]


def test_text_is_the_files_own(tmp_path):
    """A plain text is read unchanged, line ends too, without its byte order mark."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + LETTER.replace("\n", "\r\n").encode())
    witness = only(tmp_path)
    assert witness.text == LETTER.replace("\n", "\r\n")
    assert (witness.id, witness.date, kinds(witness)) == ("a", "2024-07-09", ZONES)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_text_decodes_by_its_mark(encoding, tmp_path):
    """UTF-16 with its mark reads as UTF-8 does."""
    (tmp_path / "a.txt").write_bytes(LETTER.encode(encoding))
    assert only(tmp_path).text == LETTER


def test_foreign_word_document(tmp_path):
    """A Word document of another's making reads by paragraphs, tables too, and finds its zones."""
    made = docx.Document()
    for line in ("Strelsau, 9 July 2024", "", "Dear Prime Minister,", "The level is 2 per cent."):
        made.add_paragraph(line)
    made.add_table(1, 2).rows[0].cells[1].text = "in a table"
    made.add_paragraph("Yours sincerely,")
    made.save(tmp_path / "a.docx")
    witness = only(tmp_path)
    assert witness.text.splitlines()[3:] == ["in a table", "Yours sincerely,"]
    assert kinds(witness) == ["dateline", "salutation", "closing"]
    assert witness.places.unit == "paragraph"
    assert witness.places.at(witness.text.index("Dear")) == 3


def test_foreign_pdf_counts_pages(tmp_path):
    """A PDF of several pages leads from each word to its page."""
    sentence = "We all gave our word in the hall and we meant to keep it. "
    made = Document(
        "t",
        "letter",
        (Paragraph((Text(sentence * 120),)), Paragraph((Text("Finis"),))),
        meta={"as_of": "2024-07-09"},
    )
    (tmp_path / "a.pdf").write_bytes(as_pdf(made, most_pages=9))
    witness = only(tmp_path)
    assert witness.places.unit == "page"
    assert witness.places.at(0) == 1
    assert witness.places.at(witness.text.index("Finis")) > 1
    assert witness.text.split().count("word") == 120


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_foreign_mail(encoding, tmp_path):
    """A message reads whatever its transfer encoding; title and date come from its head."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["Date"] = "Our commitment", "Tue, 09 Jul 2024 12:00:00 +0000"
    message.set_content("Chère Madame,\n\nNous tenons parole.\n", charset="utf-8", cte=encoding)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    witness = only(tmp_path)
    assert witness.text == "Chère Madame,\n\nNous tenons parole.\n"
    assert (witness.title, witness.date) == ("Our commitment", "2024-07-09")
    assert (witness.places.unit, witness.places.at(witness.text.index("Nous"))) == ("line", 3)


def test_mail_with_a_page_alone(tmp_path):
    """A message that has only a page reads as a page; places are lines of the page."""
    message = EmailMessage(policy=SMTP)
    message.set_content("<p>One</p>\n\n<p>Two &amp; three</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    witness = only(tmp_path)
    assert (witness.text, witness.places.at(5)) == ("One\nTwo & three", 3)


def test_page_leaves_out_what_is_no_letter(tmp_path):
    """Scripts, ways through the site, marks of notes and lists of notes are no words of a letter."""
    (tmp_path / "a.html").write_text(
        "<!doctype html><html lang=fr><title>T &amp; U</title><style>p{}</style><body><nav>Home</nav>"
        "<p>It<script>alert('<p>')</script> holds<sup><a href='#1'>1</a></sup>, on the 9<sup>th</sup>"
        "<!-- > not this --><p>E&eacute; &notaname; &lt;b&gt;<br/>x < y</p>"
        "<ol class=notes><li>1 Note</li></ol><footer>Foot</footer></body></html>"
    )
    witness = only(tmp_path)
    assert witness.text == "It holds, on the 9th\nEé &notaname; <b>\nx < y"
    assert (witness.title, witness.language) == ("T & U", "fr")


def test_page_in_a_declared_encoding(tmp_path):
    """A page that declares its encoding is decoded so."""
    page = '<meta charset="windows-1252"><p>“Göteborg”</p>'
    (tmp_path / "a.htm").write_bytes(page.encode("cp1252"))
    assert only(tmp_path).text == "“Göteborg”"


MARKUP = st.lists(
    st.one_of(
        st.text(alphabet="ab ß&<>\n\t\u00a0é", max_size=8),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</i>",
                "<br>",
                "&amp;",
                "&eacute;",
                "&#233;",
                "&x;",
                "<!-- c -->",
                "<sup>1</sup>",
                "<li class='x y'>",
                "<script>q</script>",
                "<p class=address>",
                "<main>",
                "</main>",
                "<![CDATA[",
                "<a href='",
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_page_places_lead_back(parts):
    """Whatever the markup, each character stands in the page's source where its place says."""
    source = "".join(parts)
    witness = page_of(source)
    for offset, character in enumerate(witness.text):
        if not character.isspace():
            place = witness.places.at(offset)
            assert source[place] in {character, "&"}
            assert source[place] == character or source[place : place + 8].startswith(
                ("&amp;", "&eacute;", "&#233;")
            )
    assert all(a.end <= b.start for a, b in zip(witness.zones, witness.zones[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="ab é–𝄞 \n\t", max_size=8), max_size=12), st.booleans())
def test_builder_keeps_every_place(parts, in_bytes):
    """Pieces put together have single blanks, and each character its place in the file."""
    built = TextBuilder("byte" if in_bytes else "character")
    source = "".join(parts)
    at = 0
    for part in parts:
        built.add(part, at)
        at += len(part.encode()) if in_bytes else len(part)
    assert built.text() == " ".join(source.split())
    file = source.encode() if in_bytes else source
    for offset, character in enumerate(built.text()):
        wanted = character.encode() if in_bytes else character
        place = built.places().at(offset)
        found = file[place : place + len(wanted)]
        assert found == wanted or (character == " " and not found.strip())


def test_images_hold_no_text(tmp_path):
    """A PDF of a scanned page is left out, and says that text recognition would help."""
    import pikepdf

    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    picture = pikepdf.Stream(
        pdf,
        b"\0",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    data = io.BytesIO()
    pdf.save(data)
    (tmp_path / "a.pdf").write_bytes(data.getvalue())
    (line,) = read_witnesses([tmp_path]).left_out
    assert (line.why, line.mend) == ("it holds pictures and no text", "run text recognition first")
