"""Letters at their edges: conditions, foreign and later figures, parts within parts, the kit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from small import edition, record

from burdenshare.correspondence.findings import findings
from burdenshare.document import Document, Number, Paragraph, Text
from burdenshare.document.reading import Mark, ReadDocument, ReadParagraph
from burdenshare.errors import LetterError
from burdenshare.letters import (
    Evidence,
    Fact,
    Kit,
    Recipient,
    compose,
    holds,
    init_kit,
    quantities,
    read_kit,
    verify,
)
from burdenshare.letters.kit import FILES
from burdenshare.letters.passages import Rule
from burdenshare.record import cell_figure

PUBLISHED = date(2018, 7, 10)
FACTS = {
    "gap": Decimal("-0.1"),
    "level": Decimal(2),
    "share": Decimal(2),
    "estimate": "yes",
    "tone": "firm",
    "plan": None,
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # a number against a number, at the edge
        ("gap >= -0.1", True),
        ("gap > -0.1", False),
        ("gap <= -0.1", True),
        ("gap < -0.1", False),
        ("gap == -0.10", True),
        ("gap != -0.10", False),
        # against another fact
        ("share >= level", True),
        ("share < level", False),
        ("share == level", True),
        # words against words
        ("estimate == yes", True),
        ("estimate != yes", False),
        ("estimate != no", True),
        # a number against words, and words against a number: they differ, and none is greater
        ("gap == large", False),
        ("gap != large", True),
        ("gap >= large", False),
        ("gap <= large", False),
        ("gap > large", False),
        ("gap < large", False),
        ("gap == tone", False),
        ("gap != tone", True),
        ("gap < tone", False),
        ("tone == level", False),
        ("tone != level", True),
        ("tone >= level", False),
        ("tone <= level", False),
        # what is not known carries nothing, whichever way it points
        ("plan == 2", False),
        ("plan != 2", False),
        ("level != plan", False),
        ("nonsense != 2", False),
        ("plan unknown", True),
        ("plan known", False),
        ("gap unknown", False),
        ("gap known", True),
        # alternatives
        ("gap > 0 or estimate == yes", True),
        ("gap > 0 or estimate == no", False),
    ],
)
def test_conditions(condition, expected):
    """A condition compares numbers as numbers and words as words, and never one with the other."""
    assert holds(condition, FACTS) is expected


def figure_of(ally="DEU"):
    """Return a figure of an ally that was published on 10 July 2018."""
    held = record(edition("2018-07-10", {f"share_of_gdp 2018 {ally}": "1.24"}))
    return cell_figure(held, held.only("nato/2018-07-10").latest("share_of_gdp", ally, 2018))


def letter(*runs, role="body"):
    """Return a letter of one paragraph."""
    return Document("", "letter", (Paragraph(tuple(runs), role),))


@pytest.mark.parametrize(
    ("day", "is_known"), [("2018-07-09", False), ("2018-07-10", True), ("2018-07-11", True)]
)
def test_a_figure_may_stand_from_its_very_day(day, is_known):
    """A figure may stand in a letter of the day on which it was published, and in none before."""
    document = letter(Number(figure_of(), "1.24 per cent"))
    if is_known:
        verify(document, "DEU", date.fromisoformat(day))
    else:
        with pytest.raises(LetterError, match="was not known before 2018-07-10"):
            verify(document, "DEU", date.fromisoformat(day))


@pytest.mark.parametrize(
    ("ally", "sender", "is_right"),
    [
        ("DEU", "", True),
        ("NATO", "", True),  # of all together: nobody's own
        ("NATO", "FRA", True),
        ("FRA", "", False),
        ("FRA", "FRA", True),  # the sender's own
        ("ITA", "FRA", False),
        ("DEU", "FRA", True),
    ],
)
def test_whose_figures_may_stand(ally, sender, is_right):
    """In a letter stand figures of the recipient, of the alliance and of the sender, nobody else's."""
    document = letter(Number(figure_of(ally), "1.24 per cent"))
    if is_right:
        verify(document, "DEU", PUBLISHED, sender=sender)
    else:
        with pytest.raises(LetterError, match=f"is {ally}'s"):
            verify(document, "DEU", PUBLISHED, sender=sender)


def status_of(text, ally="DEU", to="DEU", day="2018-07-10", sender="", name="", role="body"):
    """Return what is found of a number of a finished letter that names a figure of an ally."""
    known = figure_of(ally)
    mark = Mark(text, name or known.id)
    read = ReadDocument("", "en", {}, (ReadParagraph(role, (mark,), "paragraph 1"),))
    (seen,) = findings(read, lambda _: known, ally=to, as_of=day and date.fromisoformat(day), sender=sender)
    assert seen.expected == "1.24 per cent"
    return seen.status


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({}, "agrees"),
        ({"day": "2018-07-09"}, "later"),  # the day before it was published
        ({"day": "2018-07-11"}, "agrees"),
        ({"day": ""}, "agrees"),  # a letter that bears no day
        ({"ally": "FRA"}, "foreign"),
        ({"ally": "FRA", "sender": "FRA"}, "agrees"),
        ({"ally": "FRA", "sender": "ITA"}, "foreign"),
        ({"ally": "NATO"}, "agrees"),  # of all together
        ({"ally": "NATO", "sender": "FRA"}, "agrees"),
        ({"ally": "FRA", "to": ""}, "agrees"),  # a letter that bears no recipient
        ({"ally": "FRA", "day": "2018-07-09"}, "foreign"),
        ({"text": "1.25 per cent"}, "differs"),
        ({"text": "1.240 per cent"}, "differs"),
        ({"text": "1,24 per cent"}, "agrees"),
        ({"text": "1.24 billion"}, "differs"),
        ({"text": "little"}, "differs"),
        ({"name": "cell.nato.share_of_gdp.DEU.2018@2018-07-10~0000"}, "changed"),
        ({"role": "address"}, "agrees"),
    ],
)
def test_numbers_of_a_finished_letter(options, status):
    """A finished letter's number is judged by whose, when and what it is, as when it was composed."""
    assert status_of(**{"text": "1.24 per cent"} | options) == status


def test_a_figure_does_not_hide_words_beside_it():
    """Words are read without the figures between them, on both sides."""
    with pytest.raises(LetterError, match="'half' is a quantity"):
        verify(letter(Number(figure_of(), "1.24"), Text(" and half of it")), "DEU", PUBLISHED)
    verify(letter(Text("It is "), Number(figure_of(), "1.24"), Text(".")), "DEU", PUBLISHED)


@pytest.mark.parametrize(
    ("role", "is_read"), [("body", True), ("closing", True), ("subject", True), ("address", False)]
)
def test_the_frame_may_hold_numbers(role, is_read):
    """House numbers and days of the frame are no quantities of the record; all else is read."""
    document = letter(Text("12 Main Street"), role=role)
    if is_read:
        with pytest.raises(LetterError, match="'12' is a quantity"):
            verify(document, "DEU", PUBLISHED)
    else:
        verify(document, "DEU", PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", ["7"]),
        ("7 or 8.", ["7", "8"]),
        ("1,234.5", ["1,234.5"]),
        ("٣", ["٣"]),  # digits of another script, once each
        ("½", ["½"]),
        ("Ⅳ", ["Ⅳ"]),
        ("x²", ["²"]),
        ("٣½", ["٣", "½"]),
        ("2024", []),
        ("2024.5", ["2024.5"]),
        ("2024 dollars", ["2024"]),
    ],
)
def test_digits_of_every_script_are_found_once(text, expected):
    """Digits and numeric characters of any script are quantities, each found once; a year is none."""
    assert [q.text for q in quantities(text, "en")] == expected


def small_kit(rules, texts, paragraphs):
    """Return the built-in kit with other passages."""
    built = read_kit()
    return Kit(
        folder=None,
        sender=built.sender,
        settings=built.settings,
        rules=tuple(Rule(id=r, part=p, why="as told") for r, p in rules.items()),
        paragraphs=(tuple(paragraphs),),
        brief={},
        texts={"en": {r: {"text": t} for r, t in texts.items()}},
        facts={},
    )


def composed(rules, texts, paragraphs):
    """Compose a letter to Germany from some passages."""
    to = Recipient(
        ally="DEU",
        language="en",
        name="",
        gender="",
        office="Chancellor",
        address="Berlin",
        salutation="Dear Chancellor,",
        source="",
    )
    kit = small_kit(rules, texts, paragraphs)
    return compose(kit, Evidence("DEU", [Fact("ally", "DEU")]), to, PUBLISHED)


OWN = [
    "border-open",
    "border-kept",
    "weight-largest",
    "joined-later",
    "equipment-behind",
    "equipment-near",
    "equipment-only",
    "plan-step",
    "equipment-kept-both",
    "weight-small",
    "distance-far",
    "standing",
]


@pytest.mark.parametrize(("first", "second"), list(pairwise(OWN)))
def test_which_sentence_is_most_an_allys_own(first, second):
    """Of two passages the one that fewer allies share is the ally's own, wherever it stands."""
    texts = {first: f"About {first}.", second: f"About {second}."}
    parts = {name: name.replace("-", "_") for name in texts}
    for order in (list(texts), list(texts)[::-1]):
        assert composed(parts, texts, [parts[n] for n in order]).own == f"About {first}."


def test_without_a_sentence_of_its_own():
    """A letter without such a passage has no sentence of its own."""
    assert composed({"thanks": "thanks"}, {"thanks": "Thank you."}, ["thanks"]).own == ""


def nested(depth):
    """Compose a letter whose one part holds another within another, so many times."""
    names = [f"part{'abcdefghij'[k]}" for k in range(depth + 1)]
    texts = {n: f"<{inner}>" for n, inner in pairwise(names)} | {names[-1]: "Enough."}
    return composed({n: n for n in names}, texts, names[:1])


@pytest.mark.parametrize("depth", [0, 1, 5])
def test_parts_within_parts(depth):
    """Parts may hold parts, down to the fifth."""
    words = [b.runs for b in nested(depth).document.blocks if b.role == "body"]
    assert words == [(Text("Enough."),)]


@pytest.mark.parametrize("depth", [6, 7])
def test_parts_within_parts_end(depth):
    """A part that lies deeper is refused, as one that holds itself would be."""
    with pytest.raises(LetterError, match="holds itself"):
        nested(depth)
    with pytest.raises(LetterError, match="the part 'round' holds itself"):
        composed({"round": "round"}, {"round": "Again <round>"}, ["round"])


@pytest.mark.parametrize("name", [n for n in FILES if n != "kit.toml"])
def test_init_never_overwrites(name, tmp_path):
    """A file that lies in the folder stays byte for byte, and is not told as made."""
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_bytes(b"# mine\n")
    made = init_kit(tmp_path)
    assert mine.read_bytes() == b"# mine\n"
    assert {p.relative_to(tmp_path).as_posix() for p in made} == set(FILES) - {name}


def test_init_refuses_where_a_kit_is(tmp_path):
    """In a folder that holds a kit nothing at all is written."""
    (tmp_path / "kit.toml").write_text("")
    with pytest.raises(LetterError, match="holds a kit already"):
        init_kit(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["kit.toml"]
