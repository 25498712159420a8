"""Collations put together by hand, for the tests of the reports; the words are our own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from burdenshare.collation.apparatus import (
    Agreement,
    Attestation,
    Collation,
    Letter,
    Mark,
    Passage,
    Reading,
    Slot,
    Span,
)
from burdenshare.collation.model import LeftOut, Witness


@dataclass
class Part:
    """A stretch of a letter to be put together: shared unless it says otherwise."""

    text: str
    kind: str = "shared"
    passage: str = ""
    slot: str = ""
    recognised: str = ""
    marks: list[tuple[str, float, str]] = field(default_factory=list)


def letter(name, parts, *, rank=1, recipient="", language="en", **more) -> Letter:
    """Put a letter together; marks point at their part without the space around it."""
    text, spans, marks = "", [], []
    for p in parts:
        at = len(text)
        text += p.text
        kept = p.text.rstrip()
        if p.kind != "gap":
            end = at + len(kept)
            spans.append(Span(at, end, p.kind, p.passage, p.slot, kept if p.slot else "", p.recognised))
        marks += [Mark(at, at + len(kept), kind, w, why) for kind, w, why in p.marks]
    own = sum(s.end - s.start for s in spans if s.kind == "tailored")
    return Letter(
        Witness(name, text, language=language, recipient=recipient, file=f"{name}.txt"),
        100 * own / max(1, len(text)),
        sum(m.weight for m in marks),
        rank,
        tuple(spans),
        tuple(marks),
        **more,
    )


def dear(office: str) -> list[Part]:
    """Salutation: a passage with one slot."""
    return [
        Part("Dear ", passage="p1"),
        Part(office, "slot", "p1", "s1", "leader"),
        Part(":\n\n", passage="p1"),
    ]


def promise(year: str) -> list[Part]:
    """Second passage: a slot in the middle."""
    return [
        Part("At the summit we all promised to move towards two per cent by ", passage="p2"),
        Part(year, "slot", "p2", "s2", "date"),
        Part(".\n\n", passage="p2"),
    ]


def thanks(text: str, kind: str = "shared") -> list[Part]:
    """Last passage, which one letter words otherwise."""
    return [Part(text, kind, "p4")]


COMMON_END = "I thank you for what your soldiers do for all of us.\n"
ASK = "Our voters ask why others carry less, and we owe them an answer. "


def small() -> Collation:
    """Four letters: a slot each, one reworded, one sharper with words of its own, one moved."""
    deu = letter(
        "DEU",
        [
            *dear("Chancellor Merkel"),
            *promise("2024"),
            Part(
                "You must show a plan before the autumn, or we will have to review where our own "
                "forces stand. ",
                "tailored",
                "p5",
                marks=[
                    ("obligation", 3.0, "'you' with 'must'"),
                    ("deadline", 2.0, "a day is set"),
                    ("consequence", 4.0, "says what follows otherwise"),
                ],
            ),
            Part(ASK, passage="p3"),
            *thanks(COMMON_END),
        ],
        recipient="DEU",
    )
    nor = letter(
        "NOR",
        [
            *dear("Prime Minister Solberg"),
            *promise("2024"),
            Part(ASK, passage="p3", marks=[("reproach", 1.0, "'others carry less'")]),
            Part(
                "Your new frigates are noticed. ",
                "tailored",
                "p6",
                marks=[("softener", -0.5, "praise for a deed")],
            ),
            *thanks("I thank you warmly for all that your sailors do for us.\n", "variant"),
        ],
        rank=2,
        recipient="NOR",
    )
    can = letter(
        "CAN",
        [*dear("Prime Minister Trudeau"), Part(ASK, passage="p3"), *promise("2025"), *thanks(COMMON_END)],
        rank=3,
        recipient="CAN",
    )
    dnk = letter(
        "DNK",
        [*dear("Prime Minister Rasmussen"), *promise("2024"), *thanks(COMMON_END)],
        rank=3,
        recipient="DNK",
    )
    letters = (deu, nor, can, dnk)
    return Collation(
        letters,
        passages_of(letters),
        (LeftOut("scan.pdf", "no text in it, only pictures", "recognise the text first"),),
    )


def passages_of(letters) -> tuple[Passage, ...]:
    """Read the passages off the spans, as the engine would give them."""
    wordings: dict[str, dict[str, str]] = {}
    slots: dict[str, dict[str, Slot]] = {}
    for x in letters:
        for s in x.spans:
            if not s.passage:
                continue
            words = x.witness.text[s.start : s.end]
            held = wordings.setdefault(s.passage, {})
            said = f"⟨{s.slot}⟩" if s.kind == "slot" else words
            gap = " " if held.get(x.id) and x.witness.text[s.start - 1].isspace() else ""
            held[x.id] = held.get(x.id, "") + gap + said
            if s.kind == "slot":
                of = slots.setdefault(s.passage, {})
                of.setdefault(s.slot, Slot(s.slot, s.recognised, {})).values[x.id] = words
    return tuple(
        _passage(p, wordings[p], tuple(slots.get(p, {}).values()))
        for p in sorted(wordings, key=lambda p: int(p[1:]))
    )


def _passage(name, wordings, slots) -> Passage:
    counts = Counter(wordings.values()).most_common()
    readings = tuple(
        Reading(text, tuple(x for x in wordings if wordings[x] == text), 0.3 if k else 0.0)
        for k, (text, _) in enumerate(counts)
    )
    return Passage(name, counts[0][0], tuple(wordings), readings, slots, alone=len(wordings) == 1)


def large(n: int = 32, passages: int = 40) -> Collation:
    """As many letters and passages as a page must bear."""
    verbs = ("ask", "expect", "hope", "urge")
    letters = []
    for k in range(n):
        parts = []
        for p in range(1, passages + 1):
            if (k * 7 + p * 3) % 11 == 0:
                continue
            start = f"In point {p} of this letter we "
            if (k + p) % 13 == 0:
                parts.append(
                    Part(start + f"{verbs[(k + 1) % 4]} once more for greater effort. ", "variant", f"p{p}")
                )
                continue
            parts.append(Part(start + "ask for a plan that reaches ", passage=f"p{p}"))
            if p % 3 == 0:
                parts.append(Part(f"{1 + k / 20:.2f} per cent", "slot", f"p{p}", "s1", "figure"))
            else:
                parts.append(Part("the level agreed", passage=f"p{p}"))
            parts.append(Part(" in good time. ", passage=f"p{p}"))
        parts.append(
            Part(
                f"And number {k} has a sentence of its own.\n",
                "tailored",
                f"p{passages + 1 + k}",
                marks=[("alone", k / 10, "nobody else has it")],
            )
        )
        letters.append(letter(f"letter-{k:02}", parts, rank=n - k))
    held = tuple(letters)
    return Collation(held, passages_of(held))


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&</style>{{ 7*7 }}'


def hostile() -> Collation:
    """Every field that comes from outside holds markup."""
    bad = HOSTILE
    parts = [
        Part(bad, "shared", "p1"),
        Part(bad, "slot", "p1", bad, bad),
        Part(bad, "variant", "p1"),
        Part(bad, "tailored", "", marks=[(bad, 1.0, bad)]),
    ]
    said = Attestation(bad, bad, "javascript:alert(1)", bad, bad, "quoted", bad, bad, 0, 4, bad)
    one = letter(bad, parts, recipient=bad, language=bad, attestations=(said,), attested_pct=50.0)
    two = letter("b" + bad, parts, rank=2)
    passage = Passage(
        "p1",
        bad + f"⟨{bad}⟩",
        (one.id, two.id),
        (Reading(bad, (bad,)), Reading(bad + " " + bad, (bad,), 0.5)),
        (Slot(bad, bad, {bad: bad}),),
    )
    alone = Passage(bad, bad, (bad,), (Reading(bad, (bad,)),), alone=True)
    return Collation(
        (one, two),
        (passage, alone),
        (LeftOut(bad, bad, bad),),
        (Agreement(bad, bad, True, {bad: (bad,), bad + "2": (bad,)}),),
        (bad,),
    )


def witnessed() -> Collation:
    """A letter known through three outlets, of which two disagree in a word."""
    text = "Our people ask us for fairness. We count on your firm commitments."
    p1, p2 = (0, 31), (32, 66)

    def said(n, outlet, mode, words, passage="p1", language="en", place=(0, 0)):
        return Attestation(
            f"X-{n}", outlet, f"https://example.org/{n}", "2018-07-02", language, mode, words, passage, *place
        )

    nor = Letter(
        Witness("NOR", text, language="en", recipient="NOR"),
        0.0,
        0.0,
        1,
        (Span(*p1, "shared", "p1"), Span(*p2, "shared", "p2")),
        (),
        (
            said(1, "The Gazette", "quoted", text[:31], place=p1),
            said(2, "Morning Post", "quoted", text[32:], "p2", place=p2),
            said(3, "The Gazette", "quoted", "We count on your firm agreements.", "p2"),
            said(4, "Avisen", "translated", "Folket vårt ber om rettferd.", language="no"),
            said(5, "Radio", "paraphrased", "says that fairness is asked for"),
            said(6, "Weekly", "receipt", "", ""),
        ),
        50.0,
    )
    dnk = Letter(
        Witness("DNK", text[:31], language="en", recipient="DNK"),
        0.0,
        0.0,
        1,
        (Span(*p1, "shared", "p1"),),
        (),
        (said(7, "Tidende", "quoted", text[:31], place=p1),),
        25.0,
    )
    lux = Letter(
        Witness("LUX", "", recipient="LUX"), 0.0, 0.0, 1, (), (), (said(8, "Radio", "receipt", "", ""),), 0.0
    )
    held = (nor, dnk, lux)
    more = tuple(Passage(f"p{n}", "Known of no letter here.", (), (), alone=True) for n in (3, 4))
    conflict = Agreement(
        "NOR",
        "p2",
        True,
        {text[32:]: ("Morning Post",), "We count on your firm agreements.": ("The Gazette",)},
    )
    agree = Agreement("NOR", "p1", False, {text[:31]: ("The Gazette", "Morning Post")})
    return Collation(held, (*passages_of(held), *more), agreements=(conflict, agree))


def printed() -> Collation:
    """Letters known through outlets: three quoted, two told of, one named, and words of several."""
    fair, grow = ("Our voters ask for fairness. ", "A strong economy can carry more than yours does. ")
    can = letter(
        "CAN",
        [
            Part(fair, passage="p1"),
            Part("Your missions abroad are seen. ", "tailored", "p2"),
            Part(
                "You still lack a plan. ", "tailored", "p3", marks=[("reproach", 1.5, "says what is lacking")]
            ),
            Part("We expect a ", passage="p5"),
            Part("firm", "variant", "p5"),
            Part(" plan. ", passage="p5"),
        ],
        rank=2,
        recipient="CAN",
        attested_pct=80.0,
        attestations=_told("CAN", "quoted", "p1"),
    )
    deu = letter(
        "DEU",
        [
            Part(fair, passage="p1"),
            Part(grow, "tailored", "p4", marks=[("reproach", 2.5, "holds wealth against it")]),
        ],
        recipient="DEU",
        attested_pct=40.0,
        attestations=_told("DEU", "quoted", "p4"),
    )
    nor = letter(
        "NOR",
        [Part(fair, passage="p1"), Part("We expect a clear plan. ", passage="p5")],
        rank=3,
        recipient="NOR",
        attested_pct=60.0,
        attestations=(*_told("NOR", "quoted", "p5"), *_told("NOR", "translated", "p3")),
    )
    several = letter(
        "*",
        [Part("ask for fairness ", "variant", "p1", marks=[])],
        rank=4,
        attested_pct=20.0,
        attestations=_told("*", "quoted", "p1", "ask for fairness"),
    )
    bare = [
        letter(x, [], rank=4, recipient=x, attested_pct=pct, attestations=said)
        for x, pct, said in (
            (
                "DNK",
                60.0,
                (
                    *_told("DNK", "translated", "p1", "Vi beder om retfærd"),
                    *_told("DNK", "translated", "p4"),
                    *_told("DNK", "paraphrased", "p2"),
                ),
            ),
            ("ESP", 20.0, _told("ESP", "paraphrased", "p1")),
            ("LUX", 0.0, _told("LUX", "receipt", "")),
        )
    ]
    held = (several, can, deu, nor, *bare)
    more = {"p1": ("DNK", "ESP"), "p2": ("DNK",), "p3": ("NOR",), "p4": ("DNK",)}
    passages = tuple(_held_by(p, (*p.letters, *more.get(p.id, ()))) for p in passages_of(held))
    return Collation(held, passages, notes=("Three recipients are named: a long line.",))


def _told(of: str, mode: str, passage: str, text: str = "words") -> tuple[Attestation]:
    text = "" if mode in {"paraphrased", "receipt"} else text
    return (
        Attestation(
            f"{of}-{mode[0]}{passage}",
            f"{of} {mode} daily",
            "https://example.org/",
            "2018-07",
            "en",
            mode,
            text,
            passage,
        ),
    )


def _held_by(passage: Passage, letters: tuple[str, ...]) -> Passage:
    return replace(passage, letters=letters, alone=len(letters) == 1)
