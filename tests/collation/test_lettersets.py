"""The sets of letters on which the apparatus is tested: that their truth is true."""

from __future__ import annotations

import csv
import difflib
import re
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from lettersets.make import HERE, SETS, SLOT, load, write
from lettersets.score import score

from burdenshare.letters import recipients

SIZES = {
    "A": 24,
    "B": 32,
    "C": 24,
    "D": 32,
    "E": 12,
    "F": 12,
    "G": 5,
    "H": 2,
    "I": 24,
    "J": 32,
    "K": 24,
    "L": 24,
    "M": 24,
    "N": 16,
    "O": 16,
}


@pytest.fixture(scope="module", params=SETS)
def letters(request):
    """Every set in turn."""
    return load(request.param)


@pytest.fixture(scope="module")
def data(letters):
    """Its data file."""
    return tomllib.loads((HERE / f"{letters.name.lower()}.toml").read_text(encoding="utf-8"))


def given(letters, ranks=("sharper", "plain", "milder")):
    """A collation that is right throughout."""
    return {
        "letters": [
            {
                "id": x.id,
                "rank": ranks.index(x.tone) + 1,
                "pointedness": 0.0,
                "spans": [
                    {"start": s.start, "end": s.end, "kind": s.kind, "value": s.value} for s in x.spans
                ],
            }
            for x in letters.letters
        ]
    }


def words(text):
    """The words of a text, small."""
    return re.findall(r"\w+", text.lower())


def test_size_and_ids(letters):
    """A set has the letters it says, each with an id and a text of its own."""
    assert len(letters.letters) == SIZES[letters.name]
    assert len({x.id for x in letters.letters}) == len({x.text for x in letters.letters})
    assert letters.scored in {"dev", "held"}


def test_gold_covers_without_overlap(letters):
    """Every character but blanks and the numbers of paragraphs is gold exactly once."""
    for letter in letters.letters:
        at = 0
        for span in letter.spans:
            assert at <= span.start < span.end
            assert re.fullmatch(r"\s*(\d+\. )?", letter.text[at : span.start])
            at = span.end
        assert not letter.text[at:].strip()


def test_gold_begins_and_ends_with_words(letters):
    """No span begins or ends with a blank."""
    for letter in letters.letters:
        for span in letter.spans:
            piece = letter.text[span.start : span.end]
            assert piece == piece.strip()


def test_values_stand_at_their_places(letters):
    """A slot's value is the text at its offsets; other kinds have none."""
    for letter in letters.letters:
        for span in letter.spans:
            here = letter.text[span.start : span.end]
            assert span.value == (here if span.kind == "slot" else "")


def test_shared_words_are_shared(letters):
    """What is called shared stands in at least one other letter, a tailored sentence in none."""
    for letter in letters.letters:
        others = [x.text for x in letters.letters if x is not letter]
        for span in letter.spans:
            piece = letter.text[span.start : span.end]
            found = sum(" ".join(piece.split()) in " ".join(o.split()) for o in others)
            assert (found == 0) if span.kind == "tailored" else found or span.kind != "shared"


def test_shared_sentences_stand_in_two_letters(letters):
    """A sentence of the template stands unchanged in two letters or more."""
    where = defaultdict(set)
    for letter in letters.letters:
        for span in letter.spans:
            if span.kind in {"shared", "slot"}:
                where[span.sentence].add(letter.id)
    assert min(map(len, where.values())) >= 2


def is_day(words):
    """Whether a value is a day and its month."""
    return len(words) == 2 and words[0].isdigit() and words[1].isalpha()


def test_slots_have_no_common_word(letters):
    """The values at a place vary, and no word begins or ends them all: it would be shared.

    But a day keeps its month: `12` alone is no date.
    """
    values = defaultdict(list)
    for letter in letters.letters:
        for span in letter.spans:
            if span.kind == "slot":
                values[span.sentence, span.slot].append(span.value.split())
    for place, said in values.items():
        assert len({tuple(v) for v in said}) > 1, place
        assert len({v[0] for v in said}) > 1, place
        assert len({v[-1] for v in said}) > 1 or all(is_day(v) for v in said), place


def test_rewordings_are_rewordings(letters, data):
    """A reworded sentence keeps half of its words or more; less would be a new sentence."""
    template = {k: v for p in data["paragraph"] for k, v in p.items()}
    for letter in letters.letters:
        by_sentence = defaultdict(list)
        for span in letter.spans:
            if span.kind == "variant":
                by_sentence[span.sentence] += words(letter.text[span.start : span.end])
        for name, said in by_sentence.items():
            before = Counter(words(SLOT.sub("", template[name])))
            kept = (before & Counter(said)).total()
            alike = 2 * kept / (before.total() + len(said))
            assert alike >= 0.5, (letter.id, name, alike)


def test_tailored_sentences_are_unlike_each_other(letters):
    """No two letters have own sentences so alike that they would be one passage."""
    own = [
        (x.id, words(x.text[s.start : s.end]))
        for x in letters.letters
        for s in x.spans
        if s.kind == "tailored"
    ]
    for k, (who, here) in enumerate(own):
        for other, there in own[:k]:
            if who != other and set(here) & set(there):
                alike = difflib.SequenceMatcher(None, here, there, autojunk=False)
                assert alike.quick_ratio() < 0.6 or alike.ratio() < 0.5, (who, other, here, there)


def test_tones(letters):
    """Three letters are sharper and two milder; small sets have fewer."""
    sharper, milder = len(letters.toned("sharper")), len(letters.toned("milder"))
    small = {"G": (1, 1), "H": (1, 0), "E": (2, 1), "F": (2, 1)}
    assert (sharper, milder) == small.get(letters.name, (3, 2))


def test_longest_and_shortfall_are_plain(letters):
    """The longest tailored text and the largest shortfall belong to letters that are plain."""
    own = {x.id: sum(s.end - s.start for s in x.spans if s.kind == "tailored") for x in letters.letters}
    plain = letters.toned("plain")
    if "longest" in letters.trait:
        assert letters.trait["longest"] in plain
        assert max(own, key=own.get) == letters.trait["longest"]
    assert letters.trait.get("shortfall") in {*plain, None}


def test_leaders_are_of_the_list(letters):
    """Whoever is named as a leader stands in the dated list of leaders."""
    file = recipients.__path__[0] + "/leaders.csv"
    with open(file, encoding="utf-8", newline="") as rows:  # noqa: PTH123
        known = {row["name"] for row in csv.DictReader(rows)}
    named = {s.value for x in letters.letters for s in x.spans if s.slot == "leader"}
    assert named <= known


def test_written_files_keep_the_text(letters, tmp_path):
    """A file of the folder holds a letter's text, code point for code point."""
    write(letters, tmp_path)
    for letter in letters.letters:
        raw = (tmp_path / f"{letter.id}.txt").read_bytes()
        assert raw.decode("utf-8") == letter.text


def test_score_of_the_truth(letters):
    """The truth itself scores full marks."""
    result = score(letters, given(letters))
    assert (result.right, result.slot_recall, result.slot_precision) == (1.0, 1.0, 1.0)
    assert result.passes
    assert not result.worst()


def test_score_of_errors():
    """A slot cut short, a span left out and ranks turned round are each counted and named."""
    letters = load("A")
    wrong = given(letters, ranks=("milder", "plain", "sharper"))
    spans = wrong["letters"][0]["spans"]
    slot = next(s for s in spans if s["kind"] == "slot")
    slot["end"] -= 1
    spans.remove(next(s for s in spans if s["kind"] == "tailored"))
    result = score(letters, wrong)
    assert result.slots - result.found == 1
    assert len(result.slots_missed) == len(result.slots_invented) == 1
    assert (result.sharper_first, result.milder_last, result.passes) == (False, False, False)
    assert result.confusion["slot", "nothing"] == 1
    assert result.confusion["tailored", "nothing"] > 50
    assert "tailored -> nothing" in result.worst()


def test_score_joins_neighbours():
    """Two slots with a blank between them count as found in the joined count when given as one."""
    letters = load("B")
    right = given(letters)
    for letter, truth in zip(right["letters"], letters.letters, strict=True):
        slots = [s for s in truth.spans if s.kind == "slot"]
        for a, b in pairwise(slots):
            if not truth.text[a.end : b.start].strip():
                pair = [s for s in letter["spans"] if s["start"] in {a.start, b.start}]
                pair[0].update(end=b.end, value=truth.text[a.start : b.end])
                letter["spans"].remove(pair[1])
    result = score(letters, right)
    assert result.found < result.found_runs == result.slots
