"""Recipients: who is addressed on a day, in which words; the user's own list goes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burdenshare.document import LANGUAGES
from burdenshare.errors import LetterError
from burdenshare.letters.recipients import OwnRecipients, addressee, last_confirmed, office_of, recipient
from burdenshare.terms import ALLIES, members, name_in

JUNE_2018 = {
    "DEU": "Angela Merkel",
    "CAN": "Justin Trudeau",
    "NOR": "Erna Solberg",
    "BEL": "Charles Michel",
    "NLD": "Mark Rutte",
    "LUX": "Xavier Bettel",
    "ESP": "Pedro Sánchez",
    "ITA": "Giuseppe Conte",
    "PRT": "António Costa",
    "DNK": "Lars Løkke Rasmussen",
    "FRA": "Emmanuel Macron",
    "USA": "Donald Trump",
}


@pytest.mark.parametrize(("ally", "name"), JUNE_2018.items())
def test_june_2018(ally, name):
    """Those who received letters in June 2018 are addressed by name."""
    assert addressee(ally, date(2018, 6, 19)).name == name


def test_washington():
    """In July 2024 the new British prime minister of four days is addressed, and Scholz, not Merkel."""
    day = date(2024, 7, 9)
    assert addressee("GBR", day).name == "Keir Starmer"
    assert addressee("GBR", date(2024, 7, 4)).name == "Rishi Sunak"
    assert addressee("DEU", day).name == "Olaf Scholz"


@pytest.mark.parametrize("language", LANGUAGES)
def test_unconfirmed_names_are_not_guessed(language):
    """After the list's last confirmation every letter goes to the office alone."""
    for ally in ALLIES:
        to = recipient(ally, date(2026, 11, 24), language)
        assert (to.name, to.gender) == ("", "")
        assert "no name is confirmed" in to.source
        assert to.office in to.address


def test_salutations_follow_gender_and_language():
    """Greetings agree with the person; where nobody is named they are neutral."""
    day = date(2018, 7, 11)
    assert recipient("DEU", day, "de").salutation == "Sehr geehrte Frau Bundeskanzlerin,"
    assert recipient("NOR", day, "fr").salutation == "Madame la Première ministre,"
    assert recipient("BEL", day, "fr").salutation == "Monsieur le Premier ministre,"
    assert recipient("FRA", day, "en").salutation == "Dear Mr President,"
    later = date(2026, 11, 24)
    assert recipient("DEU", later, "de").salutation == "Exzellenz,"
    assert recipient("DEU", later, "fr").salutation == "Excellence,"
    assert recipient("DEU", later, "en").salutation == "Dear Chancellor,"


def test_offices_are_dated():
    """Türkiye is addressed by its prime minister until 8 July 2018, then by its president."""
    assert office_of("TUR", date(2018, 7, 8))["m"] == "Prime Minister"
    assert addressee("TUR", date(2018, 7, 8)).name == "Binali Yıldırım"
    assert addressee("TUR", date(2018, 7, 9)).name == "Recep Tayyip Erdoğan"


@given(st.sampled_from(sorted(ALLIES)), st.dates(date(2014, 1, 1), date(2026, 9, 26)))
def test_one_addressee_on_every_day(ally, day):
    """From 2014 to the last confirmation each member has one addressee, but for months not dated."""
    if ally in {a.code for a in members(day)} and day <= last_confirmed(ally):
        found = addressee(ally, day)
        undated = ally == "ROU" and date(2015, 11, 1) <= day <= date(2015, 11, 30)
        assert found is not None or undated


def test_days_of_change_are_the_successors():
    """A tenure ends the day before the next one begins."""
    start = date(2021, 12, 8)
    assert addressee("DEU", start).name == "Olaf Scholz"
    assert addressee("DEU", start - timedelta(days=1)).name == "Angela Merkel"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_complete(language):
    """Each of the 32 allies has every form of its name, without doubled blanks."""
    for ally in ALLIES:
        name = name_in(ally, language)
        for form in (
            name.name,
            name.subject,
            name.genitive,
            name.locative,
            name.dative,
            name.official,
            name.of_official,
        ):
            assert form
            assert "  " not in form
        assert name.number in {"s", "p"}


def own(tmp_path, *rows):
    """A user's recipients.csv."""
    path = tmp_path / "recipients.csv"
    path.write_text("ally,name,gender,office,salutation,language\n" + "".join(f"{r}\n" for r in rows))
    return path


def test_own_list_goes_first(tmp_path):
    """What the user sets stands; what the user leaves blank is ours; a new name is not given our gender."""
    found = OwnRecipients.read(own(tmp_path, "DEU,Ada Example,,,,de", "NOR,,,,Dear Erna,"))
    deu = recipient("DEU", date(2018, 7, 11), "de", found)
    assert (deu.name, deu.salutation, deu.source) == ("Ada Example", "Exzellenz,", "recipients.csv")
    assert recipient("NOR", date(2018, 7, 11), "en", found).salutation == "Dear Erna,"
    assert recipient("NOR", date(2018, 7, 11), "en", found).name == "Erna Solberg"
    assert found.language_of("DEU", "en") == "de"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("XXX,,,,,", "not an ally"),
        ("DEU,,x,,,", "no gender"),
        ("DEU,,,,,it", "no language"),
        ('DEU,"Ada\nBcc: z@z.example",,,,', "control character"),
        ("DEU,a,b,c,d,e,f,g", "fields"),
        ("DEU,,,,,\nDEU,,,,,", "two rows"),
        (f"DEU,{'x' * 400},,,,", "too long"),
    ],
)
def test_faults_of_the_list_are_named(row, said, tmp_path):
    """A row that cannot be right is refused with its line."""
    with pytest.raises(LetterError, match=said) as refused:
        OwnRecipients.read(own(tmp_path, row))
    assert "line" in refused.value.where


@pytest.mark.parametrize("name", ["<b>x</b>", "\u05d0\u05d1 Ada", "e\u0301ve", "=1+1", "O'Brien & Co"])
def test_odd_names_stay_text(name, tmp_path):
    """Markup, right-to-left and combining characters and formulas are names like others."""
    found = OwnRecipients.read(own(tmp_path, f"DEU,{name},,,,"))
    assert name in recipient("DEU", date(2018, 7, 11), "en", found).address
