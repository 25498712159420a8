"""The page of letters known through newspapers: nothing is said that is not known."""

from __future__ import annotations

import re

import pytest
import report_letters as made
from lxml import html as reader

from burdenshare.collation.apparatus import Collation
from burdenshare.collation.report import summary
from burdenshare.collation.report.matrix import state_in, state_of
from burdenshare.collation.report.page import as_html


@pytest.fixture(scope="module")
def tree():
    """The page of three letters quoted, two told of, one named, and words said of several."""
    return reader.fromstring(as_html(made.printed()))


@pytest.fixture(scope="module")
def whole():
    """The page of letters read whole."""
    return reader.fromstring(as_html(made.small()))


def matrix_of(tree) -> dict[str, list[str]]:
    """The signs of each row of the matrix."""
    return {
        r.xpath("string(th)"): [c.text_content() for c in r.xpath("td")]
        for r in tree.xpath("//table[@class='matrix']/tbody/tr")
    }


def section(tree, name):
    """A section by its heading's id."""
    return tree.xpath(f"//section[@aria-labelledby='{name}']")[0]


def test_headline_counts_letters_and_not_what_is_said_of_several():
    """The first sentence counts six letters, three quoted, and says nothing of tailoring."""
    assert summary.headline(made.printed()) == (
        "Six letters are known of, three of them in their own words; of these the letter to Germany "
        "is the most pointed; five of five passages are known of more than one letter, none of more "
        "than five."
    )


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (("CAN",), "One letter is known of, in its own words."),
        (("DNK",), "One letter is known of, but not in its own words."),
        (
            ("DNK", "ESP"),
            (
                "Two letters are known of, none of them in their own words; one of five passages "
                "is known of more than one letter, none of more than two."
            ),
        ),
        (
            ("CAN", "LUX"),
            ("Two letters are known of, one of them in its own words; no passage is known of more than one."),
        ),
    ],
)
def test_headline_of_few_letters_known(kept, said):
    """With few letters known the sentence says how many are quoted, and ranks no letter alone."""
    full = made.printed()
    few = tuple(x for x in full.letters if x.id in (*kept, "*"))
    assert summary.headline(Collation(few, full.passages)) == said


def test_read_counts_excerpts():
    """Of newspapers the page says how many excerpts of how many outlets were read."""
    assert summary.read(made.printed()).startswith("Read: 10 excerpts of 9 outlets in en; ")


def test_letters_without_words_have_no_rank(tree):
    """A letter without words says so, and how it is known, without rank, score or marks."""
    rows = tree.xpath("//ol[@class='ranking']/li")
    names = [r.xpath("string(.//b)") for r in rows]
    assert names == ["Germany", "Canada", "Norway", "Denmark", "Spain", "Luxembourg"]
    said = [" ".join(r.text_content().split()) for r in rows[3:]]
    assert said == [
        "–Denmarkno words knowntwo passages in translation, one passage in paraphrase",
        "–Spainno words knownone passage in paraphrase",
        "–Luxembourgno words knownits receipt alone",
    ]


def test_words_of_several_stand_apart(tree):
    """What is said of several letters stands below the ranking, with its words and no rank."""
    apart = tree.xpath("//div[@class='apart']")[0]
    assert "Said of several letters" in apart.text_content()
    assert apart.xpath("string(.//q)") == "ask for fairness"
    assert "*" not in tree.xpath("string(//ol[@class='ranking'])")
    assert "rank" not in tree.get_element_by_id("l1").xpath("string(h3)")
    assert "rank 1" in tree.get_element_by_id("l3").xpath("string(h3)")


def test_matrix_tells_what_is_known(tree):
    """Own words, other languages and what is not known have each a sign; nothing is called absent."""
    assert matrix_of(tree) == {
        "CAN": ["=", "o", "o", "?", "v"],
        "DEU": ["=", "?", "?", "o", "?"],
        "NOR": ["=", "?", "t", "?", "="],
        "DNK": ["t", "t", "?", "t", "?"],
        "ESP": ["t", "?", "?", "?", "?"],
        "* (several)": ["v", "?", "?", "?", "?"],
    }
    assert "No passage is known of LUX." in section(tree, "matrix").text_content()


def test_a_cell_of_a_translation_leads_to_it(tree):
    """The cell says whether the passage is translated or paraphrased and leads to the outlet."""
    for says, outlet in (
        ("DNK, p2: in paraphrase", "DNK paraphrased daily"),
        ("NOR, p3: in translation", "NOR translated daily"),
    ):
        cell = tree.xpath(f"//a[@aria-label='{says}']")[0]
        assert outlet in tree.get_element_by_id(cell.get("href")[1:]).text_content()


def test_legend_has_the_states_that_occur(tree, whole):
    """The legend explains each sign that stands in the matrix, and no other."""
    for page, signs in ((tree, "=vot?"), (whole, "=sv·")):
        shown = page.xpath("//p[contains(@class, 'legend')]/span/span")
        assert "".join(s.text_content() for s in shown) == signs
        cells = {c for row in matrix_of(page).values() for c in row if not c.isdigit()}
        assert cells - {"·"} == set(signs) - {"·"}


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ({"shared"}, "same"),
        ({"shared", "slot"}, "slot"),
        ({"slot"}, "slot"),
        ({"tailored"}, "own"),
        ({"shared", "tailored"}, "variant"),
        ({"tailored", "slot"}, "variant"),
        ({"variant"}, "variant"),
    ],
)
def test_own_words_are_no_same_wording(kinds, state):
    """A passage that a letter has in its own words is never called the same wording."""
    assert state_of(kinds) == state


def test_absence_is_said_of_letters_read_whole_alone():
    """What a letter read whole has not is absent; of others it is not known."""
    small, printed = made.small(), made.printed()
    assert state_in(small.letters[3], small.passages[2]) == "absent"
    assert state_in(printed.letters[-1], printed.passages[0]) == "unknown"


def test_the_most_pointed_letters_with_words_stand_first(tree):
    """At first the two most pointed letters stand in columns; those without words have no box."""
    boxes = tree.xpath("//input[@name='letter']")
    assert [b.get("data-name") for b in boxes if b.get("checked") is not None] == ["Canada", "Germany"]
    labels = [b.getparent().text_content() for b in boxes]
    assert labels == ["CAN", "DEU", "NOR", "* (several)"]


def test_notes_are_one_line_above(tree):
    """One line on top says how far ranks reach; the notes lie folded beside the table of outlets."""
    head = tree.xpath("//header")[0].text_content()
    assert "Known through newspapers, not read whole" in head
    assert "a long line" not in head
    assert "a long line" in section(tree, "outlets").xpath("string(details)")


def test_outlets_stand_in_a_table(tree):
    """A table says of each letter how many passages are known, and by whom in which way."""
    table = tree.xpath("//table[@class='by-outlet']")[0]
    rows = [[c.text_content() for c in r.xpath("th | td")] for r in table.xpath("tbody/tr")]
    assert rows[2] == ["NOR", "3 of 5", "NOR quoted daily", "NOR translated daily", "–", "–"]
    assert rows[-1][0] == "* (several)"
    assert len(rows) == 7


def test_reuse_say_who_is_known_to_have_them(tree):
    """A passage names its letters without counting what is said of several, and who only tells it."""
    shown = {n: " ".join(tree.get_element_by_id(f"p{n}").text_content().split()) for n in (1, 4)}
    assert "known of 5 of 6 letters: CAN, DEU, NOR, DNK, ESP; also said of several" in shown[1]
    assert "Not in its own words: DNK (in translation), ESP (in paraphrase)." in shown[1]
    assert "known of DEU and DNK alone" in shown[4]


@pytest.mark.parametrize("name", ["small", "printed", "large"])
def test_every_column_has_its_opening(name):
    """Under the matrix each passage stands with the words with which it begins."""
    page = reader.fromstring(as_html(getattr(made, name)()))
    heads = page.xpath("//table[@class='matrix']/thead//a")
    lines = page.xpath("//ul[contains(@class, 'openings')]/li")
    assert [h.text_content() for h in heads] == [x.xpath("string(a)") for x in lines]
    assert [h.get("title") for h in heads] == [x.xpath("string(span)") for x in lines]
    assert all(x.xpath("string(span)") and "⟨" not in x.text_content() for x in lines)


def test_gaps_in_the_numbers_are_explained():
    """Where a number is left out between the columns the page says which passage it is."""
    letters = made.small().letters
    renamed = [
        made.letter(
            x,
            [
                made.Part("We ask for a plan. ", passage="p1"),
                *([made.Part("You alone. ", "tailored", "p2")] if x == "a" else []),
                made.Part("We thank you. ", passage="p3"),
            ],
        )
        for x in "ab"
    ]
    said = "a number that is left out is a passage of one letter alone"
    assert said in as_html(Collation(tuple(renamed), made.passages_of(renamed)))
    assert said not in as_html(Collation(letters, made.passages_of(letters)))


def test_changes_stand_by_letter(whole):
    """Each letter's own sentences and rewordings stand together, linked to their place in it."""
    rows = section(whole, "changed").xpath(".//dl/div")
    found = {
        r.xpath("string(dt)"): [" ".join(i.text_content().split()) for i in r.xpath(".//li")] for r in rows
    }
    assert list(found) == ["Germany", "Norway"]
    assert found["Germany"][0].startswith("own You must show a plan")
    assert [x.split(" ")[0] for x in found["Norway"]] == ["own", "p4"]
    assert [e.text_content() for e in rows[1].xpath(".//em")] == ["warmly", "all that", "sailors"]
    assert "Nothing but slots was changed for Canada, Denmark." in section(whole, "changed").text_content()
    for link in section(whole, "changed").xpath(".//li/a/@href"):
        assert re.fullmatch(r"#l\d+-p\d+", link)


def test_a_reworded_passage_fills_its_slots():
    """Among the changes a wording stands with the letter's own words in its slots, not their names."""

    def ask(verb, kind, who):
        return [
            made.Part(f"We {verb} that ", kind, "p1"),
            made.Part(who, "slot", "p1", "s1", "ally"),
            made.Part(" pays its part.", "shared", "p1"),
        ]

    held = tuple(
        made.letter(n, ask(verb, kind, n))
        for n, verb, kind in (
            ("Norway", "ask", "shared"),
            ("Spain", "ask", "shared"),
            ("Italy", "demand", "variant"),
        )
    )
    page = reader.fromstring(as_html(Collation(held, made.passages_of(held))))
    line = section(page, "changed").xpath(".//li")[0]
    assert " ".join(line.text_content().split()) == "p1 reworded We demand that Italy pays its part."
    assert line.xpath("string(.//em)") == "demand"


def test_a_rewording_of_two_letters_names_the_other():
    """Where two letters are reworded alike, the change names the other letter."""
    texts = {
        "a": ("shared", "ask"),
        "b": ("shared", "ask"),
        "c": ("shared", "ask"),
        "d": ("variant", "demand"),
        "e": ("variant", "demand"),
    }
    held = tuple(
        made.letter(x, [made.Part(f"We {verb} that all pay.", kind, "p1")])
        for x, (kind, verb) in texts.items()
    )
    page = reader.fromstring(as_html(Collation(held, made.passages_of(held))))
    lines = [x.text_content() for x in section(page, "changed").xpath(".//li")]
    assert [x.strip().endswith(f"so too: {n}") for x, n in zip(lines, "ed", strict=True)] == [True] * 2


def test_ranking_leads_to_the_words(whole):
    """A row of the ranking leads to the letter and, without being opened, to its sharpest words."""
    first = whole.xpath("//ol[@class='ranking']/li")[0]
    assert first.xpath("string(.//summary//b/a/@href)") == "#l1"
    words = whole.get_element_by_id(first.xpath("string(.//summary//a[@class='at']/@href)")[1:])
    assert words.text_content() == first.xpath("string(.//summary//a[@class='at'])")


def test_a_softener_of_many_letters_is_quoted_once():
    """Rows that would show the same words as the row above say so instead."""
    parts = [made.Part("We know how hard it is. ", passage="p1", marks=[("softener", -1.0, "kind")])]
    held = tuple(made.letter(x, parts) for x in ("a", "b", "c"))
    page = reader.fromstring(as_html(Collation(held, made.passages_of(held))))
    quotes = page.xpath("//span[@class='quote']")
    assert [("same words as above" in q.text_content()) for q in quotes] == [False, True, True]


def test_scores_add_up_as_shown(whole):
    """The weights shown under a letter add up to the score shown beside it."""
    for row in whole.xpath("//ol[@class='ranking']/li[details]"):
        weights = [
            float(re.search(r"[+−]\d+\.\d\d", e.text_content())[0].replace("−", "-"))
            for e in row.xpath(".//ul[@class='evidence']/li/span")
        ]
        shown = re.search(r"score (−?\d+\.\d\d)", row.xpath("string(.//summary)"))[1]
        assert sum(weights) == float(shown.replace("−", "-"))


def test_own_words_within_a_passage_make_it_reworded():
    """Where own words stand within a shared passage it is called reworded above them too."""
    parts = [made.Part("We ask for a plan ", passage="p1")]
    held = (made.letter("a", parts), made.letter("b", [*parts, made.Part("by May.", "tailored", "p1")]))
    page = reader.fromstring(as_html(Collation(held, made.passages_of(held))))
    assert matrix_of(page) == {"a": ["="], "b": ["v"]}
    heads = page.xpath("//span[@class='head']")
    assert ["reworded" in h.text_content() for h in heads] == [False, True]


@pytest.mark.shared
def test_the_letters_of_june_2018(shared):
    """Of the letters of June 2018 the page counts ten, quotes three, and keeps `*` and the unread apart."""
    from burdenshare.collation.press import collate_excerpts
    from burdenshare.collation.reading.excerpts import read_excerpts

    table = shared / "letters" / "june-2018-excerpts.csv"
    read = read_excerpts(table)
    found = collate_excerpts(read.excerpts, left_out=read.left_out)
    page = reader.fromstring(as_html(found))
    assert page.xpath("string(//h1)").startswith(
        "Ten letters are known of, three of them in their own words; of these the letter to Germany is"
    )
