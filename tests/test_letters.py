"""Letters: no foreign, no unbound, no later figure; choices with reasons."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from burdenshare import open_record
from burdenshare.analysis import standings
from burdenshare.document import Document, Number, Paragraph, Text
from burdenshare.errors import LetterError
from burdenshare.letters import compose, evidence_of, office_of, passages, read_sender, verify
from burdenshare.letters.passages import PARTS, holds
from burdenshare.pledges import find_pledge

CASES = {"2018-07-11": ("wales-2014", 2018), "2024-07-09": ("wales-2014", 2024),
         "2026-08-01": ("hague-2025", 2026)}  # fmt: skip


@pytest.fixture(scope="module", params=CASES)
def letters(request):
    """All letters of a day, by ally."""
    day = date.fromisoformat(request.param)
    pledge, year = CASES[request.param]
    table = standings(open_record().as_of(day), find_pledge(pledge), year)
    sender = read_sender()
    return day, {
        ln.ally: compose(evidence_of(table, ln, sender), sender, day)
        for ln in table.lines if ln.is_below
    }  # fmt: skip


def body(letter):
    """The letter's own words, its frame left out."""
    kept = [b for b in letter.document.blocks if isinstance(b, Paragraph) and b.role == "body"]
    return " ".join("".join(r.text for r in b.runs) for b in kept)


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


def test_letters_differ_by_evidence(letters):
    """At least four different tailored passages are in use across the recipients."""
    tailored = {
        c.passage for letter in letters[1].values() for c in letter.choices
        if c.taken and c.part in {"trend", "weight", "own", "plan", "distance"}
    }  # fmt: skip
    assert len(tailored) >= 4


def test_no_two_letters_are_alike(letters):
    """No two recipients get the same text, even with names and figures left out."""
    texts = [body(x) for x in letters[1].values()]
    assert all(a != b for a, b in combinations(texts, 2))


def test_every_passage_says_why(letters):
    """For each passage it is recorded whether it was taken, and the reason."""
    for letter in letters[1].values():
        assert {c.passage for c in letter.choices} == {p.id for p in passages()}
        assert all(c.reason for c in letter.choices)


def test_no_double_blanks_or_open_slots(letters):
    """No letter shows an unfilled slot or a doubled blank."""
    for letter in letters[1].values():
        assert not re.search(r"[{}\[\]]|  | \.|\bNone\b", body(letter)), body(letter)


def paragraph(*runs):
    """A letter of one paragraph."""
    return Document("t", "letter", (Paragraph(tuple(runs)),))


@pytest.mark.parametrize("text", ["It stands at 1.24 per cent.", "Double it.", "two points short"])
def test_unbound_quantities_fail(text):
    """A quantity that is no figure stops the letter."""
    with pytest.raises(LetterError, match="quantity without a figure"):
        verify(paragraph(Text(text)), "DEU", date(2018, 7, 11))


def test_dates_and_one_request_pass():
    """Dates and "one thing" are no quantities."""
    verify(
        paragraph(Text("On 5 September 2014, in 2024, I ask one thing.")), "DEU", date(2018, 7, 11)
    )


def test_foreign_and_later_figures_fail():
    """Another ally's figure, or one not yet published, stops the letter."""
    from burdenshare import figure

    norway, _ = figure("value.nato.share_of_gdp.NOR.2018@2018-07-11")
    with pytest.raises(LetterError, match="is NOR's"):
        verify(paragraph(Number(norway, "1.61")), "DEU", date(2018, 7, 11))
    later, _ = figure("value.nato.share_of_gdp.DEU.2018@2024-07-11")
    with pytest.raises(LetterError, match="was not known before 2024-06-17"):
        verify(paragraph(Number(later, "1.25")), "DEU", date(2018, 7, 11))


def test_offices_are_dated():
    """Türkiye is addressed by its prime minister until 8 July 2018, then by its president."""
    assert office_of("TUR", date(2018, 7, 8))[0] == "Prime Minister"
    assert office_of("TUR", date(2018, 7, 11))[0] == "President"
    assert office_of("DEU", date(2018, 7, 11)) == ("Federal Chancellor", "Chancellor")


def test_sender_below_the_level_writes_otherwise():
    """A sender below the level cannot write as one above it."""
    from dataclasses import replace

    day = date(2018, 7, 11)
    table = standings(open_record().as_of(day), find_pledge("wales-2014"), 2018)
    line = next(ln for ln in table.lines if ln.ally == "DEU")
    taken = {
        ally: {c.passage for c in compose(evidence_of(table, line, who), who, day).choices if c.taken}
        for ally in ("FRA", "USA") for who in [replace(read_sender(), ally=ally)]
    }  # fmt: skip
    assert "sender-below" in taken["FRA"]
    assert "sender-below" not in taken["USA"]


def test_unknown_facts_carry_no_sentence():
    """A comparison with an unknown fact is false, whichever way it points."""
    assert not holds("gap >= 0", {"gap": None})
    assert not holds("gap < 0", {})
    assert holds("plan < level", {"plan": Decimal("1.5"), "level": Decimal(2)})


def test_each_part_has_a_last_resort_or_may_stay_empty():
    """Parts that every letter needs end with a passage without conditions."""
    for part in set(PARTS) - {"trend", "weight", "own"}:
        assert [p for p in passages() if p.part == part][-1].when == ()


def test_a_plan_that_is_held_is_never_denied():
    """August 2026: Germany's declared 3.5 per cent for 2029 is quoted, though a day older than the pledge."""
    day = date(2026, 8, 1)
    table = standings(open_record().as_of(day), find_pledge("hague-2025"), 2026)
    line = next(ln for ln in table.lines if ln.ally == "DEU")
    letter = compose(evidence_of(table, line, read_sender()), read_sender(), day)
    taken = {c.passage for c in letter.choices if c.taken}
    assert "plan-in-time" in taken
    assert "for 2029" in body(letter)


def test_a_refusal_takes_a_plan_back():
    """July 2018: Canada, whose last word was a refusal, is not quoted as if it had declared a level."""
    day = date(2018, 7, 11)
    table = standings(open_record().as_of(day), find_pledge("wales-2014"), 2018)
    line = next(ln for ln in table.lines if ln.ally == "CAN")
    letter = compose(evidence_of(table, line, read_sender()), read_sender(), day)
    assert "plan-none" in {c.passage for c in letter.choices if c.taken}
