"""The edges of collation's rules: on either side of each a text built for it."""

from __future__ import annotations

import pytest
import report_letters as made

from burdenshare.collation.align import is_enough, pairs_of
from burdenshare.collation.apparatus import Collation, Passage, Reading
from burdenshare.collation.model import Witness
from burdenshare.collation.passages import collate_letters
from burdenshare.collation.press import collate_excerpts
from burdenshare.collation.press.stretches import stretches_of
from burdenshare.collation.reading.excerpts import Excerpt
from burdenshare.collation.report.page import as_html
from burdenshare.collation.tokens import tokens_of
from burdenshare.collation.tone import judge

NUMBERED = [f"word{chr(97 + k)}{chr(97 + k)}" for k in range(24)]
OTHERS = [f"term{chr(97 + k)}{chr(97 + k)}" for k in range(24)]


def said(first, last, words=NUMBERED):
    """Words that stand in no other sentence but by their number."""
    return " ".join(words[first:last])


def collated(*texts):
    """Letters with ids of their own, collated."""
    return collate_letters([Witness(f"w{k}", text) for k, text in enumerate(texts)])


def pairs(one, other):
    """The pairs of words that stand for each other in two wordings."""
    here, there = (tuple(tokens_of(x, 0, len(x), language="en")) for x in (one, other))
    return [(here[i].norm, there[j].norm, j) for i, j in pairs_of(here, there)]


def shared(found):
    """How many passages several letters have."""
    return sum(not p.alone for p in found.passages)


def excerpt(number, text, recipient="CAN", slot="ask"):
    """A quotation of an invented letter."""
    return Excerpt(
        id=f"X-{number}",
        date="2031-05-04",
        recipient=recipient,
        name="",
        office="",
        text=text,
        language="en",
        mode="quoted",
        slot=slot,
        outlet=f"Outlet {number}",
        url="",
        source_date="2031-06",
        note="",
    )


def weights(text):
    """The weights of the marks of a text, in order."""
    return [m.weight for m in judge(text, language="en")]


@pytest.mark.parametrize(("common", "passages"), [(6, 1), (5, 0)])
def test_sentences_alike_to_six_tenths_are_one_passage(common, passages):
    """Of sentences of ten words those that share six are one passage, those that share five two."""
    one = f"{said(0, 10)}."
    other = f"{said(0, common)} {said(common, 10, OTHERS)}."
    assert shared(collated(one, other)) == passages


@pytest.mark.parametrize(("length", "passages"), [(12, 2), (13, 1)])
def test_line_found_by_its_place_has_twelve_words(length, passages):
    """A line without a common word is one passage by its place if it has no more than twelve."""
    heading = "To be read before the summit opens."
    letters = [f"{heading}\n\n{said(0, length, words)}\n" for words in (NUMBERED, OTHERS)]
    assert shared(collated(*letters)) == passages


@pytest.mark.parametrize(("letters", "length", "passages"), [(4, 20, 1), (4, 21, 2), (3, 20, 2)])
def test_frame_is_told_from_four_letters_and_holds_twenty_words(letters, length, passages):
    """A value in a frame has twenty words at most, and four letters tell the frame."""
    frame = "Deliver the {} to Brussels before Friday."
    texts = [frame.format(name) for name in OTHERS[:letters]]
    assert len(collated(*texts, frame.format(said(0, length))).passages) == passages


def test_same_word_counts_before_a_name_for_a_name():
    """The same word in both is held together, though a name could stand for another instead."""
    assert pairs("forces Norway", "Canada forces") == [("forces", "forces", 1)]
    assert pairs("in Norway", "in Canada") == [("in", "in", 0), ("norway", "canada", 1)]


def test_of_two_same_words_the_one_beside_the_same_word_is_meant():
    """A word that stands twice is held against the one whose neighbour is the same."""
    one, other = "the bridge bridge of", "river the bridge"
    here, there = (tuple(tokens_of(x, 0, len(x))) for x in (one, other))
    assert pairs_of(here, there) == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("common", "words", "enough"), [(6, 10, True), (5, 10, False), (4, 5, True), (3, 5, False), (2, 2, True)]
)
def test_six_tenths_and_four_words_are_enough(common, words, enough):
    """Two fragments are of one place by six words in ten, and by four words unless they have fewer."""
    assert is_enough(common, words) == enough


@pytest.mark.parametrize(
    ("letters", "others", "kinds"), [(20, 3, {"shared", "slot"}), (21, 3, {"variant"}), (10, 2, {"variant"})]
)
def test_place_at_which_three_in_twenty_differ_is_a_slot(letters, others, kinds):
    """Three letters, and three in twenty, that have another word make its place a slot."""
    frame = "We ask that your {} decide on the matter before the summit opens."
    values = ["parliament"] * (letters - others) + ["senate"] * others
    assert {s.kind for s in collated(*map(frame.format, values)).letters[-1].spans} == kinds


def test_two_letters_of_four_reword_a_sentence():
    """Where half of the letters have other words at several places, they reword the sentence."""
    usual = "The omissions of a decade must be made good in years of rising prices, and nobody should wait."
    other = "The omissions of ten years have to be made good while prices are rising, and nobody should wait."
    found = collated(usual, usual, other, other)
    assert sorted(s.kind for x in found.letters for s in x.spans) == ["shared"] * 2 + ["variant"] * 2


@pytest.mark.parametrize(("letters", "kinds"), [(10, {"shared", "slot"}), (11, {"variant"})])
def test_small_word_of_nine_in_ten_values_says_nothing(letters, kinds):
    """A small word alone between others is a value's unless more than nine letters in ten have it."""
    frame = "We ask that your parliament decide on {} before the summit."
    values = [f"{OTHERS[k]} in {NUMBERED[k]}" for k in (1, *range(1, letters - 1))]
    found = collated(*map(frame.format, [*values, f"{NUMBERED[1]} stones"]))
    assert {s.kind for s in found.letters[-1].spans} == kinds


@pytest.mark.parametrize(("other", "stretches"), [(1, 1), (2, 2)])
def test_overlapping_excerpts_agree_in_nine_tenths(other, stretches):
    """Excerpts that go on beyond each other are one stretch if nine of ten common words agree."""
    middle = f"{said(2, 2 + other, OTHERS)} {said(2 + other, 11)}"
    rows = [excerpt(1, said(0, 12)), excerpt(2, f"{said(1, 2)} {middle} {said(11, 24)}")]
    assert len(stretches_of(rows)) == stretches


@pytest.mark.parametrize(("common", "stretches"), [(5, 1), (4, 2)])
def test_excerpts_that_go_on_overlap_in_five_words(common, stretches):
    """Of the same place excerpts are joined where one goes on beyond the other by five words."""
    rows = [excerpt(1, said(0, 12)), excerpt(2, said(12 - common, 20))]
    assert len(stretches_of(rows)) == stretches


@pytest.mark.parametrize(("ending", "slots"), [("es", 0), ("ers", 1)])
def test_word_with_two_more_letters_is_the_same_word(ending, slots):
    """A word that goes on by two letters is inflected, by three it is another."""
    frame = f"{said(0, 6)} press{{}} {said(6, 12)}."
    rows = [excerpt(1, frame.format("")), excerpt(2, frame.format(ending), "NOR")]
    assert len(collate_excerpts(rows).passages[0].slots) == slots


@pytest.mark.parametrize(("common", "kinds"), [(6, {"shared", "variant"}), (5, {"tailored"})])
def test_fragment_stands_on_others_with_three_tenths_in_common(common, kinds):
    """Of twenty words of a fragment six must stand in the others' for it to be laid on them."""
    rows = [
        excerpt(1, f"{said(0, 24)}."),
        excerpt(2, f"{said(0, common)} {said(0, 20 - common, OTHERS)}.", "NOR"),
    ]
    norway = next(x for x in collate_excerpts(rows).letters if x.id == "NOR")
    assert {s.kind for s in norway.spans} == kinds


@pytest.mark.parametrize(("length", "slots"), [(4, 1), (5, 0)])
def test_slot_of_excerpts_has_four_words(length, slots):
    """Four words for four are a slot, five for five a rewording."""
    frame = f"{said(0, 6)} {{}} {said(6, 12)}."
    rows = [
        excerpt(k, frame.format(said(0, length, [f"{x}{w}" for w in OTHERS])), recipient)
        for k, (x, recipient) in enumerate((("a", "CAN"), ("b", "NOR"), ("c", "DEU")))
    ]
    assert len(collate_excerpts(rows).passages[0].slots) == slots


def test_word_alone_between_two_short_differences_is_no_common_ground():
    """Two short differences with one word between them are one, too long for a slot."""
    said = "They {} before the summit opens in the old town."
    rows = [
        excerpt(1, said.format("are not mending their wooden bridges")),
        excerpt(2, said.format("do not plan to mend their stone bridges"), "NOR"),
    ]
    assert collate_excerpts(rows).passages[0].slots == ()


def test_further_mark_of_a_kind_counts_seven_tenths():
    """Of two obligations in a sentence the second weighs seven tenths of what it weighs alone."""
    (first, second) = weights("You must act, and you have to pay.")
    assert (first, second) == (weights("You must act.")[0], round(0.7 * weights("You have to pay.")[0], 3))


@pytest.mark.parametrize(("words", "marked"), [(12, True), (13, False)])
def test_short_sentence_means_the_recipient_unnamed(words, marked):
    """What names nobody is meant for the recipient in a sentence of up to twelve words."""
    text = " ".join(
        ["It", "is", "time", "to", "act", "now", "and", "then", "and", "then", "and", "then", "again"][:words]
    )
    assert len(text.split()) == words
    assert bool(weights(f"{text}.")) == marked


@pytest.mark.parametrize(("between", "marked"), [(3, False), (4, True)])
def test_negation_reaches_four_words(between, marked):
    """A `nothing` takes away a demand that it stands before by three words, by more it does not."""
    text = f"Nothing {' '.join(['then'] * between)} must change."
    assert bool(weights(text)) == marked


@pytest.mark.parametrize(
    ("lacking", "words"), [(3, "in 4 of 7 letters, not in x4, x5, x6"), (4, "x0, x1, x2")]
)
def test_few_letters_that_lack_a_passage_are_named(lacking, words):
    """Up to three letters that lack a passage are named, else those that have it."""
    have = [f"x{k}" for k in range(7 - lacking)]
    letters = [
        made.letter(f"x{k}", [made.Part("We agreed.", passage="p1" if k < len(have) else "p2")])
        for k in range(7)
    ]
    passages = [
        Passage("p1", "We agreed.", tuple(have), (Reading("We agreed.", tuple(have)),)),
        Passage("p2", "We met.", ("x6",), (Reading("We met.", ("x6",)),), alone=True),
    ]
    assert words in as_html(Collation(tuple(letters), tuple(passages)))


@pytest.mark.parametrize(("length", "shown"), [(49, True), (50, False)])
def test_line_break_is_shown_after_a_short_line(length, shown):
    """A line of up to forty-nine characters was ended by its writer, a longer one by its width."""
    text = f"{'x' * length}\nand on"
    found = collated(text, text)
    assert ("x<br>" in as_html(found).replace("\n", "")) == shown
