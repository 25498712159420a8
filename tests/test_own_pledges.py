"""Pledges of one's own: read with line and mend, judged for whom they address, traced, written to."""

from __future__ import annotations

import contextlib
import re
import shlex
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import burdenshare
from burdenshare.errors import (
    BurdenshareError,
    FigureError,
    LetterError,
    OutsideRecordError,
    PledgeError,
    UnknownAllyError,
)
from burdenshare.letters import init_kit
from burdenshare.letters.verify import without
from burdenshare.pledges import clause_by_key, find_pledge, newest, pledges, read_pledge
from burdenshare.pledges.defaults import whole
from burdenshare.pledges.form import keys_of
from burdenshare.pledges.kinds import KINDS
from burdenshare.pledges.lines import lines_of

ACT = """title = "National 4 % target"
agreed = 2022-03-11
source = "Homeland Defence Act"
[[clause]]
indicator = "share_of_gdp"
level = 4
addressees = "Poland"
"""
THREE = ACT.replace('"Poland"', '["POL", "Germany", "IRL"]')
DAY = "2024-07-09"
PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "write-a-pledge.md"


def write(folder, text, name="act.toml"):
    """Write a pledge's file and return its path as one types it."""
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def act(tmp_path):
    """The file of a national act."""
    return write(tmp_path, ACT)


@pytest.fixture
def three(tmp_path):
    """The file of a pledge of two allies and a state that is none."""
    return write(tmp_path, THREE, "three.toml")


def refused(text):
    """Return what is said of a file, under the name own.toml."""
    with pytest.raises(PledgeError) as error:
        whole(text, "own.toml", "own")
    return error.value


def test_what_is_left_out_has_defaults(act):
    """A file with the needed keys alone is whole: id, clause, reading, start and words are added."""
    pledge = read_pledge(act)
    clause = pledge.principal
    assert (pledge.id, pledge.short, pledge.noun, pledge.url) == ("act", "National 4 % target", "level", "")
    assert (clause.id, clause.key, clause.title, clause.says) == (
        "share_of_gdp",
        "act",
        "4 % of GDP",
        "4 % of GDP.",
    )
    assert (clause.level, clause.start, clause.due_year, clause.deadline) == (Decimal(4), 2022, None, None)
    assert [r.id for r in clause.readings] == ["unrounded"]
    assert (clause.named, clause.definition) == (("POL",), "")


def test_due_year_and_deadline_imply_each_other():
    """A due year falls due on its last day; a deadline is that of its year."""
    for line in ("due_year = 2030", "deadline = 2030-12-31"):
        clause = whole(ACT + line, "own.toml", "own")["clauses"][0]
        assert (clause["due_year"], clause["deadline"]) == (2030, date(2030, 12, 31))


WRONG = (
    ("agreed = 2022-03-11", 'agreed = "2022-03-11"', "no day", "line 2, agreed", "without quotes"),
    ("agreed = 2022-03-11", "agreed = 2022-03-11T10:00:00", "no day", "line 2, agreed", "without quotes"),
    ("title", "titel", "'titel' is no key", "line 1, titel", "'title'"),
    ("level = 4", "levle = 4", "'levle' is no key", "line 6, levle", "'level'"),
    ("level = 4", "", "'level' is missing", "own.toml, line 4", "level = ..."),
    ('source = "Homeland Defence Act"', "", "'source' is missing", "own.toml, line 1", "source = ..."),
    ("level = 4", 'level = "four"', "'four' is no level", "line 6, level", "2 or 3.5"),
    ("level = 4", "level = true", "no level", "line 6, level", "2 or 3.5"),
    ("level = 4", "level = nan", "no level", "line 6, level", "2 or 3.5"),
    ("share_of_gdp", "share_gdp", "not an indicator", "line 5, indicator", "share_of_gdp"),
    ("share_of_gdp", "defence_pct", "not an indicator", "line 5, indicator", "share_of_gdp"),
    ("share_of_gdp", "military_personnel", "not measured in per cent", "line 5, indicator", "per cent"),
    ('"Poland"', '["POL", "Polnd"]', "'Polnd'", "line 7, addressees", "'Poland'"),
    ('"Poland"', '"NATO"', "no state", "line 7, addressees", '"all"'),
    ('"Poland"', "[]", "names nobody", "line 7, addressees", '"all"'),
    ('"Poland"', '"Poland"\ncomparator = "=>"', "is none", "line 8, comparator", "one of >=, <="),
    ('"Poland"', '"Poland"\ncomparator = "<="', "a ceiling", "line 8, comparator", 'indicator = ""'),
    ('"Poland"', '"Poland"\nstart = "2023"', "no year", "line 8, start", "without quotes"),
    ('"Poland"', '"Poland"\nprincipal = "yes"', "neither true", "line 8, principal", "without quotes"),
    ('"Poland"', '"Poland"\nprincipal = false', "no clause is", "own.toml, line 1", "principal = true"),
    ('"Poland"', '"Poland"\ndeadline = 2020-01-01', "lies before", "line 8, deadline", "correct"),
    ('"Poland"', '"Poland"\ndue_year = 2021', "lies before", "line 8, due_year", "correct"),
    ('"Poland"', '"Poland"\nid = "4 %"', "cannot stand", "line 8, id", "letters"),
    ('"Poland"', '"Poland"\n[[clause.reading]]\ndecimals = 1', "'id' is missing", "line 8", "id = ..."),
    ('"Poland"', '"Poland"\n[clause.reading]\nid = "x"', "no list", "line 8, reading", "[[clause.reading]]"),
    (
        '"Poland"',
        '"Poland"\n[[clause.reading]]\nid = "x"\ndecimals = 9',
        "no number",
        "line 10, decimals",
        "0 to 6",
    ),
    (
        '"Poland"',
        '"Poland"\n[[clause.reading]]\nid = "x"\n[[clause.reading]]\nid = "x"',
        "called 'x'",
        "line 11",
        "own id",
    ),
    (
        '"Poland"',
        '"Poland"\n[[clause.reading]]\nid = "x"\ndeadline = 2030-01-01',
        "no deadline",
        "line 10",
        "due_year",
    ),
    (
        '"Poland"',
        '"Poland"\n[[clause.reading]]\nid = "x"\nlevels = { DEU = 2 }',
        "Germany is not",
        "line 10",
        "addressees",
    ),
    ("[[clause]]", '[[clause]]\nindicator = ""\nlevel = 1\n[[clause]]', "no clause is", "line 1", "clause"),
    ("[[clause]]", "[clause]", "no list", "line 4, clause", "[[clause]]"),
    ('source = "Homeland Defence Act"', 'source = "a\\u0007b"', "cannot be printed", "line 3", "take it out"),
    ('source = "', 'url = "javascript:x"\nsource = "', "no address", "line 3, url", "https://"),
)


@pytest.mark.parametrize(("old", "new", "message", "where", "mend"), WRONG)
def test_what_is_wrong_is_told_with_line_and_mend(old, new, message, where, mend):
    """Each mistake in a file is named with its line, its key and how to mend it."""
    error = refused(ACT.replace(old, new, 1))
    assert message in error.message
    assert where in error.where
    assert mend in error.mend


def test_no_toml_and_no_clause_are_refused():
    """Broken syntax says where it breaks; a pledge without a clause asks nothing."""
    assert "line 1" in refused("title = x").message
    assert "no clause" in refused(ACT.partition("[[clause]]")[0]).message


def test_a_file_that_is_none(tmp_path):
    """A file that is not there, no text, or called as no id can be, is refused in words."""
    with pytest.raises(PledgeError, match="No such file") as error:
        find_pledge("nowhere.toml")
    assert error.value.where == "nowhere.toml"
    (tmp_path / "latin.toml").write_bytes('title = "Ö"'.encode("latin-1"))
    with pytest.raises(PledgeError, match="does not read"):
        find_pledge(str(tmp_path / "latin.toml"))
    with pytest.raises(PledgeError, match="cannot stand in the id") as error:
        read_pledge(write(tmp_path, ACT, "The act!.toml"))
    assert 'id = "the-act"' in error.value.mend


def test_a_shipped_id_is_refused(tmp_path):
    """A pledge of one's own cannot take the id of a shipped one, which stays as it is."""
    with pytest.raises(PledgeError, match="that we hold"):
        read_pledge(write(tmp_path, ACT, "wales-2014.toml"))
    with pytest.raises(PledgeError, match="that we hold"):
        read_pledge(write(tmp_path, 'id = "hague-2025"\n' + ACT))
    assert find_pledge("wales-2014").principal.level == 2


@given(st.data())
def test_any_file_reads_or_is_refused_in_words(data):
    """Whatever values the keys have, a file is read or refused by an error of ours; nothing else."""
    value = st.one_of(
        st.booleans().map(lambda b: str(b).lower()),
        st.integers().map(str),
        st.floats().map(str),
        st.sampled_from(("2024-02-29", "[]", '""', '"all"', '["POL", 3]', "{}", '{ ESP = "x" }', '"<="')),
        st.text(st.characters(exclude_characters='"\\', exclude_categories=("Cc", "Cs"))).map('"{}"'.format),
    )
    lines = ACT.splitlines()
    at = data.draw(st.integers(0, len(lines)))
    table = "clause" if at > 3 else "pledge"
    key = data.draw(st.sampled_from([*keys_of("pledge"), *keys_of("clause"), "clause", table]))
    lines.insert(at, f"{key} = {data.draw(value)}")
    with contextlib.suppress(PledgeError):
        found = whole("\n".join(lines), "own.toml", "own")
        assert sum(c["principal"] for c in found["clauses"]) == 1


@given(st.lists(st.sampled_from(("a = 1", "[[t]]", "[[t.u]]", "[s]", "# x = 1", "", 'b = """', '"""'))))
def test_keys_are_found_in_their_lines(lines):
    """Every key that is told stands in the very line that is told."""
    for key, line in lines_of("\n".join(lines)).items():
        name = re.sub(r"\.\d+", "", key)
        assert name.rpartition(".")[2] in lines[line - 1]


def test_every_kind_is_used():
    """Each kind of value is that of some key, and each key is of a kind that is read."""
    keys = [k for table in ("pledge", "clause", "reading") for k in keys_of(table).values()]
    assert {k.kind for k in keys} == set(KINDS)


def test_shipped_pledges_have_the_form():
    """The shipped files read by the same form; the newest common one stays the alliance's."""
    assert {"oda-0.7", "eda-2007", "hague-2025", "wales-2014"} <= set(pledges())
    assert {d: newest(date.fromisoformat(d)).id for d in ("2018-07-11", "2026-11-24")} == {
        "2018-07-11": "wales-2014",
        "2026-11-24": "hague-2025",
    }
    oda, eda = find_pledge("oda-0.7"), find_pledge("eda-2007")
    assert (oda.principal.level, oda.principal.due_year) == (Decimal("0.7"), 1975)
    assert [c.level for c in eda.clauses] == [20, 35, 2, 20]
    assert {"IRL", "AUT"} <= set(eda.principal.named)


def test_only_addressees_are_judged(three):
    """Who is addressed is judged and counted, allies or not; nobody else is in the table."""
    found = burdenshare.verdicts(pledge=three, as_of=DAY, year=2024)
    assert {r.ally: r.verdict for r in found} == {"POL": "met", "DEU": "not_met", "IRL": "unknown"}
    assert (found.counts["members"], found.counts["with_value"], found.counts["at_level"]) == (3, 2, 1)
    assert {r.ally for r in burdenshare.gaps(pledge=three, as_of=DAY, year=2024)} == {"POL", "DEU", "IRL"}
    assert {r.ally for r in burdenshare.flips(pledge=three)} <= {"POL", "DEU"}
    assert {r["ally"] for r in burdenshare.compare(three, year=2023)} == {"POL", "DEU"}
    counted = burdenshare.counts(three, year=2024, as_of=DAY)
    assert (counted[-1].found, counted[-1].held, counted[-1].stated) == (1, 2, None)


def test_who_is_not_addressed_is_told_so(act):
    """A named ally that is not addressed is `not_applicable`, with a reason and without a gap."""
    row = burdenshare.verdicts("Germany", pledge=act, as_of=DAY)[0]
    assert (row.verdict, row.at_level, row.gap_pp) == ("not_applicable", None, None)
    assert row.reasons == ("Germany is not addressed; act addresses Poland",)
    standing = burdenshare.show("DEU", pledge=act, as_of=DAY)[0]
    assert (standing.verdict, standing.gap_figure) == ("not_applicable", None)
    with pytest.raises(FigureError, match="not addressed"):
        burdenshare.cite("DEU", pledge=act, as_of=DAY)
    with pytest.raises(FigureError, match="not addressed"):
        burdenshare.trace(f"gap.nato.act.DEU.2024@{DAY}", pledge=act)


def test_only_shares_of_gdp_are_summed():
    """A clause that is no share of GDP has no sum of yearly gaps in money."""
    found = burdenshare.gaps(pledge="wales-2014", clause="equipment", year=2024, path="level", as_of=DAY)
    assert any(r.gap_pp is not None for r in found)
    assert {r.cumulative_money for r in found} == {None}


def test_states_are_named_where_they_are_addressed(act, three):
    """A state that is no ally can be named with a pledge that addresses it, and with no other."""
    assert burdenshare.verdicts("Ireland", three, as_of=DAY)[0].verdict == "unknown"
    with pytest.raises(UnknownAllyError):
        burdenshare.verdicts("Ireland", act, as_of=DAY)
    with pytest.raises(FigureError, match="is no ally"):
        burdenshare.trace(f"gap.nato.wales-2014.RUS.2018@{DAY}")


def test_iceland_is_held_to_what_is_not_of_defence(tmp_path):
    """Having no armed forces excuses from levels of defence only."""
    text = ACT.replace('"Poland"', '["ISL"]')
    assert burdenshare.verdicts(pledge=write(tmp_path, text), as_of=DAY)[0].verdict == "not_applicable"
    debt = text.replace("share_of_gdp", "government_debt").replace("level = 4", "level = 60")
    found = burdenshare.verdicts(
        pledge=write(tmp_path, debt), source="imf_weo", year=2023, as_of="2026-01-01"
    )
    assert found[0].verdict in {"met", "not_met"}


def test_a_definition_is_meant_or_not(tmp_path, sipri_record):
    """By figures of another definition than the one meant the answer depends; without one it does not."""
    options = {"source": "sipri", "record": sipri_record, "year": 2023, "as_of": "2025-06-01"}
    plain = burdenshare.verdicts("POL", pledge=write(tmp_path, ACT), **options)[0]
    assert not any("depends" in r for r in plain.reasons)
    meant = burdenshare.verdicts("POL", pledge=write(tmp_path, 'definition = "NATO"\n' + ACT), **options)[0]
    assert any("expenditure as NATO defines it" in r for r in meant.reasons)
    cited = burdenshare.cite("POL", pledge=write(tmp_path, ACT), **options)
    assert "as NATO defines it" not in cited


def test_figures_are_traced_with_the_file(act, run, tmp_path):
    """A figure of one's own pledge is evaluated with its file; without it the mend names the file."""
    row = burdenshare.gaps("POL", pledge=act, as_of=DAY, year=2024)[0]
    for name, value in ((row.figure, row.gap_pp), (row.money_figure, row.gap_money)):
        traced, same = burdenshare.figure(name, pledge=act)
        assert (traced.value, same) == (value, True)
    assert burdenshare.cite(row.figure, pledge=act).startswith("Poland's defence expenditure in 2024")
    lost = run("trace", row.figure)
    assert lost.status == 1
    assert "'act' is not a pledge we hold" in lost.err
    assert "--pledge FILE.toml" in lost.err
    again = run("trace", row.figure, "--pledge", act, "--format", "json")
    assert again.json["unchanged"] is True
    Path(act).write_text(ACT.replace("level = 4", "level = 3"), "utf-8")
    assert burdenshare.figure(row.figure, pledge=act)[1] is False


def test_every_kind_of_figure_knows_the_pledge(three):
    """Counts, shortfall, weight and levels of one's own pledge read back to the same figure."""
    read_pledge(three)
    day = f"@{DAY}"
    for name in ("level.three", "count.nato.at_level.three.2024", "shortfall.nato.three.2024"):
        evaluated, _ = burdenshare.figure(name + day)
        again, same = burdenshare.figure(evaluated.id)
        assert same
        assert again == evaluated
    assert burdenshare.figure(f"weight.nato.three.2024.DEU{day}")[0].value == 100
    assert clause_by_key("three:share_of_gdp") == clause_by_key("three")


def test_an_indicator_that_nobody_gives_names_the_table():
    """A pledge on what no publisher gives says how one's own figures come in."""
    with pytest.raises(OutsideRecordError) as error:
        burdenshare.verdicts(pledge="oda-0.7", as_of=DAY)
    assert "oda_share_of_gni" in error.value.message
    assert "import table" in error.value.mend


def test_check_says_what_was_read(three, run, tmp_path):
    """`pledges check` prints clauses, addressees and readings, or fails; `pledges` alone lists."""
    done = run("pledges", "check", three)
    assert done.status == 0
    for said in ("4 % of GDP", "Poland, Germany, Ireland", "Reading unrounded", "a floor", "in order"):
        assert said in done.out
    rows = run("pledges", "check", three, "--format", "json").json["rows"]
    assert rows[0]["addressees"] == ["POL", "DEU", "IRL"]
    bad = run("pledges", "check", write(tmp_path, ACT.replace("level", "levle"), "bad.toml"))
    assert bad.status == 1
    assert "line 6, levle" in bad.err
    listed = run("pledges", "--as-of", "2010-01-01")
    assert listed.status == 0
    assert "guideline-2006" in listed.out
    assert "wales-2014" not in listed.out
    assert burdenshare.check_pledge(three)[0].clause == "share_of_gdp"


def test_own_words_are_no_quantities():
    """Of a text only the very words of the pledge are left out of account."""
    own = ["National 4 % target"]
    assert without("the national 4 %  target, 4 % of GDP", own).strip() == "the " + " " * 20 + ", 4 % of GDP"
    assert without("the National 14 % target", own) == "the National 14 % target"


def test_letters_take_a_title_with_digits(three, tmp_path):
    """A kit's letters for one's own pledge are checked, composed, adopted and approved, then sent."""
    kit = tmp_path / "kit"
    init_kit(kit)
    settings = (kit / "kit.toml").read_text("utf-8")
    (kit / "kit.toml").write_text(settings.replace('pledge = ""', 'pledge = "own/three.toml"', 1), "utf-8")
    (kit / "own").mkdir()
    (kit / "own" / "three.toml").write_text(THREE, "utf-8")
    with (kit / "recipients.csv").open("a") as file:
        file.write("DEU,,,,,,office@example.org,,\n")
    checked = burdenshare.check_letters(kit, as_of=DAY)
    assert (checked.tried, checked.failed) == (18, 0)
    written = burdenshare.compose_letters(kit=kit, as_of=DAY)
    assert [r.ally for r in written] == ["DEU"]
    draft = kit / "drafts" / "DEU.html"
    assert "National 4 % target" in draft.read_text("utf-8")
    draft.write_text(draft.read_text("utf-8").replace("Dear ", "My dear ", 1), "utf-8")
    assert burdenshare.adopt_letter("DEU", draft, kit=kit).wrong == 0
    assert burdenshare.approve_letters("DEU", by="head", kit=kit)[0].state == "approved"
    assert len(burdenshare.send_letters(kit=kit)) == 1


def test_letters_are_approved_without_the_file(three, tmp_path, run):
    """The correspondence keeps the pledge: approving needs its file no more."""
    done = run("letters", "compose", "--pledge", three, "--as-of", DAY, cwd=tmp_path)
    assert done.status == 0, done.err
    Path(three).unlink()
    assert (tmp_path / "letters" / "pledges" / "three.toml").read_text("utf-8") == THREE
    done = run("letters", "approve", "DEU", "--by", "head", cwd=tmp_path)
    assert done.status == 0, done.err
    done = run("letters", "verify", "letters/drafts/DEU.html", cwd=tmp_path)
    assert done.status == 0, done.err


def test_an_unbound_quantity_is_still_found(three, tmp_path):
    """The title's digits pass; the same digits elsewhere in an edited letter do not."""
    burdenshare.compose_letters(kit=_kit(tmp_path), pledge=three, as_of=DAY)
    draft = tmp_path / "kit" / "drafts" / "DEU.html"
    edited = draft.read_text("utf-8").replace("National 4 % target", "National 4 % target of 4 %", 1)
    draft.write_text(edited, "utf-8")
    found = burdenshare.verify_letter(draft, kit=tmp_path / "kit")
    assert [r.text for r in found if not r.agrees] == ["4"]


def _kit(folder):
    init_kit(folder / "kit")
    return folder / "kit"


def test_letters_go_to_addressees_that_are_allies(three, tmp_path):
    """Nobody else is written to: not who is not addressed, nor a state that is no ally."""
    kit = _kit(tmp_path)
    everyone = burdenshare.compose_letters(kit=kit, pledge=three, as_of=DAY, recipients="all", forms="html")
    assert [r.ally for r in everyone] == ["POL", "DEU"]
    with pytest.raises(LetterError, match="France is not addressed"):
        burdenshare.compose_letters("FRA", kit=kit, pledge=three, as_of=DAY)
    with pytest.raises(LetterError, match="not about a share of GDP"):
        burdenshare.explain_letter("DEU", pledge="eda-2007", as_of=DAY)


def test_a_pack_carries_the_pledge(three, tmp_path, run):
    """A pack made for one's own pledge holds its file, by which its figures are traced."""
    burdenshare.pack(out=tmp_path / "out", pledge=three, as_of=DAY)
    kept = tmp_path / "out" / "three.toml"
    assert kept.read_text("utf-8") == THREE
    assert (tmp_path / "out" / "letters" / "DEU.pdf").is_file()
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "--pledge three.toml" in page
    figures = (tmp_path / "out" / "figures.csv").read_text("utf-8").splitlines()
    name = next(line for line in figures if line.startswith("gap.nato.three.DEU")).partition(",")[0]
    assert run("trace", name, "--pledge", str(kept), "--format", "json").json["unchanged"] is True


def test_the_how_to_runs(tmp_path, run, monkeypatch):
    """The how-to's own example, from the user's table to verdicts, citation and trace."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    text = PAGE.read_text("utf-8").partition("## A full example")[2]
    blocks = re.findall(r"(?:^    .*\n|^\n)+", text, re.MULTILINE)
    rule, table, commands = ["\n".join(x[4:] for x in b.splitlines()).strip() for b in blocks if b.strip()][
        :3
    ]
    write(tmp_path, rule + "\n", "eu-oda.toml")
    write(tmp_path, table + "\n", "oda.csv")
    outs = []
    for line in commands.splitlines():
        done = run(*shlex.split(line)[1:], cwd=tmp_path)
        assert done.status == 0, (line, done.err)
        outs.append(done.out)
    assert "2 of 4 at level" in outs[1]
    assert "0.03 points below the 0.7 % undertaking that fell due in 2015" in outs[3]
    assert "OECD, preliminary data, 11 April 2024" in outs[3]
    assert "raw '0.67'" in outs[4]


@pytest.mark.parametrize("name", ["gap.nato.act-9.POL.2024", "level.act-9", "count.nato.near.act-9.2024"])
def test_an_unknown_pledge_is_mended_by_its_file(name):
    """Whatever figure names a pledge we do not hold, the mend names --pledge."""
    with pytest.raises(BurdenshareError) as error:
        burdenshare.trace(f"{name}@{DAY}")
    assert "--pledge FILE.toml" in error.value.mend


def test_a_clause_of_text_addresses_all():
    """Any text as addressees means all allies, so that a clause made by hand need not know the word."""
    clause = find_pledge("wales-2014").principal
    assert replace(clause, addressees="all allies").named == ()
