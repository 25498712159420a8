"""Zones of bare text: what is in doubt is body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.collation.reading import read_witnesses, zones_of
from burdenshare.collation.reading.dates import date_of


def parts(text):
    """Zones with their words."""
    return [(z.kind, text[z.start : z.end]) for z in zones_of(text)]


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [
        ("Dear Prime Minister,", "Yours sincerely,"),
        ("Dear Mr. President:", "With best wishes,"),
        ("Excellency,", "Respectfully,"),
        ("Mr. President,", "Sincerely yours,"),
        ("Madame la Présidente,", "Je vous prie d’agréer, Madame la Présidente, ma considération."),
        ("Monsieur le Premier ministre,", "Veuillez agréer, Monsieur, mes salutations."),
        ("Sehr geehrte Frau Bundeskanzlerin,", "Mit freundlichen Grüßen"),
        ("Sehr geehrter Herr Minister!", "Hochachtungsvoll"),
        ("Kære statsminister", "Med venlig hilsen"),
        ("Geachte minister-president,", "Hoogachtend,"),
        ("Estimado Presidente:", "Atentamente,"),
    ],
)
def test_greetings_and_closings(greeting, closing):
    """A letter's salutation, closing and signature are found in its language."""
    text = f"{greeting}\n\nThe level is 2 per cent.\n\n{closing}\n\nThe Minister\n"
    assert parts(text) == [("salutation", greeting), ("closing", closing), ("signature", "The Minister")]


def test_a_letters_head():
    """Above the salutation stand letterhead, date, address and subject; a date parts them."""
    text = (
        "Government of Ruritania\nStrelsau, 9 July 2024\n\nThe Minister\nZenda\n\nSubject: our word\n"
        "Dear Minister, I write in haste and gladly.\n"
    )
    assert parts(text) == [
        ("heading", "Government of Ruritania"),
        ("dateline", "Strelsau, 9 July 2024"),
        ("address", "The Minister\nZenda"),
        ("heading", "Subject: our word"),
        ("salutation", "Dear Minister,"),
    ]


def test_a_documents_head():
    """An archive's heading, dateline, addressees and subject are told from the body."""
    text = (
        "12. Memorandum From the Minister to the Cabinet\nStrelsau, March 2, 1966.\nTO\nThe Cabinet\n"
        "SUBJECT\nOur word\nThe Cabinet met today, and it was of one mind about what had been said.\n"
        "Rassendyll"
    )
    assert parts(text) == [
        ("heading", "12. Memorandum From the Minister to the Cabinet"),
        ("dateline", "Strelsau, March 2, 1966."),
        ("address", "TO\nThe Cabinet"),
        ("heading", "SUBJECT\nOur word"),
        ("signature", "Rassendyll"),
    ]


def test_notes_at_the_end():
    """A list of notes below a rule, or one whose marks stand in the text, is a zone of its own."""
    assert parts("We pay 2 [1].\n\n[1] A table.\n[2] Another.")[-1] == ("note", "[1] A table.\n[2] Another.")
    assert parts("We pay.\n--\n1 A table.\n2 Another.") == [("note", "--\n1 A table.\n2 Another.")]


@pytest.mark.parametrize(
    "text",
    [
        "We all gave our word.\nDear to us is peace and so is the word we gave to one another.",
        "1. We shall meet.\n2. We shall pay.\n3. We shall keep our word.",
        "Mr. President was asked whether he agreed.\nHe did.",
        (
            "The minister said:\nSincerely meant words are rare and they are seldom heard in this hall, he said "
            "to those who had come from afar to hear him speak about the common defence of all."
        ),
    ],
)
def test_prose_stays_body(text):
    """Prose that begins like a greeting, a list or a closing is not taken for one."""
    assert parts(text) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Berlin, den 9. Juli 2024", "2024-07-09"),
        ("le 1er juin 2018", "2018-06-01"),
        ("June 19th, 2018", "2018-06-19"),
        ("19 de junio de 2018", "2018-06-19"),
        ("2018-06-19", "2018-06-19"),
        ("31 February 2018", ""),
        ("99 bottles 2018", ""),
        ("", ""),
    ],
)
def test_dates(line, day):
    """Dates are read as letters write them; what is no date is none."""
    assert date_of(line) == day


PIECES = [
    "Dear Minister,",
    "1. Letter From A",
    "Strelsau, 2 March 1966",
    "TO",
    "SUBJECT",
    "--",
    "[1] x",
    "Yours sincerely,",
    "Rassendyll",
    "prose " * 30,
    "",
    "Attachment",
    "Je vous prie d",
    "cc: all",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=25))
def test_zones_are_in_order(lines):
    """Whatever the text, zones ascend, do not overlap, and lie within it."""
    text = "\n".join(lines)
    ends = [0]
    for zone in zones_of(text):
        assert ends[-1] <= zone.start < zone.end <= len(text)
        ends.append(zone.end)


@pytest.mark.shared
def test_zones_of_frus(shared):
    """Of bare documents, headings and datelines are found as the volumes' markup has them: 97 %."""
    found = read_witnesses([shared / "letters" / "frus" / "frus1964-68v12.xml"])
    agreed = wrong = total = 0
    for witness in found.witnesses:
        own = {(z.kind, z.start) for z in witness.zones if z.kind in {"heading", "dateline"}}
        end = next((z.start for z in witness.zones if z.kind == "note"), len(witness.text))
        bare = {(z.kind, z.start) for z in zones_of(witness.text[:end]) if z.kind in {"heading", "dateline"}}
        agreed, wrong, total = agreed + len(own & bare), wrong + len(bare - own), total + len(own)
    assert agreed / total > 0.97
    assert wrong / total < 0.02
