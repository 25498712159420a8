"""How pointed a letter is: every mark points at words, and the words are the right ones."""

from __future__ import annotations

import csv
import tomllib
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lettersets.make import load
from lettersets.score import score as held_against

from burdenshare.collation.apparatus import Span
from burdenshare.collation.model import Witness, Zone
from burdenshare.collation.passages import collate_letters
from burdenshare.collation.tone import detect_language, judge, judge_together, ranks, score
from burdenshare.collation.tone.cues import AIMS, LANGUAGES, lexicon

LABELS = ("sharp", "neutral", "mild")
MARKS = {"obligation", "consequence", "deadline", "reproach", "address", "alone", "softener"}
SENTENCES = tomllib.loads((Path(__file__).parent / "tone.toml").read_text("utf-8"))


def held_back(sentences):
    """The third of a list that no pattern was tuned on, chosen by a checksum of the words."""
    return sorted(sentences, key=lambda s: zlib.crc32(s.encode()))[: len(sentences) // 3]


def label(value):
    """What a score says."""
    return "sharp" if value >= 0.75 else "mild" if value <= -0.25 else "neutral"


def pointed(text, **options):
    """The score of a text."""
    return score(judge(text, **{"language": "en", **options}))


def words(text, **options):
    """The marked words of a text, by mark."""
    marks = judge(text, **{"language": "en", **options})
    return [(m.mark, text[m.start : m.end]) for m in marks]


@cache
def told(language, group):
    """Pairs of a reader's label and ours."""
    table = {"held": SENTENCES[language], "unseen": SENTENCES["unseen"][language]}[group]
    return [
        (k, label(pointed(s, language=language)))
        for k in LABELS
        for s in (held_back(table[k]) if group == "held" else table[k])
    ]


def share(pairs):
    """The share of labels that agree."""
    return sum(a == b for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_back_sentences(language):
    """Nine in ten of the sentences held back are labelled as their reader labelled them."""
    assert share(told(language, "held")) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_unseen_sentences(language):
    """Of sentences written after the patterns most are labelled right, and none the wrong way."""
    pairs = told(language, "unseen")
    assert share(pairs) >= 0.5
    assert {("sharp", "mild"), ("mild", "sharp")}.isdisjoint(pairs)


def test_wider_sentences():
    """Most sentences in other turns of speech are labelled right; description is seldom sharp."""
    told_wider = [
        (k, label(pointed(s, recipient="BEL"))) for k in LABELS for s in SENTENCES["wider"]["en"][k]
    ]
    assert share(told_wider) >= 0.85
    described = [b for a, b in told_wider if a == "neutral"]
    assert described.count("sharp") <= 0.05 * len(described)
    assert {("sharp", "mild"), ("mild", "sharp")}.isdisjoint(told_wider)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", ["broad", "second", "third", "fourth"])
def test_broad_sentences(group, language):
    """Officials' sentences are labelled right in each language, and none the wrong way."""
    pairs = [
        (k, label(pointed(s, language=language, recipient="BEL")))
        for k in LABELS
        for s in SENTENCES[group][language][k]
    ]
    assert share(pairs) >= 0.9
    assert {("sharp", "mild"), ("mild", "sharp")}.isdisjoint(pairs)


@pytest.mark.parametrize(
    ("language", "theirs", "yours"),
    [
        ("en", "The builder has broken his promise and owes penalties.", "You have broken"),
        ("fr", "L'entrepreneur a manqué à ses engagements.", "Vous avez manqué"),
        ("de", "Die Werft hat ihre Zusagen gebrochen.", "Sie haben Ihre Zusagen gebrochen."),
    ],
)
def test_harsh_words_about_third_parties(language, theirs, yours):
    """What a firm failed to do gives nothing; the same words of the recipient are a reproach."""
    tail = {"en": " your promise.", "fr": " à vos engagements.", "de": ""}[language]
    assert judge(theirs, language=language, recipient="BEL") == ()
    assert pointed(yours + tail, language=language, recipient="BEL") >= 1.5


def test_unseen_description_is_not_sharp():
    """Hardly a descriptive sentence written after the patterns is taken for a sharp one."""
    pairs = [p for language in LANGUAGES for p in told(language, "unseen")]
    assert sum(b == "sharp" for a, b in pairs if a == "neutral") <= 1
    assert sum(b == "sharp" for a, b in pairs if a == "sharp") >= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_are_whole(language):
    """Every cue has an id of its own, a known mark, a reason, and a weight of the right sign."""
    cues = lexicon(language).cues
    assert len({c.id for c in cues}) == len(cues) >= 35
    for cue in cues:
        assert cue.mark in MARKS
        assert cue.why
        assert (cue.weight < 0) == (cue.mark == "softener")
        assert cue.whose in AIMS
        assert cue.look in {"before", "after", "around"}
        assert not cue.pattern.search(" ")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("You must answer by 1 June.", [("obligation", "must"), ("deadline", "by 1 June")]),
        ("Our patience is running out.", [("consequence", "patience is running out")]),
        ("You have not kept your word.", [("reproach", "have not kept")]),
        ("How long are we to wait?", [("reproach", "How long are we to wait?")]),
        ("Let me be blunt.", [("address", "Let me be blunt")]),
        ("You need not decide.", [("softener", "need not")]),
    ],
)
def test_marks_point_at_the_words(text, marks):
    """A mark names its kind and covers the words that make it."""
    assert words(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "Russia must withdraw.",
        "We must all do more.",
        "Greece must do more.",
        "Your frigates must be refitted every six years.",
        "In 1952 you had to rebuild every port, and you must have been tired.",
        "The squadron will have moved by 1 July.",
        "The gap is 26 billion dollars, the largest of any ally.",
        "Unless the weather turns, the convoy leaves on 3 May.",
        "In June 2018 your Minister of Defence stood by 2 per cent.",
        "An economy as large as Belgium's turns a small fraction into a great sum.",
        "Your attaché refused to give up his seat.",
        "The contractor has failed to deliver the engines.",
    ],
)
def test_not_aimed_at_the_recipient(text):
    """What third parties must do, what all must do, dates and amounts give nothing."""
    assert judge(text, language="en", recipient="BEL") == ()


def test_the_recipient_by_name():
    """An ally's name is the recipient's own where the letter is for that ally, and no other's."""
    text = "Canada has failed to deliver what it promised."
    assert pointed(text, recipient="CAN") > pointed(text, recipient="NOR") == 0
    assert pointed(text) == pointed(text, recipient="CAN")
    at = Zone("address", 0, 25)
    assert pointed(f"Prime Minister of Norway. {text}", zones=[at]) == 0


def test_naming_the_recipient_is_sharper():
    """A failure of yours weighs more than a failure of some allies, and ours weighs nothing."""
    yours = pointed("You have failed to keep your word.")
    theirs = pointed("Some allies have failed to keep their word.")
    assert yours > theirs > 0 >= pointed("We have failed to keep our word.")


def test_disclaimers():
    """What a disclaimer denies does not count, up to a `but`."""
    assert pointed("Nobody says that you have broken your word.") < 0
    assert pointed("It would be wrong to say that you must pay more.") < 0
    assert pointed("This letter must not be read as a reproach.") < 0
    assert pointed("Nobody doubts your good faith, but you must pay at last.") > 0


def test_kept_is_praise():
    """A promise kept is credited where a promise not kept is reproached."""
    assert pointed("You have kept your promise.") < 0 < pointed("You have not kept your promise.")


def test_quoted_and_reported_words_weigh_less():
    """What is quoted, or said by others, weighs half."""
    plain = pointed("You have failed to act.")
    assert pointed("Critics say that you have failed to act.") == plain / 2
    assert pointed("I was asked to read “you have failed to act” to you.") < plain


def test_deadlines_need_a_request():
    """The same date counts where something is asked for it, and not otherwise."""
    assert words("The summit opens on 11 July, and the hall is ready by 1 July.") == []
    assert ("deadline", "by 1 July") in words("I expect your answer by 1 July.")


def test_own_words_weigh_more():
    """Marks in what this letter alone says weigh half as much again, say so, and stay the same."""
    text = "You must act. The bridge was built in nineteen days."
    (plain,), (own,) = judge(text, language="en"), judge(text, language="en", own=[(0, 13)])
    assert (own.start, own.end, own.mark) == (plain.start, plain.end, plain.mark)
    assert own.weight == 1.5 * plain.weight
    assert "no other letter" in own.why
    assert judge(text, language="en", own=[(14, len(text))]) == (plain,)


def together(*letters):
    """Marks of letters given as lists of (words, kind, passage), held side by side."""
    texts = [" ".join(words for words, _, _ in letter) for letter in letters]
    spans = []
    for text, letter in zip(texts, letters, strict=True):
        at = [text.index(words) for words, _, _ in letter]
        spans.append([Span(a, a + len(w), kind, p) for a, (w, kind, p) in zip(at, letter, strict=True)])
    witnesses = [Witness(f"w{k}", t, language="en") for k, t in enumerate(texts)]
    return [[(m.mark, m.weight) for m in marks] for marks in judge_together(witnesses, spans)]


FIRM = ("You must act.", "shared", "p1")


def test_common_words_weigh_little():
    """What all letters say weighs less than a third; what one alone says half as much again."""
    plain, sharp = together([FIRM], [FIRM, ("You have broken your word.", "tailored", "p2")])
    assert plain == [("obligation", 0.45)]
    assert sharp == [("obligation", 0.45), ("reproach", 3.0)]


def test_rewording_weighs_by_what_is_beyond_the_usual():
    """A rewording that says the same weighs the same; one that demands weighs what is beyond."""
    same = ("You have to act.", "variant", "p1")
    mild = ("We would be grateful if you could act.", "variant", "p1")
    plain, reworded, softened, *_ = together([FIRM], [same], [mild], [FIRM], [FIRM])
    assert reworded == plain
    assert min(weight for _, weight in softened) == -1.5


def test_sentences_of_few_letters_lie_between():
    """The fewer letters have a sentence, the more it weighs."""
    other = ("Here is the table.", "shared", "p2")
    weights = [together(*([[FIRM]] * k + [[other]] * (12 - k)))[0][0][1] for k in range(1, 6)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 2.25
    assert weights[-1] == 0.45


@pytest.mark.parametrize("name", "ABCDEFGHIJKLMNO")
def test_whole_sets(name):
    """The sharper letters of a set come first and the milder last, in whatever way they say it."""
    letters = load(name)
    found = collate_letters([Witness(x.id, x.text, language=letters.language) for x in letters.letters])
    given = {
        "letters": [
            {"id": x.witness.id, "rank": x.rank, "pointedness": x.pointedness, "spans": []}
            for x in found.letters
        ]
    }
    result = held_against(letters, given)
    assert (result.sharper_first, result.milder_last) == (True, True)


def test_courtesy_and_zones():
    """Thanks at the foot, addresses and notes give nothing."""
    text = "You must act. We thank you. You must pay."
    foot = [Zone("closing", 14, 27), Zone("note", 28, len(text))]
    assert words(text, zones=foot) == [("obligation", "must")]
    assert judge("Please accept, Prime Minister, the assurances of my highest consideration.") == ()
    assert judge("I look forward to seeing you and thank you for your letter.") == ()


def test_long_thanks_are_not_milder_for_ever():
    """Each further praise counts half, so that the friendliest length has a floor."""
    praise = "We are grateful to you. Your steadfast courage is exemplary. I admire it. "
    assert -1.5 < pointed(praise * 8) <= pointed(praise) < 0


def test_the_same_words_again():
    """A phrase that two newspapers print counts once."""
    text = "This is no longer sustainable for us. "
    assert pointed(text) == pointed(text * 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_found_out(language):
    """Each language's sentences together are known for what they are."""
    table = SENTENCES[language]
    assert detect_language(" ".join(table["neutral"])) == language
    assert score(judge(" ".join(table["sharp"]))) > 10


@pytest.mark.parametrize(
    "text",
    [
        "Vi takker for brevet og ser frem til at møde Dem i Bruxelles til sommer.",
        "Wij danken u voor uw brief en zien u graag in Brussel.",
        "12 345 678",
        "",
        "zzz qqq xxx",
    ],
)
def test_unknown_language_has_no_marks(text):
    """A language that we cannot judge has no marks rather than guessed ones."""
    assert detect_language(text) == ""
    assert judge(text) == judge("You must pay.", language="nb") == ()


def test_spanish_is_known_and_not_judged():
    """Spanish is recognised; without cues for it there are no marks."""
    text = "Usted debe pagar lo que su gobierno ha prometido a los aliados en la cumbre."
    assert detect_language(text) == "es"
    assert judge(text) == ()


def test_ranks_share_ties():
    """Equal scores share a rank, and the next one counts those before it."""
    assert ranks({"a": 2.0, "b": 2.0, "c": 3.5, "d": -1}) == {"c": 1, "a": 2, "b": 2, "d": 4}
    assert ranks({}) == {}


def a_set():
    """Letters on one template: three with sharp, two with mild sentences, the rest descriptive."""
    base = (
        "We agreed in Wales on 2 per cent. I expect your government to say in Brussels when it "
        "will be reached. We all must do more, and I understand how difficult it is. "
    )
    tables = [SENTENCES["later"]["en"], SENTENCES["unseen"]["en"]]
    neutral, sharp, mild = ([s for t in tables for s in t[k]] for k in ("neutral", "sharp", "mild"))
    for i in range(24):
        kind, n = ("sharp", 4) if i < 3 else ("mild", 4) if i < 5 else ("neutral", 3 + i % 5)
        pool = {"sharp": sharp, "mild": mild, "neutral": neutral}[kind]
        tailored = " ".join(pool[(i * 5 + j) % len(pool)] for j in range(n * (4 if i == 9 else 1)))
        if i == 10:
            tailored += " Your shortfall is 41.7 billion dollars, the largest of any ally."
        yield kind, base + tailored, (len(base), len(base) + len(tailored))


def test_a_set_of_letters():
    """The sharper letters come first and the milder last, whatever the length or the amounts."""
    letters = list(a_set())
    scores = {
        f"{kind}{i}": pointed(text, own=[own], recipient="BEL") for i, (kind, text, own) in enumerate(letters)
    }
    order = sorted(scores, key=lambda k: -scores[k])
    assert {k[:-1] for k in order[:3]} == {"sharp"}
    assert {k[:-1] for k in order[-2:]} == {"mild"}
    assert ranks(scores)[order[0]] == 1


texts = st.lists(
    st.sampled_from([s for t in (SENTENCES["en"], SENTENCES["later"]["en"]) for k in LABELS for s in t[k]]),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(SENTENCES["en"]["neutral"]), st.sampled_from(SENTENCES["en"]["mild"]))
def test_adding_description_or_softness_never_sharpens(sentences, neutral, mild):
    """A descriptive sentence more, or a mild one, never raises a score; the sum is the marks'."""
    text = " ".join(sentences)
    before = pointed(text, recipient="BEL")
    assert pointed(f"{text} {neutral}", recipient="BEL") <= before
    assert pointed(f"{mild} {text}", recipient="BEL") <= before + 1e-6


@settings(max_examples=60, deadline=None)
@given(texts, st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_marks_lie_within_the_text(sentences, noise, language):
    """Marks lie within any text, in order, cover words, and are there whenever there is a score."""
    text = noise.join(sentences) + noise
    marks = judge(text, language=language, own=[(0, len(text) // 2)])
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    for m in marks:
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end] == text[m.start : m.end].strip()
        assert m.weight
        assert m.why
        assert m.mark in MARKS
    assert bool(marks) or score(marks) == 0


@pytest.mark.shared
def test_june_2018(shared):
    """Germany's excerpts, with fewer words, are more pointed than Canada's and Norway's, and why."""
    letters: dict[str, list[str]] = {}
    with (shared / "letters" / "june-2018-excerpts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["translation"] == "no" and row["language"] == "en" and row["excerpt"]:
                letters.setdefault(row["recipient_iso3"], []).append(row["excerpt"].rstrip(". "))
    read = {ally: ". ".join(letters[ally]) + "." for ally in ("CAN", "DEU", "NOR")}
    marks = {ally: judge(text) for ally, text in read.items()}
    placed = ranks({ally: score(found) for ally, found in marks.items()})
    assert placed["DEU"] == 1
    evidence = " ".join(read["DEU"][m.start : m.end] for m in marks["DEU"])
    assert "no longer sustainable" in evidence
    assert "underspending" in evidence
    assert "undermines the security" in evidence


@pytest.mark.parametrize(
    "said",
    [
        "When allies next meet we will take stock of the pledge.",
        "If I have read the record wrongly, tell me, and I will correct it as openly as I wrote.",
        "Norway will publish what it means to spend in each year until then.",
        "The rise of 0.67 points is your doing, and I am glad to say so first.",
        "If there is anything that I can say in public that makes it easier, tell me.",
        "If none is, I look forward to your answer.",
        "A table of each year would help those who have no plan yet.",
    ],
)
def test_what_our_own_letters_say_kindly_presses_nobody(said):
    """Courtesies and offers of the built-in letters give no mark that presses."""
    assert [m for m in judge(said, language="en", recipient="NOR") if m.weight > 0] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Wenn sich die Verbündeten in Brüssel treffen, ziehen wir Bilanz."),
        ("de", "Nennen wird es, was es Jahr für Jahr ausgibt."),
        ("fr", "Un oui ou un non suffit."),
        ("fr", "Nous saurons quand votre pays atteindra 3,5 %."),
    ],
)
def test_plain_words_press_nobody_in_other_languages(language, said):
    """Taking stock, a year's figure and a plain question give no mark that presses."""
    assert [m for m in judge(said, language=language, recipient="NOR") if m.weight > 0] == []
