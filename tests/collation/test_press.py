"""Letters known through newspapers: outlets merged, letters compared, translations kept apart."""

from __future__ import annotations

import pytest

from burdenshare.collation.align import agree, lay
from burdenshare.collation.press import collate_excerpts
from burdenshare.collation.press.extracts import extracts_of
from burdenshare.collation.reading.excerpts import MODES, Excerpt, read_excerpts

MODE = {"q": "quoted", "t": "translated", "p": "paraphrased", "r": "receipt"}


def row(n, recipient, text, slot="", outlet="Outlet A", mode="q", date="2031-05-04", language="en"):
    """A row of an invented table."""
    return Excerpt(
        f"X-{n}",
        date,
        recipient,
        "",
        "Prime Minister",
        text,
        language,
        MODE[mode],
        slot,
        outlet,
        f"https://example.org/{n}",
        "2031-06",
        "",
    )


ASK = "Tell us before the harvest how many bridges {} will mend."
PATIENCE = "Our patience with broken bridges has become thinner every winter and will soon be gone."
TABLE = [
    row(1, "CAN", "Winter was long this year, and the roads suffered from it.", "opening/tailored"),
    row(2, "CAN", PATIENCE, "patience"),
    row(3, "CAN", PATIENCE.replace("winter", "year"), "patience", "Outlet B"),
    row(4, "CAN", "has become thinner every winter", "patience", "Outlet C"),
    row(5, "CAN", ASK.format("Canada"), "request"),
    row(6, "NOR", ASK.format("Norway"), "request"),
    row(7, "NOR", PATIENCE, "patience"),
    row(
        8,
        "DEU",
        "Our patience with broken bridges has become thinner every winter, and unlike our "
        "neighbours you never once mended a single bridge of your own.",
        "patience/tailored",
    ),
    row(9, "DEU", "You have failed us for nine years, and we shall no longer pay for it.", "account"),
    row(10, "DNK", "Du har svigtet os i ni år.", "account", "Avis", "t", language="da"),
    row(11, "ESP", "", "opening", "Diario", "p"),
    row(12, "LUX", "", "", "Radio", "r"),
    row(
        13,
        "*",
        "[You must] tell us before the harvest how many bridges [country] will mend",
        "request",
        "Weekly",
    ),
]


@pytest.fixture(scope="module")
def invented():
    """The invented table, collated."""
    return collate_excerpts(TABLE)


@pytest.fixture(scope="module")
def june(shared):
    """The table of June 2018, collated."""
    table = read_excerpts(shared / "letters" / "june-2018-excerpts.csv")
    return collate_excerpts(table.excerpts, left_out=table.left_out)


def letter(found, name):
    """A letter by its id."""
    return next(x for x in found.letters if x.id == name)


def passage(found, attestation):
    """The passage that an excerpt attests."""
    held = {a.id: a.passage for x in found.letters for a in x.attestations}
    return next(p for p in found.passages if p.id == held[attestation])


def words(found, name, kind, of=None):
    """A letter's words of a kind, in a passage or in all."""
    one = letter(found, name)
    return [
        one.witness.text[s.start : s.end] for s in one.spans if s.kind == kind and of in {None, s.passage}
    ]


def slots(found, attestation):
    """The values of a passage's slots."""
    return [s.values for s in passage(found, attestation).slots]


def test_outlets_merge_into_one_text(invented):
    """What three outlets print of a letter stands in it once, with three attestations."""
    can = letter(invented, "CAN")
    assert can.witness.text.count("patience") == 1
    at = {a.id: (a.start, a.end) for a in can.attestations}
    assert can.witness.text[slice(*at["X-2"])] == PATIENCE
    assert at["X-3"] == at["X-2"]
    assert can.witness.text[slice(*at["X-4"])] == "has become thinner every winter"


def test_conflict_and_agreement(invented):
    """Outlets that print other words are in conflict, outlets that print the same agree."""
    conflict, agreement = sorted(invented.agreements, key=lambda a: not a.conflict)
    assert conflict.letter == agreement.letter == "CAN"
    assert conflict.passage == agreement.passage == passage(invented, "X-2").id
    assert {who: "winter" in text for text, who in conflict.readings.items()} == {
        ("Outlet A",): True,
        ("Outlet B",): False,
    }
    assert not agreement.conflict
    assert list(agreement.readings.values()) == [("Outlet A", "Outlet C")]


def test_spellings_between_outlets():
    """`2 per cent` and `2 percent` are a conflict between outlets, and one wording of two letters."""
    said = "We asked for {} of your harvest and were given less."
    found = collate_excerpts(
        [
            row(1, "CAN", said.format("2 per cent"), "ask"),
            row(2, "CAN", said.format("2 percent"), "ask", "Outlet B"),
            row(3, "NOR", said.format("2 percent"), "ask"),
        ]
    )
    assert [a.conflict for a in found.agreements] == [True]
    assert [r.letters for r in found.passages[0].readings] == [("CAN", "NOR")]
    assert {s.kind for x in found.letters for s in x.spans} == {"shared"}


def test_conflict_is_no_difference_of_letters():
    """Where one outlet prints of a letter what another letter has, the letters are the same."""
    said = "The {} of the valley need a bridge before the winter comes."
    found = collate_excerpts(
        [
            row(1, "CAN", said.format("villagres"), "need"),
            row(2, "CAN", said.format("villagers"), "need", "Outlet B"),
            row(3, "NOR", said.format("villagers"), "need"),
        ]
    )
    (reading,) = found.passages[0].readings
    assert reading.letters == ("CAN", "NOR")
    assert reading.text == said.format("villagers")
    assert letter(found, "CAN").witness.text == said.format("villagres")


def test_same_words_in_other_punctuation():
    """Quotation marks, case and a lost full stop are no disagreement."""
    found = collate_excerpts(
        [
            row(1, "CAN", "“The bridge’s price has doubled.”"),
            row(2, "CAN", "the bridge's price has doubled", outlet="Outlet B"),
        ]
    )
    assert letter(found, "CAN").witness.text == "The bridge’s price has doubled."
    assert [a.conflict for a in found.agreements] == [False]


def test_slot_and_bracket(invented):
    """A recipient's name is a slot; an editor's `[country]` leaves it open."""
    assert slots(invented, "X-5") == [{"*": "[country]", "CAN": "Canada", "NOR": "Norway"}]
    assert passage(invented, "X-5").slots[0].recognised == "ally"
    assert "You" not in letter(invented, "*").witness.text


def test_rewording_and_own_clause(invented):
    """The commonest wording is shared; a letter's added clause is its own."""
    p = passage(invented, "X-2")
    assert p.readings[0].letters == ("CAN", "NOR")
    assert words(invented, "NOR", "shared", p.id) == [PATIENCE]
    assert "unlike our neighbours" in " ".join(
        words(invented, "DEU", "tailored", p.id) + words(invented, "DEU", "variant", p.id)
    )
    assert not words(invented, "CAN", "variant")


def test_spans_hold_all_words(invented):
    """Spans do not overlap, and leave out nothing but blanks and stops after a slot."""
    for x in invented.letters:
        at = 0
        for s in x.spans:
            assert at <= s.start < s.end
            assert not any(c.isalnum() for c in x.witness.text[at : s.start])
            assert s.kind != "slot" or x.witness.text[s.start : s.end] == s.value
            at = s.end
        assert not any(c.isalnum() for c in x.witness.text[at:])


def test_translation_is_never_verbatim(invented):
    """A translation attests a passage and gives the letter no words, no span and no rank."""
    dnk, p = letter(invented, "DNK"), passage(invented, "X-9")
    assert (dnk.witness.text, dnk.spans, dnk.evidence) == ("", (), ())
    assert dnk.attestations[0].passage == p.id
    assert p.letters == ("DEU", "DNK")
    assert [r.letters for r in p.readings] == [("DEU",)]
    assert not p.alone
    assert dnk.rank == max(x.rank for x in invented.letters)


def test_passage_of_a_translation_is_not_ones_own(invented):
    """Marks in a passage that another letter has in translation do not count as said alone."""
    deu, p = letter(invented, "DEU"), passage(invented, "X-9")
    place = next(s for s in deu.spans if s.passage == p.id)
    marks = [m for m in deu.evidence if place.start <= m.start < place.end]
    assert marks
    assert not any("no other letter" in m.why for m in marks)


def test_coverage(invented):
    """Coverage is the share of the known passages that any mode but a receipt attests."""
    shares = {x.id: x.attested_pct for x in invented.letters}
    assert shares == {"CAN": 75, "NOR": 50, "DEU": 50, "DNK": 25, "ESP": 25, "LUX": 0, "*": 25}


def test_rank_and_template(invented):
    """The sharpest letter is first; what is said of several letters is not ranked."""
    assert letter(invented, "DEU").rank == 1
    several = letter(invented, "*")
    assert (several.pointedness, several.evidence, several.witness.recipient) == (0, (), "")
    assert several.rank == max(x.rank for x in invented.letters)
    assert any(n.startswith("*") for n in invented.notes)


def test_recipients_carry_their_source(invented):
    """The count of recipients leaves out `*` and names the outlets."""
    note = invented.notes[0]
    assert note.startswith("6 recipients are named: CAN by Outlet A, Outlet B, Outlet C;")
    assert "LUX by Radio" in note
    assert "Weekly" not in note


def test_order_follows_the_fullest_letter():
    """Passages stand as the letter with most of them has them, whatever the rows of the others."""
    one, two, three = ("The road is closed.", "The bridge has fallen.", "Please send engineers.")
    found = collate_excerpts(
        [
            row(1, "NOR", three, "ask"),
            row(2, "NOR", one, "road"),
            row(3, "CAN", one, "road"),
            row(4, "CAN", two, "bridge"),
            row(5, "CAN", three, "ask"),
        ]
    )
    assert [p.text for p in found.passages] == [one, two, three]
    assert letter(found, "NOR").witness.text == f"{one}\n\n{three}"


def test_table_without_places():
    """Without the column `passage_slot` the words tell what is one passage."""
    whole = f"Winter was long. {PATIENCE} {ASK.format('Canada')}"
    found = collate_excerpts(
        [row(1, "CAN", whole), row(2, "NOR", PATIENCE), row(3, "DEU", ASK.format("Germany"))]
    )
    assert [p.letters for p in found.passages] == [("CAN",), ("CAN", "NOR"), ("CAN", "DEU")]
    assert found.passages[2].slots[0].values == {"CAN": "Canada", "DEU": "Germany"}


def test_long_excerpt_takes_places_from_others():
    """A sentence of a long excerpt belongs where the table puts the same words of another letter."""
    whole = f"Winter was long. {PATIENCE} {ASK.format('Canada')}"
    found = collate_excerpts(
        [
            row(1, "CAN", whole, "opening"),
            row(2, "NOR", PATIENCE, "patience"),
            row(3, "DEU", ASK.format("Germany"), "request"),
        ]
    )
    assert [p.letters for p in found.passages] == [("CAN",), ("CAN", "NOR"), ("CAN", "DEU")]


def test_excerpts_that_overlap():
    """An excerpt that goes on where another ends lengthens the text, from either side."""
    found = collate_excerpts(
        [
            row(1, "CAN", "the old bridge over the river fell in the storm of last March"),
            row(2, "CAN", "in the storm of last March. Nobody was hurt.", outlet="Outlet B"),
            row(3, "CAN", "As you know, the old bridge over the river fell", outlet="Outlet C"),
        ]
    )
    can = letter(found, "CAN")
    assert can.witness.text == (
        "As you know, the old bridge over the river fell in the storm of last March. Nobody was hurt."
    )
    assert [can.witness.text[a.start : a.end] for a in can.attestations][1:] == [
        "in the storm of last March. Nobody was hurt.",
        "As you know, the old bridge over the river fell",
    ]
    assert [a.conflict for a in found.agreements] == [False, False]


def test_ellipsis_is_a_gap():
    """What stands before and after an ellipsis is not read as one sentence."""
    found = collate_excerpts([row(1, "CAN", "We mended the road [...] and nobody thanked us.")])
    assert letter(found, "CAN").witness.text == "We mended the road\n\nand nobody thanked us."
    assert [len(p.words) for p in extracts_of("one … two three ... four")] == [1, 2, 1]


def test_letters_of_two_dates():
    """Two letters to one recipient stay two; a month takes in its day."""
    found = collate_excerpts(
        [
            row(1, "CAN", "The road is closed.", date="2031-05"),
            row(2, "CAN", "The road is closed.", date="2031-05-04"),
            row(3, "CAN", "The road is open.", date="2032-05-04"),
        ]
    )
    assert [x.id for x in found.letters] == ["CAN 2031-05-04", "CAN 2032-05-04"]


def test_nothing_known():
    """An empty table, and one of receipts, come to letters without passages."""
    assert collate_excerpts([]).letters == ()
    found = collate_excerpts([row(1, "LUX", "", mode="r")])
    assert (found.passages, found.letters[0].attested_pct) == ((), 0.0)


def test_place_known_in_translation_alone():
    """A passage of which nobody has the words is no passage, and the notes say so."""
    found = collate_excerpts([row(1, "DNK", "Vejen er lukket.", "road", mode="t", language="da")])
    assert found.passages == ()
    assert any("road" in n for n in found.notes)


def test_alignment_pairs_outwards():
    """Beyond what is shared, the first word stands against the first, not against the last."""
    (one,) = extracts_of("we mend the old bridge soon")
    (other,) = extracts_of("we mend the old bridge never while the others pay")
    assert lay(one.words, other.words, agree)[5:7] == [(5, 5), (None, 6)]


@pytest.mark.shared
def test_june_political_capital(june):
    """The sentence on political capital is one passage of two letters and `*`, with its slots."""
    p = passage(june, "J18-006")
    assert p == passage(june, "J18-024") == passage(june, "J18-019")
    assert set(p.letters) == {"CAN", "NOR", "*"}
    first, second = slots(june, "J18-006")
    assert (first["NOR"], first["*"]) == ("our own", "our own")
    assert first["CAN"].startswith("America")
    assert second == {"CAN": "defense", "NOR": "defense", "*": "military"}


@pytest.mark.shared
def test_june_justification(june):
    """The justification is the same in Canada and Norway and deviates in Germany."""
    p = passage(june, "J18-007")
    assert p.readings[0].letters == ("CAN", "NOR")
    assert {s.kind for s in letter(june, "NOR").spans if s.passage == p.id} == {"shared"}
    assert {s.kind for s in letter(june, "CAN").spans if s.passage == p.id} == {"shared"}
    assert "burden" in words(june, "DEU", "variant", p.id)
    (own,) = words(june, "DEU", "tailored", p.id)
    assert "soldiers" in own
    assert {"BEL", "DNK"} <= set(p.letters)


@pytest.mark.shared
def test_june_continent(june):
    """The passage on the Continent is Germany's and Denmark's alone, and Denmark's not verbatim."""
    p = passage(june, "J18-014")
    assert p == passage(june, "J18-033") == passage(june, "J18-016")
    assert p.letters == ("DEU", "DNK")
    assert [r.letters for r in p.readings] == [("DEU",)]


@pytest.mark.shared
def test_june_witness_conflict(june):
    """The Canadian Press variant and the transcription slip are a conflict within Canada's letter."""
    (conflict,) = [a for a in june.agreements if a.conflict]
    assert (conflict.letter, conflict.passage) == ("CAN", passage(june, "J18-008").id)
    slip, variant = conflict.readings
    assert "Americans" in slip
    assert "agreements" in variant
    assert "agreements" not in slip
    (agreement,) = [a for a in june.agreements if not a.conflict]
    assert agreement.passage == passage(june, "J18-011").id


@pytest.mark.shared
def test_june_most_pointed(june):
    """Germany's letter is the most pointed, with the words that make it so."""
    deu = letter(june, "DEU")
    assert [x.id for x in june.letters if x.rank == 1] == ["DEU"]
    marked = [deu.witness.text[m.start : m.end] for m in deu.evidence if m.weight > 0]
    for word in ("underspending", "soldiers", "sustainable", "see you"):
        assert any(word in m for m in marked)


@pytest.mark.shared
def test_june_translations(june):
    """Letters known in translation, paraphrase or by receipt have no words and no spans."""
    bare = [x.id for x in june.letters if not x.witness.text]
    assert bare == ["BEL", "DNK", "ESP", "NLD", "LUX", "ITA", "PRT"]
    assert not any(x.spans or x.evidence for x in june.letters if x.id in bare)
    for x in june.letters:
        assert all((a.end > a.start) == (a.mode == MODES["no"]) for a in x.attestations)


@pytest.mark.shared
def test_june_coverage_and_order(june):
    """Ten passages stand in the order of the template; Canada's letter has all but one."""
    held = {
        p.id: next(a.id for x in june.letters for a in x.attestations if a.passage == p.id)
        for p in june.passages
    }
    assert list(held.values()) == [
        "J18-001",
        "J18-002",
        "J18-003",
        "J18-004",
        "J18-005",
        "J18-006",
        "J18-007",
        "J18-009",
        "J18-014",
        "J18-010",
    ]
    shares = {x.id: x.attested_pct for x in june.letters}
    assert (shares["CAN"], shares["DEU"], shares["ESP"], shares["ITA"]) == (90, 50, 10, 0)
    assert june.notes[0].startswith("10 recipients")


@pytest.mark.shared
def test_june_open_slot(june):
    """Foreign Policy's `[country]` is an open slot beside the names of the recipients."""
    assert slots(june, "J18-021") == [{"CAN": "Canada", "NOR": "Norway", "*": "[country]"}]
