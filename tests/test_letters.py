"""Letters: no foreign, no unbound, no later figure; choices with reasons; three languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burdenshare import check_letters, explain_letter, figure
from burdenshare.document import LANGUAGES, Document, Number, Paragraph, Text
from burdenshare.errors import LetterError
from burdenshare.letters import TONES, Writing, holds, open_desk, quantities, read_kit, verify, with_settings
from burdenshare.letters.facts import SOURCES, Fact, Issued
from burdenshare.letters.passages import choose

CASES = {"2018-07-11": "wales-2014", "2024-07-09": "wales-2014", "2026-08-01": "hague-2025"}


@cache
def desk(day, tone="firm", language="en", sender=""):
    """Everything letters of a day are written from."""
    return open_desk(Writing(as_of=day, pledge=CASES[day], tone=tone, language=language, sender=sender))


@cache
def letters_of(day, tone="firm", language="en", sender="", recipients="below"):
    """All letters of a day, by ally."""
    at = desk(day, tone, language, sender)
    return {ally: at.letter(ally) for ally in at.recipients(recipients)}


@pytest.fixture(params=CASES)
def letters(request):
    """A day and its firm English letters."""
    return date.fromisoformat(request.param), letters_of(request.param)


def body(letter):
    """The letter's own words, its frame left out."""
    kept = [b for b in letter.document.blocks if isinstance(b, Paragraph) and b.role == "body"]
    return " ".join("".join(r.text for r in b.runs) for b in kept)


def taken(letter):
    """The passages chosen."""
    return {c.passage for c in letter.choices if c.taken}


def test_every_figure_is_the_recipients(letters):
    """No letter holds a figure of another ally."""
    for ally, letter in letters[1].items():
        assert {n.figure.ally for n in letter.document.numbers()} <= {"", ally}


def test_every_figure_was_known(letters):
    """No letter holds anything published after the day, down to its leaves."""
    day, written = letters
    for letter in written.values():
        assert all(n.figure.known_since() <= day for n in letter.document.numbers())


def test_every_quantity_is_bound(letters):
    """Outside figures no digit is left but those of dates."""
    for letter in letters[1].values():
        for block in letter.document.blocks:
            if isinstance(block, Paragraph) and block.role == "body":
                words = "".join(r.text for r in block.runs if isinstance(r, Text))
                words = re.sub(r"\b(\d{1,2} [A-Z][a-z]+ )?(19|20)\d\d\b", "", words)
                assert not re.search(r"\d", words), words


def test_the_23_of_2018():
    """On 11 July 2018 the 23 allies printed below 2.00 get a letter, those at the level none."""
    written = letters_of("2018-07-11")
    assert len(written) == 23
    assert not {"USA", "GRC", "GBR", "EST", "LVA", "ISL"} & set(written)


def test_each_speaks_of_what_is_its_own():
    """Norway's of its border, Germany's of its weight; in 2024 equipment, both guidelines, 2029."""
    written, later = letters_of("2018-07-11"), letters_of("2024-07-09")
    assert "land border with Russia" in written["NOR"].own
    assert "28 per cent of all that allies below the level lack" in written["DEU"].own
    assert "Dear Chancellor," in str(written["DEU"].document.blocks)
    assert "15.16 per cent of spending goes into major equipment" in later["BEL"].own
    assert "Both guidelines are open." in body(later["CAN"])
    assert "named 2 per cent for 2029" in body(later["ESP"])


def test_last_word_is_quoted_as_it_was():
    """A refusal, a level ruled out and a promise for every year are no plans to arrive."""
    written, hague = letters_of("2018-07-11"), letters_of("2026-08-01")
    assert "you held 2.1 per cent to be enough" in body(hague["ESP"])
    assert "said that 2 per cent would not be reached in time" in body(written["ESP"])
    assert "your government named 2 per cent for every year to 2026" in body(written["ROU"])


@pytest.mark.parametrize("tone", TONES)
def test_nothing_is_broken_before_it_is_due(tone):
    """Before the deadline no letter says that a promise was broken."""
    for day in ("2018-07-11", "2024-07-09"):
        for letter in letters_of(day, tone).values():
            assert not re.search(r"broke|not kept|failed|no longer does", body(letter))


def test_no_two_letters_are_alike(letters):
    """No two recipients get the same text, nor, names and figures left out, the same one."""
    texts = [body(x) for x in letters[1].values()]
    assert all(a != b for a, b in combinations(texts, 2))
    assert len({frozenset(taken(x)) for x in letters[1].values()}) == len(texts)


def test_every_passage_of_a_part_says_why(letters):
    """For each passage that could stand it is recorded whether it was taken, and the reason."""
    for letter in letters[1].values():
        assert all(c.reason and c.otherwise for c in letter.choices)
        assert sum(c.taken for c in letter.choices) < len(letter.choices)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", TONES)
def test_all_32_compose(language, tone):
    """Letters to all 32 allies compose in each language and tone, without open slots."""
    written = letters_of("2026-08-01", tone, language, "", "all")
    assert len(written) == 32
    for letter in written.values():
        assert not re.search(r"[{}<>\[\]]|  |\.\.| ,| \.|\bNone\b", body(letter)), body(letter)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", CASES)
def test_tones_hold_the_same_facts(day, language):
    """The three tones of a letter print the same figures in other words."""
    each = [letters_of(day, tone, language) for tone in TONES]
    for ally in each[0]:
        figures = [sorted(n.figure.id for n in x[ally].document.numbers()) for x in each]
        assert figures[0] == figures[1] == figures[2]
        assert len({body(x[ally]) for x in each}) == 3


def test_languages_hold_the_same_facts():
    """A letter says the same in three languages, each with its own marks of decimals."""
    each = [letters_of("2018-07-11", "firm", language)["DEU"] for language in LANGUAGES]
    figures = [sorted(n.figure.id for n in x.document.numbers()) for x in each]
    assert figures[0] == figures[1] == figures[2]
    assert "0.76 points" in body(each[0])
    assert "0,76 point " in body(each[1])
    assert "10 juillet 2018" in body(each[1])
    assert "27 Milliarden Dollar" in body(each[2])
    assert "Sehr geehrte Frau Bundeskanzlerin," in str(each[2].document.blocks)


def test_kit_has_no_faults():
    """The built-in kit composes for every ally, tone and language, with the same figures in each."""
    found = check_letters(as_of="2018-07-11", pledge="wales-2014")
    assert (found.more["tried"], list(found.rows)) == (29 * 9, [])


def paragraph(*runs, language="en"):
    """A letter of one paragraph."""
    return Document("t", "letter", (Paragraph(tuple(runs)),), language=language)


UNBOUND = {
    "en": [
        "It stands at 1.24 per cent.",
        "Double it.",
        "two points short",
        "one third",
        "half of it",
        "one per cent",
        "2000 soldiers",
        "½ of it",
        "a quarter of it",
        "١٢ points",
    ],
    "fr": ["La part est de 1,24 %.", "deux points", "la moitié", "un milliard", "le double"],
    "de": [
        "Es sind 1,24 Prozent.",
        "zwei Punkte",
        "die Hälfte",
        "eine Milliarde",
        "verdoppeln",
        "zweiundzwanzig",
    ],
}
FREE = {
    "en": [
        "On 5 September 2014, in 2024, I ask one thing.",
        "Article 5 and paragraph 14.",
        "by July 2018",
        "one of us",
        "2018-07-11",
        "in the 2030s",
    ],
    "fr": [
        "Le 5 septembre 2014, je demande une chose.",
        "l’article 5",
        "le 1er juillet 2018",
        "un seul budget",
    ],
    "de": [
        "Am 5. September 2014 bitte ich um eines.",
        "Artikel 5, Absatz 14",
        "ein Wort",
        "nehmen Sie sich in acht",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, v in UNBOUND.items() for t in v])
def test_unbound_quantities_fail(language, text):
    """A quantity that is no figure stops the letter, in digits and in words."""
    with pytest.raises(LetterError, match="quantity without a figure"):
        verify(paragraph(Text(text), language=language), "DEU", date(2018, 7, 11))


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, v in FREE.items() for t in v])
def test_dates_and_one_request_pass(language, text):
    """Dates, articles and the ordinary "one" are no quantities."""
    verify(paragraph(Text(text), language=language), "DEU", date(2018, 7, 11))


@given(st.decimals(min_value=0, max_value=999, places=2), st.sampled_from(LANGUAGES))
def test_every_decimal_is_found(value, language):
    """A number with decimals is found wherever it stands."""
    text = f"x {value} y".replace(".", "." if language == "en" else ",")
    assert quantities(text, language)


def test_foreign_and_later_figures_fail():
    """Another ally's figure, or one not yet published, stops the letter; the sender's own may stand."""
    norway, _ = figure("value.nato.share_of_gdp.NOR.2018@2018-07-11")
    with pytest.raises(LetterError, match="is NOR's"):
        verify(paragraph(Number(norway, "1.61")), "DEU", date(2018, 7, 11))
    verify(paragraph(Number(norway, "1.61")), "DEU", date(2018, 7, 11), sender="NOR")
    later, _ = figure("value.nato.share_of_gdp.DEU.2018@2024-07-11")
    with pytest.raises(LetterError, match="was not known before 2024-06-17"):
        verify(paragraph(Number(later, "1.25")), "DEU", date(2018, 7, 11))


def test_sender_below_the_level_writes_otherwise():
    """A sender below the level names its own gap and cannot write as one above it."""
    italy, america = (letters_of("2018-07-11", "pointed", "en", s)["DEU"] for s in ("ITA", "USA"))
    assert {"opening-below-sender", "sender-below"} <= taken(italy)
    assert "Italy is itself 0.85 points short" in body(italy)
    assert "sender-at" in taken(america)
    assert "Giuseppe Conte" in str(italy.document.blocks)
    assert "ITA" not in letters_of("2018-07-11", "pointed", "en", "ITA")


def test_explain_says_what_decided():
    """`explain` gives each passage, the figures that decided it, and what would have changed it."""
    found = explain_letter("DEU", as_of="2018-07-11", pledge="wales-2014")
    rows = {r.passage: r for r in found.rows}
    assert rows["weight-largest"].chosen
    assert rows["weight-largest"].conditions == ["rank is 1, asked: == 1"]
    near = rows["distance-near"]
    assert (near.chosen, near.conditions[0]) == (False, "gap is −0.76, asked: >= -0.1")
    assert "gap >= -0.1" in near.otherwise
    assert any(f.startswith("gap.nato.wales-2014.DEU.2018@2018-07-11~") for f in near.figures)


def test_new_fact_needs_no_composer(monkeypatch):
    """A new source of facts is usable in conditions and slots without touching the composer."""
    at = desk("2018-07-11")
    monkeypatch.setattr(
        "burdenshare.letters.facts.SOURCES", (*SOURCES, lambda case: [Fact("outlook", "late")])
    )
    evidence = at.evidence("DEU")
    assert evidence.values("en", "firm")["outlook"] == "late"
    kit = at.kit
    rule = replace(kit.rules[0], id="x", part="x", when=("outlook == late",))
    more = replace(
        kit, rules=(*kit.rules, rule), texts={**kit.texts, "en": {**kit.texts["en"], "x": {"text": "Late."}}}
    )
    passages = more.passages("en", "firm")
    assert [p.id for p in choose(passages, ["x"], evidence.values("en", "firm"))[0]] == ["x"]


def test_declared_fact_by_recipe():
    """A line of facts.toml makes any traceable figure a fact, with its edition and year."""
    at = desk("2024-07-09")
    evidence = at.evidence("BEL")
    assert evidence.get("debt").figure.id.startswith("value.imf_weo.government_debt.BEL.2024@")
    assert evidence.get("debt_edition").word == Issued("imf_weo", date(2024, 4, 30))
    assert desk("2018-07-11").evidence("BEL").get("debt").value is None


def test_unknown_facts_carry_no_sentence():
    """A comparison with an unknown fact is false, whichever way it points."""
    assert not holds("gap >= 0", {"gap": None})
    assert not holds("gap < 0", {})
    assert holds("gap unknown", {})


def test_settings_must_be_known():
    """A tone or language that we do not write is refused, and the known ones are named."""
    with pytest.raises(LetterError, match="no tone"):
        with_settings(read_kit(), tone="rude")
    with pytest.raises(LetterError, match="not a language"):
        with_settings(read_kit(), language="it")


def test_recipients_by_rule():
    """`below-equipment` takes those below the second guideline, at the level or not."""
    at = desk("2024-07-09")
    found = set(at.recipients("below-equipment"))
    assert {"BEL", "CAN"} <= found
    assert not {"POL", "ISL"} & found
