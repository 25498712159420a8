"""The page of a collation, read as a file."""

from __future__ import annotations

import re

import pytest
import report_letters as made
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as reader

from burdenshare.collation.apparatus import KINDS, Collation
from burdenshare.collation.report import summary
from burdenshare.collation.report.blocks import blocks_of, shared_places
from burdenshare.collation.report.page import as_html

ALL = {
    "small": made.small,
    "large": made.large,
    "hostile": made.hostile,
    "witnessed": made.witnessed,
    "printed": made.printed,
}
TEXT = st.text("abz .,\n<&⟨⟩'", min_size=1, max_size=15)
PARTS = st.lists(
    st.builds(
        made.Part,
        TEXT,
        st.sampled_from(["gap", *KINDS]),
        st.sampled_from(["", "p1", "p2", "p3"]),
        st.just("s1"),
        st.just(""),
        st.sampled_from([[], [("obligation", 1.0, "why")]]),
    ),
    max_size=9,
)


def page(collation):
    """The page as a tree."""
    return reader.fromstring(as_html(collation))


def shown_text(section) -> str:
    """A letter's words as the page shows them, without labels."""
    for extra in section.xpath(".//*[@class='lab' or @class='gone']"):
        extra.drop_tree()
    return "".join(w.text_content() for w in section.xpath(".//div[@class='words']"))


@pytest.fixture(params=sorted(ALL))
def collation(request):
    """Each of the collations put together by hand."""
    return ALL[request.param]()


def test_every_link_leads_somewhere(collation):
    """Every link within the page finds its place, and no place has its name twice."""
    tree = page(collation)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [h[1:] for h in tree.xpath("//a/@href") if h.startswith("#")]
    assert links
    assert set(links) <= set(ids)


def test_page_is_self_contained(collation):
    """The page loads nothing: no source, no sheet, no import from elsewhere."""
    tree = page(collation)
    assert tree.xpath("//@src | //link | //iframe | //base") == []
    assert "@import" not in as_html(collation)
    assert "url(" not in as_html(collation)


def test_letters_stand_unchanged(collation):
    """Without its labels a letter on the page is the letter, character by character."""
    sections = page(collation).xpath("//section[@class='letter']")
    for section, x in zip(sections, collation.letters, strict=True):
        assert shown_text(section) == x.witness.text


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=3))
def test_any_letter_stands_unchanged(parts):
    """However a letter is cut and whatever it holds, the page shows its text and its marks' places."""
    letters = tuple(made.letter(f"x{n}", p, rank=n + 1) for n, p in enumerate(parts))
    tree = page(Collation(letters, made.passages_of(letters)))
    for section, x in zip(tree.xpath("//section[@class='letter']"), letters, strict=True):
        assert shown_text(section) == x.witness.text
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//a/@href") if h.startswith("#")} <= set(ids)


def test_markup_of_a_letter_stays_text():
    """Markup in any field is shown as it is written, and is never markup of the page."""
    made_page = as_html(made.hostile())
    tree = reader.fromstring(made_page)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img") == []
    assert "<script>alert" not in made_page
    assert not [a for a in tree.xpath("//@*") if str(a).startswith("javascript:")]
    assert not [e for e in tree.iter() if any(str(k).startswith("on") for k in e.attrib)]
    assert made.HOSTILE in tree.xpath("string(//h1)")


def test_headline_says_what_was_found():
    """The first sentence counts letters and passages and names the most pointed letter."""
    found = summary.headline(made.small())
    share = round(summary.shared_pct(made.small()))
    assert found == (
        f"4 letters share {share}\u00a0% of their words; 3 passages stand in all of them; the letter to "
        "Germany is the most pointed and the most tailored, at 30\u00a0%."
    )


@pytest.mark.parametrize(("n", "begins"), [(0, "No letter"), (1, "One letter was read (DEU)")])
def test_headline_of_few_letters(n, begins):
    """With one letter or none the sentence says that there is nothing to compare."""
    few = Collation(made.small().letters[:n], ())
    assert summary.headline(few).startswith(begins)
    assert begins in as_html(few)


def test_headline_names_no_sharpest_without_evidence():
    """Letters without marks are not called pointed, whatever their rank."""
    assert "none of these is pointed" in summary.headline(made.witnessed())


def test_left_out_is_said():
    """What was left out stands on the first screen with its reason."""
    text = page(made.small()).xpath("string(//header)")
    assert "scan.pdf: no text in it, only pictures; recognise the text first" in text


def test_no_score_without_its_evidence():
    """Each scored letter opens to all its marks, each quoted, explained and linked to its words."""
    tree = page(made.small())
    items = tree.xpath("//ol[@class='ranking']/li")
    assert [i.xpath("string(.//b)") for i in items] == ["Germany", "Norway", "Canada", "Denmark"]
    marks = items[0].xpath(".//ul[@class='evidence']/li")
    assert len(marks) == 3
    assert "consequence +4.00: says what follows otherwise" in marks[0].text_content()
    for mark in marks:
        place = tree.get_element_by_id(mark.xpath("string(.//a/@href)")[1:])
        assert place.text_content() == mark.xpath("string(.//a)")
    assert "no marks" in items[2].text_content()


def test_matrix_tells_four_states():
    """The matrix says by letter and by words: same, slots only, reworded, absent."""
    tree = page(made.small())
    table = tree.xpath("//table[@class='matrix']")[0]
    heads = [h.text_content() for h in table.xpath(".//thead//th")]
    assert heads == ["Letter", "p1", "p2", "p3", "p4", "own"]
    signs = {
        r.xpath("string(th)"): [c.text_content() for c in r.xpath("td")] for r in table.xpath(".//tbody/tr")
    }
    assert signs == {
        "DEU": ["s", "s", "=", "=", "1"],
        "NOR": ["s", "s", "=", "v", "1"],
        "CAN": ["s", "s", "=", "=", "·"],
        "DNK": ["s", "s", "·", "=", "·"],
    }
    assert table.xpath(".//td[4]/*/@aria-label")[1] == "NOR, p4: reworded"
    assert all(table.xpath(".//th/@scope"))
    assert table.xpath("caption")


def test_a_moved_passage_is_called_so():
    """A letter that brings a passage earlier than the others keeps its own order and says so."""
    collation = made.small()
    blocks = blocks_of(collation.letters[2], shared_places(collation))
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    rows = [b.row for b in blocks]
    assert rows == sorted(rows)
    assert [b.passage for b in blocks if b.moved] in (["p2"], ["p3"])
    assert "moved" in page(collation).xpath("string(//section[@id='l3'])")


def test_reuse_share_their_row():
    """A passage stands in the same row in every letter that has it in its place."""
    collation = made.large()
    places = shared_places(collation)
    rows = {}
    for x in collation.letters:
        for b in blocks_of(x, places):
            if b.passage in places:
                rows.setdefault(b.passage, set()).add(b.row)
    assert len(rows) == 40
    assert all(len(found) == 1 for found in rows.values())


def test_a_reworded_passage_shows_its_words():
    """Of a reworded passage the words that differ, and no others, are emphasised."""
    tree = page(made.small())
    words = [e.text_content() for e in tree.xpath("//section[@id='l2']//em[@class='w']")]
    assert words == ["warmly", "all that", "sailors"]
    assert tree.xpath("//section[@id='l1']//em[@class='w']") == []


def test_slots_stand_in_a_table():
    """A passage has its slots' values letter by letter."""
    tree = page(made.small())
    table = tree.get_element_by_id("p2").xpath(".//table")[0]
    values = [r.xpath("string(td)") for r in table.xpath(".//tbody/tr")]
    assert values == ["2024", "2024", "2025", "2024"]


def test_letters_say_their_language():
    """A letter's words carry its language."""
    x = made.letter("BEL", [made.Part("Nous comptons sur vous.")], language="fr")
    tree = page(Collation((x,), ()))
    assert tree.xpath("//section[@class='letter']//div[@class='words']/@lang") == ["fr"]


def test_hard_wrapped_lines_flow_and_addresses_do_not():
    """A break made by the width of a file is a space; one made by the writer stays a break."""
    long = "We have said this at every meeting of the council for many years\nnow.\n\nYours\nus"
    words = page(Collation((made.letter("x", [made.Part(long)]),), ())).xpath("//div[@class='words']")
    assert len(words[0].xpath(".//br")) == 3
    assert words[0].text_content() == long


def test_outlets_are_kept_apart():
    """Translations have a heading of their own and never stand among a letter's words."""
    tree = page(made.witnessed())
    assert "Folket" not in "".join(w.text_content() for w in tree.xpath("//div[@class='words']"))
    quoted = tree.xpath("//ul[@class='said-by quoted']//q")
    assert not any("Folket" in q.text_content() for q in quoted)
    assert tree.xpath("//ul[@class='said-by translated']//q/@lang") == ["no"]
    heads = [h.text_content() for h in tree.xpath("//section[@aria-labelledby='outlets']//h4")]
    assert heads[:2] == ["Outlets disagree", "Outlets agree"]
    assert "2 of 4 known passages attested" in tree.xpath("string(//section[@aria-labelledby='outlets'])")


def test_a_conflict_stands_side_by_side():
    """Where outlets disagree both wordings stand together, the differing word marked in each."""
    sides = page(made.witnessed()).xpath("//div[@class='sides conflict']/div")
    assert [s.xpath("string(.//em)") for s in sides] == ["commitments", "agreements"]
    assert ["Morning Post" in sides[0].text_content(), "The Gazette" in sides[1].text_content()]


def test_a_letter_without_words_says_so():
    """A letter of which only the receipt is known has its place, without words."""
    text = page(made.witnessed()).xpath("string(//section[@id='l3'])")
    assert "No words of this letter are known." in text


def test_letters_read_whole_have_no_outlets():
    """A collation of whole letters has no section of outlets."""
    assert "Outlets" not in page(made.small()).text_content()


def test_large_page_stays_small():
    """Thirty-two letters by forty passages are a page of less than two megabytes."""
    assert len(as_html(made.large())) < 2_000_000


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_colours_keep_their_contrast():
    """Every colour of text stands out from its ground by 4.5 to 1, dimmed text too, light and dark."""
    sheet = as_html(made.small())
    light, dark = re.findall(r":root \{([^}]*)\}", sheet)[:2]
    found = dict(re.findall(r"--(\w+): (#\w+)", light))
    for more in ({}, dict(re.findall(r"--(\w+): (#\w+)", dark))):
        colours = {
            k: "#" + "".join(c * 2 for c in v[1:]) if len(v) == 4 else v for k, v in {**found, **more}.items()
        }
        pairs = [(k, "paper") for k in ("ink", "soft", "accent", "brown", "dim")]
        for text, ground in [*pairs, ("ink", "sand")]:
            a, b = sorted((_luminance(colours[text]), _luminance(colours[ground])))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (text, ground)
