"""The apparatus: letters cut into what they share, where they vary, and what is their own."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace

import pytest
from disturbed import disturbed
from hypothesis import given, settings
from hypothesis import strategies as st
from lettersets.make import SETS, load
from lettersets.score import score

from burdenshare.collation.apparatus import KINDS
from burdenshare.collation.entities import recognised
from burdenshare.collation.model import LeftOut, Witness
from burdenshare.collation.passages.letters import collate_letters
from burdenshare.collation.passages.pieces import cut
from burdenshare.letters.recipients import leaders

SENTENCES = (
    "Two per cent was agreed in Wales.",
    "The table for Denmark lies before us.",
    "Norway has reached 1.62 per cent.",
    "Please send the plan by 9 June 2018.",
    "Nobody asks for the impossible.",
    "We look forward to the summit in July!",
)
STRANGER = "Zebras graze quietly.\n\nEleven lanterns swung.\n"


def witnesses(texts):
    """Letters with ids of their own."""
    return [Witness(f"w{k}", text) for k, text in enumerate(texts)]


def plain(letter):
    """What a letter's spans say, but for the numbers of passages."""
    return [(s.start, s.end, s.kind, s.value) for s in letter.spans]


def pieces(letter, kind):
    """The words of a letter's spans of one kind."""
    return [letter.witness.text[s.start : s.end] for s in letter.spans if s.kind == kind]


def collated(name, **options):
    """A set of letters, collated, in the form of `collation.json`."""
    return scored(load(name), **options)


def scored(letters, **options):
    """Letters whose truth is known, collated and scored."""
    found = collate_letters([Witness(x.id, x.text) for x in letters.letters], **options)
    spans = [{"id": x.id, "rank": x.rank, "spans": [asdict(s) for s in x.spans]} for x in found.letters]
    return found, score(letters, {"letters": spans})


texts = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map(" ".join), min_size=1, max_size=5)
wild = st.lists(st.text(max_size=120), max_size=5)


@pytest.mark.parametrize("name", SETS)
def test_sets(name):
    """In every set all characters are classed right, and all slots are exact."""
    _, result = collated(name)
    assert (result.right, result.slot_recall, result.slot_precision) == (1, 1, 1)


def test_disturbed_sets():
    """Eight letters of a set, with other countries and values of other lengths, are read as well.

    What is missing is nearly all slots that happen to be the same in all eight letters.
    """
    right = []
    for name in SETS:
        letters = disturbed(name, 1)
        right.append(scored(letters)[1].right)
    assert sum(right) / len(right) >= 0.99
    assert min(right) >= 0.97


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("'", "’"),
        lambda text: text.replace(" million", "\u202fmillion"),
        lambda text: text.replace("\n", "\r\n"),
    ],
)
def test_writing_does_not_matter(change):
    """Quotes, blanks and line ends of one letter that are written otherwise change no kind."""
    letters = load("A").letters
    before = collate_letters([Witness(x.id, x.text) for x in letters])
    odd = [Witness(x.id, change(x.text) if k == 3 else x.text) for k, x in enumerate(letters)]
    after = collate_letters(odd)
    for a, b in zip(before.letters, after.letters, strict=True):
        assert [(s.kind, s.passage) for s in a.spans] == [(s.kind, s.passage) for s in b.spans]


def test_slot_is_recognised():
    """A slot says whether it holds allies, leaders, dates or figures."""
    found, _ = collated("A", names={x.name: x.ally for x in leaders()})
    slots = {s.recognised for p in found.passages for s in p.slots}
    assert slots == {"ally", "leader", "date", "figure", ""}
    canada = next(x for x in found.letters if x.id == "CAN")
    said = {s.value: s.recognised for s in canada.spans if s.kind == "slot"}
    assert said["Canada"] == "ally"
    assert said["Justin Trudeau"] == said["Prime Minister Trudeau"] == "leader"
    assert said["15.2 billion dollars"] == said["1.23"] == "figure"
    assert said["28 May"] == "date"
    assert not said["a framework battalion"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("l’Estonie", "ally"),
        ("der Niederlande", "ally"),
        ("the United Kingdom", "ally"),
        ("norwegische", "ally"),
        ("1er juin", "date"),
        ("9. September", "date"),
        ("Thursday", "date"),
        ("1 200 millions d’euros", "figure"),
        ("thirty", "figure"),
        ("the guard company", ""),
        ("Rome", ""),
        ("Germany's", "ally"),
        ("the Netherlands'", "ally"),
        ("norvégien", "ally"),
        ("Norwegian", "ally"),
        ("2025-2029", "figure"),
        ("Im Juni 2018", "date"),
        ("480 million krónur", "figure"),
    ],
)
def test_values_are_recognised_in_three_languages(value, kind):
    """Names, dates and figures are known in English, French and German."""
    assert recognised(value, ()) == kind


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Montenegro", "ally"),
        ("Montenegro's", "ally"),
        ("Luís Montenegro", "leader"),
        ("Prime Minister Montenegro", "leader"),
        ("the President of the Government of Spain", ""),
    ],
)
def test_ally_comes_before_surname(value, kind):
    """An ally's name is that of the ally, though a leader bears it as a surname."""
    assert recognised(value, tuple(x.name for x in leaders())) == kind


def test_passage_has_its_readings():
    """A passage gives its commonest wording with slots, the others, and how far off they are."""
    found, _ = collated("G")
    [passage] = [p for p in found.passages if "let the printer" in p.text]
    assert passage.text == "Please let the printer have it by ⟨s1⟩ of next week."
    assert passage.slots[0].values["DEU"] == "Friday"
    assert passage.readings[0].letters == ("DEU", "DNK", "ISL")
    assert passage.readings[0].distance == 0
    assert {r.letters for r in passage.readings[1:]} == {("BEL",), ("NOR",)}
    assert all(0 < r.distance < 1 for r in passage.readings[1:])


def test_same_rewording_is_one_reading():
    """Letters that reword a sentence in the same words stand behind one reading."""
    found, _ = collated("B")
    [passage] = [p for p in found.passages if p.text.startswith("The omissions of a decade")]
    assert ("BEL", "BGR") in {r.letters for r in passage.readings}


def test_sentence_of_one_letter_is_alone():
    """A passage is marked as alone where one letter has it, and that letter's text is tailored."""
    found, _ = collated("H")
    alone = [p for p in found.passages if p.alone]
    tailored = Counter(s.passage for x in found.letters for s in x.spans if s.kind == "tailored")
    assert all(len(p.letters) == 1 and p.readings[0].text == p.text for p in alone)
    assert set(tailored) == {p.id for p in alone}


def test_split_sentence_is_a_rewording():
    """A sentence that a letter splits in two is one passage, reworded."""
    found, _ = collated("A")
    poland = next(x for x in found.letters if x.id == "POL")
    first, second = [s for s in poland.spans if s.kind == "variant"]
    assert first.passage == second.passage


def test_neighbouring_slots_are_two():
    """A nationality is a slot of its own where it stands elsewhere in the letter."""
    found, _ = collated("B")
    albania = next(x for x in found.letters if x.id == "ALB")
    values = [s.value for s in albania.spans if s.kind == "slot"]
    assert values[values.index("delegation") - 1] == "Albanian"


def values(texts):
    """What stands in the slots of letters, in order."""
    return [pieces(x, "slot") for x in collate_letters(witnesses(texts)).letters]


def test_name_and_figure_are_two_slots():
    """A name with a figure beside it is two slots; so are a date and who spoke that day."""
    spent = [
        "In dem Jahr gab Belgien 1,18 Prozent aus.",
        "In dem Jahr gab Polen 1,95 Prozent aus.",
        "In dem Jahr gab die Türkei 1,77 Prozent aus.",
    ]
    assert values(spent) == [["Belgien", "1,18"], ["Polen", "1,95"], ["die Türkei", "1,77"]]
    named = [
        "On 9 May 2018 you named 2 per cent.",
        "On 14 June 2018 your parliament named 2 per cent.",
        "In March 2018 your government named 2 per cent.",
    ]
    assert values(named)[1:] == [["On 14 June", "your parliament"], ["In March", "your government"]]


def test_form_of_address_belongs_to_the_office():
    """Letters to men and women differ in the form of address, which is a slot and no rewording."""
    rest = ", vor dem Treffen der Minister schreibe ich Ihnen noch einmal."
    offices = ["Herr Ministerpräsident", "Frau Ministerpräsidentin", "Herr Präsident"]
    assert values([f"Sehr verehrter {offices[0]}{rest}", f"Sehr verehrte {offices[1]}{rest}"]) == [
        [f"verehrter {offices[0]}"],
        [f"verehrte {offices[1]}"],
    ]
    assert values([office + rest for office in offices]) == [[office] for office in offices]


def test_rows_of_a_table_are_not_mixed():
    """Rows that differ in their label alone are passages of their own, in the order of labels."""
    tables = [
        "2014: 1.35 per cent\n2019: 1.31 per cent\n2024: 1.71 per cent",
        "2014: 0.97 per cent\n2019: 0.89 per cent\n2024: 1.27 per cent",
        "2019: 3.13 per cent\n2024: 1.93 per cent",
    ]
    assert values(tables) == [["1.35", "1.31", "1.71"], ["0.97", "0.89", "1.27"], ["3.13", "1.93"]]


def test_sentence_ends_where_it_ends_elsewhere():
    """A stop after a single letter ends a sentence if the same words end it in other letters."""
    shared, own = "Report it in column F and not in column G.", "Debris of drones is not equipment."
    *_, last = collate_letters(witnesses([shared, shared, f"{shared} {own}"])).letters
    assert (pieces(last, "shared"), pieces(last, "tailored")) == ([shared], [own])


def test_short_frame_around_long_values():
    """A short sentence is found by the words all letters have, however long its value."""
    cares = [
        "gang crime",
        "debt",
        "interest rates",
        "wildfire season",
        "energy bills",
        "a coalition of three and a ruling of the court that came in November",
    ]
    assert values([f"We know about {care}." for care in cares]) == [[care] for care in cares]


def test_own_share_counts_characters():
    """The tailored share is that of the characters that are not blank."""
    one, other = collate_letters(witnesses(["Two went. Abc de.", "Two went."])).letters
    assert one.tailored_pct == pytest.approx(100 * 6 / 14, abs=0.01)
    assert other.tailored_pct == 0


def test_wrapped_lines_are_one_sentence():
    """Lines broken for their length are joined; lines of an address are pieces of their own."""
    text = (
        "Forum for Defense\nTo the Prime Minister\n\n"
        "The latest returns for the year show a spending of two per cent, and\n"
        "Denmark has met what was agreed between all of the governments that\n"
        "came to Wales. Mr. Rasmussen wrote so on 9 June 2018.\n"
    )
    assert [text[p.start : p.end].split(maxsplit=1)[0] for p in cut(text, 0, "en", ())] == [
        "Forum",
        "To",
        "The",
        "Mr.",
    ]


def test_no_letters():
    """No letters give no passages; what was left out is handed on."""
    left = (LeftOut("a.txt", "is empty"),)
    found = collate_letters([], left_out=left)
    assert (found.letters, found.passages, found.left_out) == ((), (), left)


def test_one_letter_is_all_its_own():
    """A letter by itself shares nothing."""
    [letter] = collate_letters(witnesses([" ".join(SENTENCES)])).letters
    assert letter.tailored_pct == 100
    assert {s.kind for s in letter.spans} == {"tailored"}
    assert letter.rank == 1


@given(texts=wild)
@settings(max_examples=60, deadline=None)
def test_spans_cover_everything_once(texts):
    """Spans ascend without overlap, lie in the text, and hold all that is not blank."""
    for letter in collate_letters(witnesses(texts)).letters:
        text, at = letter.witness.text, 0
        for span in letter.spans:
            assert at <= span.start < span.end <= len(text)
            assert not text[at : span.start].strip()
            assert span.kind in KINDS
            assert span.value == (text[span.start : span.end] if span.kind == "slot" else "")
            at = span.end
        assert not text[at:].strip()


@given(text=st.one_of(st.text(max_size=200), texts.map("\n\n".join)), copies=st.integers(2, 4))
@settings(max_examples=60, deadline=None)
def test_identical_letters_share_everything(text, copies):
    """Letters that are the same have nothing of their own."""
    for letter in collate_letters(witnesses([text] * copies)).letters:
        assert letter.tailored_pct == 0
        assert {s.kind for s in letter.spans} <= {"shared"}


@given(texts=texts, order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_does_not_matter(texts, order):
    """Letters given in another order have the same spans, passages and ranks."""
    given_ = witnesses(texts)
    other = list(given_)
    order.shuffle(other)
    one, two = collate_letters(given_), collate_letters(other)
    assert one.passages == two.passages
    assert {x.id: x for x in one.letters} == {x.id: x for x in two.letters}


@given(texts=texts)
@settings(max_examples=40, deadline=None)
def test_a_stranger_changes_nothing(texts):
    """A letter that shares nothing leaves the spans of the others as they are."""
    before = collate_letters(witnesses(texts)).letters
    after = collate_letters([*witnesses(texts), Witness("x", STRANGER)]).letters
    assert [plain(x) for x in before] == [plain(x) for x in after[:-1]]
    assert after[-1].tailored_pct == 100


def test_number_of_a_paragraph_belongs_to_its_sentence():
    """The number before a sentence has its passage and is no slot, whatever it is."""
    one = "1. Nobody asks for the impossible.\n\n2. Norway has reached 1.62 per cent."
    other = "1. Denmark has reached 1.17 per cent.\n\n2. Nobody asks for the impossible."
    found = collate_letters(witnesses([one, other])).letters
    assert [pieces(x, "slot") for x in found] == [["Norway", "1.62"], ["Denmark", "1.17"]]
    assert all("2." in pieces(x, "shared") for x in found)


def test_zones_are_handed_to_pointedness():
    """The evidence lies within the letter and adds up to its pointedness."""
    found, _ = collated("A")
    for letter in found.letters:
        assert letter.pointedness == pytest.approx(sum(m.weight for m in letter.evidence), abs=0.01)
        assert all(0 <= m.start < m.end <= len(letter.witness.text) for m in letter.evidence)
        assert replace(letter, rank=1).id == letter.id
