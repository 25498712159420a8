"""The kit: what is the user's to set, and how its faults are named."""

from __future__ import annotations

import csv
import io
import json

import pytest

from burdenshare import adopt_letter, approve_letters, check_letters, compose_letters, pack, verify_letter
from burdenshare.document import Paragraph
from burdenshare.errors import LetterError
from burdenshare.letters import Writing, init_kit, open_desk

HEAD = "ally,fact,known_on,value,unit,en,fr,de,source,url\n"


@pytest.fixture
def kit(tmp_path):
    """A fresh kit."""
    folder = tmp_path / "kit"
    init_kit(folder)
    return folder


def change(path, before, after):
    """Change words of a file of the kit."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def letter(kit, ally="DEU", day="2018-07-11", **more):
    """A letter of the kit."""
    return open_desk(Writing(as_of=day, pledge="wales-2014", kit=kit, **more)).letter(ally)


def words(found):
    """All words of a letter, frame included."""
    blocks = [b for b in found.document.blocks if isinstance(b, Paragraph)]
    return {b.role: "".join(r.text for r in b.runs) for b in blocks} | {
        "all": " ".join("".join(r.text for r in b.runs) for b in blocks)
    }


def test_fresh_kit_writes_the_same_letters(kit):
    """An unchanged kit composes what the built-in one does; a second init is refused."""
    assert words(letter(kit)) == words(letter(None))
    with pytest.raises(LetterError, match="holds a kit already"):
        init_kit(kit)


def test_frame_is_the_users(kit):
    """Letterhead, place, signature, classification, reference, subject and copies are the kit's."""
    change(
        kit / "kit.toml",
        'letterhead = "Government of Ruritania\\nOffice of the Head of Government"',
        'letterhead = "A Parliament"',
    )
    change(kit / "kit.toml", "fictional = true", "fictional = false")
    change(kit / "kit.toml", 'classification = "" ', 'classification = "FOR OFFICIAL USE" ')
    change(kit / "kit.toml", 'reference = "" ', 'reference = "HG/{year}/{ally}" ')
    change(kit / "kit.toml", 'subject = ""', 'subject = "The guideline"')
    change(kit / "kit.toml", "copies = []", 'copies = ["The Minister", "File"]')
    found = words(letter(kit))
    assert found["letterhead"] == "A Parliament"
    assert found["classification"] == "FOR OFFICIAL USE"
    assert found["reference"] == "Reference: HG/2018/DEU"
    assert found["subject"] == "The guideline"
    assert found["copies"] == "Copy: The Minister; File"
    assert found["mark"] == "DRAFT, not approved."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It has cost us 3.5 points.", "'3.5' is a quantity without a figure"),
        ("Two thirds of it.", "'Two' is a quantity without a figure"),
        ("[nonsense] is here.", "nobody fills 'nonsense'"),
        ("{share", "stands alone"),
        ("{share:loud}", "is no form"),
    ],
)
def test_faults_of_a_passage_are_named(text, said, kit):
    """A number typed by hand, an unknown slot or a stray brace is named with passage and language."""
    change(kit / "passages" / "en.toml", "If I have read the record wrongly, tell me, and", text)
    found = check_letters(kit, as_of="2018-07-11", pledge="wales-2014")
    faults = [r for r in found.rows if r.passage == "correct" and said in r.message]
    assert faults
    assert faults[0].language == "en"


def test_compose_refuses_an_unbound_quantity(kit):
    """Composition stops at a number typed into a passage, and quotes it."""
    change(kit / "passages" / "en.toml", "and that deserves saying.", "and that deserves 3 cheers.")
    with pytest.raises(LetterError, match="'3' is a quantity without a figure"):
        letter(kit)


def test_other_figures_in_one_tone_are_a_fault(kit):
    """The same facts stand in every tone: a slot that one tone lacks is found."""
    change(kit / "passages" / "de.toml", "Gereicht hat er nicht.", "Gereicht hat er nicht: {gap}.")
    found = check_letters(kit, as_of="2018-07-11", pledge="wales-2014")
    assert [r.passage for r in found.rows if "other figures" in r.message] == ["rise-same-edition"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [('when = ["gap is large"]', "does not read"), ('when = ["nonsense == yes"]', "nobody gives")],
)
def test_faults_of_a_condition_are_named(rule, said, kit, run):
    """A condition that does not read, or asks for a fact that nobody gives, ends in one line."""
    with (kit / "passages" / "rules.toml").open("a") as file:
        file.write(f'\n[[passage]]\nid = "correct2"\npart = "correct"\nwhy = "x"\n{rule}\n')
    for language in ("en", "fr", "de"):
        with (kit / "passages" / f"{language}.toml").open("a") as file:
            file.write('\n[correct2]\ntext = "x"\n')
    done = run("letters", "check", str(kit), "--as-of", "2018-07-11", "--pledge", "wales-2014")
    assert done.status == 1
    assert said in done.out + done.err
    assert "Traceback" not in done.err


def test_own_fact_by_recipe(kit):
    """A line in facts.toml and a passage make any figure part of a letter."""
    with (kit / "facts.toml").open("a") as file:
        file.write('\n[troops]\nfigure = "value.nato.military_personnel.{ally}.{year}@{as_of}"\n')
    change(
        kit / "passages" / "en.toml",
        "If there is one, I should be glad to quote it.",
        "There are {troops} in uniform.",
    )
    found = check_letters(kit, as_of="2024-07-09", pledge="wales-2014")
    assert all("troops" not in r.message for r in found.rows)


def test_contribution_is_credited(kit):
    """A contribution from the user's table stands in the letter with its figure and its source."""
    (kit / "contributions.csv").write_text(
        HEAD + 'DEU,,2018-06-01,450,soldiers,"Germany leads the battle group in Lithuania with {value}.",,,'
        '"Bundestag paper","https://example.org/paper"\n'
    )
    found = letter(kit)
    assert "Germany leads the battle group in Lithuania with 450 soldiers. The tables" in words(found)["all"]
    number = next(n for n in found.document.numbers() if n.figure.id.startswith("own."))
    assert number.figure.derivation.source == "Bundestag paper"
    assert "battle group" not in words(letter(kit, language="de"))["all"]
    assert "battle group" not in words(letter(kit, day="2017-07-01"))["all"]


def test_letter_with_an_own_figure_is_verified_and_adopted(kit):
    """A figure of the user's own is bound like any other: verified, adopted and approved."""
    (kit / "contributions.csv").write_text(
        HEAD + "DEU,,2018-06-01,450,soldiers,Germany leads with {value}.,,,Paper,\n"
    )
    compose_letters(recipients="DEU", kit=kit, as_of="2018-07-11", pledge="wales-2014", forms="docx")
    draft = kit / "drafts" / "DEU.docx"
    assert verify_letter(draft, kit=kit).more["wrong"] == 0
    adopt_letter("DEU", draft, kit=kit)
    assert approve_letters(["DEU"], by="x", kit=kit).rows[0].state == "approved"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("DEU,,2018-06-01,many,,x,,,s,", "no number"),
        ("DEU,,yesterday,1,,x,,,s,", "not a day"),
        ("Nowhere,,2018-06-01,1,,x,,,s,", "not an ally"),
        ("DEU,,2018-06-01,1,,x,,,,", "no source"),
        ("DEU,Bad Name,2018-06-01,1,,x,,,s,", "no name of a fact"),
        ("DEU,,2018-06-01,1", "fields"),
        ("DEU,,2018-06-01,NaN,,x,,,s,", "no number"),
    ],
)
def test_faults_of_contributions_are_named(row, said, kit):
    """A row that cannot be right is refused with its line."""
    (kit / "contributions.csv").write_text(HEAD + row + "\n")
    with pytest.raises(LetterError, match=said) as refused:
        letter(kit)
    assert "line 2" in refused.value.where


def test_formula_in_a_table_stays_text(kit, tmp_path):
    """A name or fact that looks like a formula is quoted in figures.csv and printed as it is."""
    (kit / "contributions.csv").write_text(
        HEAD + 'DEU,,2018-06-01,450,"=cmd()",Germany leads with {value}.,,,=SUM(A1),\n'
    )
    (kit / "recipients.csv").write_text(
        "ally,name,gender,office,salutation,language\nDEU,=1+1 <b>x</b>,,,,\n"
    )
    out = tmp_path / "pack"
    pack(pledge="wales-2014", as_of="2018-07-11", out=out, recipients="DEU", kit=kit)
    rows = list(csv.reader(io.StringIO((out / "figures.csv").read_text())))
    assert not [c for row in rows for c in row if c[:1] in {"=", "+", "@"}]
    page = (out / "letters" / "DEU.html").read_text()
    assert "=1+1 &lt;b&gt;x&lt;/b&gt;" in page


def test_languages_by_recipient(kit):
    """Each recipient is written to in the language that the user set."""
    (kit / "recipients.csv").write_text(
        "ally,name,gender,office,salutation,language\nDEU,,,,,de\nFRA,,,,,fr\n"
    )
    assert "Sehr geehrte Frau Bundeskanzlerin," in words(letter(kit))["salutation"]
    assert "Monsieur le Président," in words(letter(kit, "FRA"))["salutation"]
    assert letter(kit, "NOR").document.language == "en"


def test_commands_of_letters(kit, run):
    """compose, explain and register answer as JSON; a missing kit and a wrong form are one line."""
    made = run(
        "letters",
        "compose",
        "DEU",
        "--kit",
        str(kit),
        "--as-of",
        "2018-07-11",
        "--pledge",
        "wales-2014",
        "--format",
        "json",
    )
    (row,) = made.json["rows"]
    assert (row["ally"], row["recipient"], row["state"]) == ("DEU", "Angela Merkel", "composed")
    assert len(row["files"]) == 4
    told = run("letters", "explain", "DEU", "--kit", str(kit), "--as-of", "2018-07-11", "--format", "json")
    assert {"passage", "chosen", "why", "conditions", "otherwise"} <= set(told.json["rows"][0])
    listed = run("letters", "register", "--kit", str(kit), "--format", "json")
    assert listed.json["rows"][0]["next"] == "approve"
    wrong = run("letters", "compose", "DEU", "--kit", str(kit), "--forms", "odt", "--format", "json")
    assert json.loads(wrong.err)["error"]["code"] == "letter"
    assert run("letters", "register", "--kit", str(kit / "no")).status == 1
