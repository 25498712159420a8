"""The one table of verbs: what Python, the command line and a shell know of each."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import re
from dataclasses import fields
from pathlib import Path

import click
import numpy as np
import pandas as pd
import pytest
from click.shell_completion import BashComplete

import burdenshare
from burdenshare.cli import main
from burdenshare.cli.command import FORM, IDS, QUIET, command_of
from burdenshare.errors import BurdenshareError, UsageError
from burdenshare.letters import Writing
from burdenshare.record.query import Query
from burdenshare.verbs.calling import parameters, summary
from burdenshare.verbs.options import QueryOptions, WritingOptions
from burdenshare.verbs.table import VERBS, commands

DAY = "2024-07-09"
by_function = pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.function)


def test_dir_lists_the_verbs():
    """`dir(burdenshare)` is the verbs, the errors' one class and the version, and each is there."""
    assert set(dir(burdenshare)) == {v.function for v in VERBS} | {"BurdenshareError", "__version__"}
    assert all(callable(getattr(burdenshare, v.function)) for v in VERBS)
    with pytest.raises(AttributeError, match="verdict"):
        burdenshare.verdict  # noqa: B018  asked for, not used


def test_type_checkers_know_the_verbs():
    """The names that type checkers see are those of the table, from the same files."""
    tree = ast.parse(Path(inspect.getfile(burdenshare)).read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.names[0].asname]
    seen = {(n.module, n.names[0].name) for n in imports if n.names[0].name == n.names[0].asname}
    table = {(f"burdenshare.verbs.{v.module}", v.function) for v in VERBS}
    assert seen == table | {("burdenshare.errors", "BurdenshareError")}


@by_function
def test_help_is_the_docstring(verb):
    """A verb's one sentence in the table is the first of its docstring; every parameter has a text."""
    function = verb.load()
    assert verb.help == summary(function)
    assert [p.name for p in parameters(function) if not p.text] == []


@pytest.mark.parametrize("name", commands())
def test_command_and_function_take_the_same(name):
    """Every option of a command is a parameter of its function, and the other way round."""
    verb = commands()[name]
    takes = {p.name: p for p in parameters(verb.load())}
    params = [p for p in command_of(verb, name).params if p not in (FORM, IDS, QUIET)]
    assert {p.name for p in params} == {n.lower() for n in takes}
    for param in params:
        known = takes.get(param.name) or takes[param.name.rstrip("_") + "_"]
        assert isinstance(param, click.Option) == (known.kind == "option")
        assert param.required == known.is_needed


def test_shared_options_are_one_value():
    """The shared options are those of the values that verbs make of them."""
    assert set(QueryOptions.__annotations__) == {f.name for f in fields(Query)}
    assert set(WritingOptions.__annotations__) == {f.name for f in fields(Writing)}


CALLED = {v.function: v.load() for v in VERBS}
WRONG = {
    "verdicts(yaer=2024)": "did you mean 'year'",
    "verdicts(year='2024')": "year is a whole number such as 2018, not '2024'",
    "verdicts(year=True)": "year is a whole number",
    "verdicts(as_of=2018)": "as_of is a day such as '2018-07-11', not 2018",
    "verdicts(every_edition='yes')": "every_edition is True or False",
    "verdicts(3)": "names is text, not 3",
    "verdicts(None)": "names is text",
    "verdicts('wales-2014', 'hague-2025')": "more than one pledge is named: wales-2014, hague-2025",
    "verdicts('wales-2014', pledge='wales-2014')": "more than one pledge",
    "verdicts(gdp_source='worldbank')": "add --gdp-as-of",
    "verdicts(gdp_as_of='2024-05-01', clause='all')": "one clause and reading",
    "show()": "show needs ally",
    "show('NOR', 'share_of_gdp')": "show does not know what 'share_of_gdp' is",
    "show('NOR', pledge='hague-2025', release='first')": "leave --indicator and --release out",
    "compare()": "compare needs year",
    "pack()": "pack needs out",
    "gaps(money='EUR')": "'EUR' is no choice of money. Where: gaps(money=...). Mend: one of usd, national",
    "flips(between=('2024-06-17',))": "between is 2 words",
    "flips(between=(1, 2))": "between is 2 words",
    "revisions()": "no ally is named",
    "cite('NOR', 'DEU')": "one figure or one ally",
}


@pytest.mark.parametrize("call", WRONG)
def test_wrong_calls_are_answered_in_our_words(call):
    """What a verb does not take, lacks or cannot honour is a usage error that says what to do."""
    with pytest.raises(UsageError) as raised:
        eval(call, CALLED)  # noqa: S307  the calls stand above
    assert WRONG[call] in str(raised.value)


UNKNOWN = {
    "verdicts('Norwey')": "did you mean 'Norway' (NOR)",
    "verdicts('')": "give a name or code",
    "verdicts('NATO')": "is an aggregate, not an ally",
    "verdicts('wales2014')": "did you mean 'wales-2014'",
    "verdicts(clause='cor')": "one of core, related, total, plans",
    "counts(clause='all')": "has no clause 'all'",
    "verdicts(year=2050)": "held: 2009 to 2026",
    "verdicts(as_of='')": "write it as YYYY-MM-DD",
    "show('NOR', indicator='share_of_gpd')": "did you mean 'share_of_gdp'",
    "editions(source='nato2')": "no edition of 'nato2' is held",
    "list_indicators(source='nope')": "no edition of 'nope' is held",
}


@pytest.mark.parametrize("call", UNKNOWN)
def test_unknown_words_name_near_ones(call):
    """A word that we do not hold is an error that names those we do."""
    with pytest.raises(BurdenshareError) as raised:
        eval(call, CALLED)  # noqa: S307
    assert UNKNOWN[call] in str(raised.value)


@pytest.mark.parametrize(
    "day", [pd.Timestamp(DAY), dt.datetime.fromisoformat("2024-07-09T12:00"), dt.date(2024, 7, 9)], ids=str
)
def test_days_and_numbers_of_other_libraries(day):
    """A timestamp is its day, and a whole number of numpy a year that JSON can write."""
    answer = burdenshare.verdicts("NOR", "wales-2014", year=np.int64(2024), as_of=day)
    assert answer.as_of.isoformat() == DAY
    assert type(answer.year) is int


@pytest.mark.parametrize("names", [("NOR", "ITA", "DEU", "FRA"), (["NOR", "ITA"], "DEU", ("FRA",))], ids=str)
@pytest.mark.parametrize("verb", ["verdicts", "gaps", "flips", "compare", "counts"])
def test_allies_by_place_or_in_lists(verb, names):
    """Any number of allies, and a pledge among them, may be named by place, also in lists."""
    more = {"year": 2024} if verb == "compare" else {}
    answer = getattr(burdenshare, verb)(*names, "wales-2014", as_of=DAY, **more)
    if verb == "counts":
        assert answer.among == ["NOR", "ITA", "DEU", "FRA"]
    else:
        assert {r["ally"] for r in answer.records()} <= {"NOR", "ITA", "DEU", "FRA"}
    assert answer.pledge == "wales-2014"


def test_revisions_and_panel_take_several():
    """Revisions and panel take several allies by place, revisions an aggregate too."""
    revised = burdenshare.revisions("NOR", "DEU", "NATO", year=2022, as_of=DAY)
    assert {r.ally for r in revised} == {"NOR", "DEU", "NATO"}
    assert {r.ally for r in burdenshare.panel("NOR", ["DEU"], indicator="share_of_gdp")} == {"NOR", "DEU"}


def test_one_word_is_a_list_of_one():
    """An edition or publishers may be given as one text."""
    answer = burdenshare.compare(year=2022, edition="nato/2023-03-21", sources="nato")
    assert answer.editions == ["nato/2023-03-21"]


@pytest.mark.parametrize("verb", ["verdicts", "gaps", "flips", "counts"])
def test_pledge_defaults_to_the_newest_of_the_day(verb):
    """Where no pledge is named the newest common one of the day is meant."""
    function = getattr(burdenshare, verb)
    assert function(as_of=DAY).pledge == "wales-2014"
    assert function(as_of="2026-11-24").pledge == "hague-2025"


def offered(words, begun):
    """What bash is offered for a word that was begun."""
    complete = BashComplete(main, {}, "burdenshare", "_BURDENSHARE_COMPLETE")
    return [item.value for item in complete.get_completions(words.split(), begun)]


@pytest.mark.parametrize(
    ("words", "begun", "expected"),
    [
        ("", "verd", ["verdicts"]),
        ("letters", "appr", ["approve"]),
        ("show", "NO", ["NOR"]),
        ("gaps NOR", "it", ["ITA"]),
        ("letters compose", "DE", ["DEU"]),
        ("verdicts --pledge", "wa", ["wales-2014"]),
        ("show NOR --indicator", "share_of_gd", ["share_of_gdp"]),
        ("show NOR --source", "imf", ["imf_weo"]),
        ("verdicts --gdp-source", "imf", ["imf_weo"]),
        ("gaps --money", "n", ["national"]),
        ("cite", "NO", ["NOR"]),
    ],
)
def test_shell_completion(words, begun, expected):
    """A shell is offered verbs, allies, pledges, indicators, publishers and choices."""
    assert offered(words, begun) == expected


def test_completion_is_documented():
    """The documentation says how a shell learns to complete."""
    docs = Path(__file__).parents[1]
    text = "".join(p.read_text("utf-8") for p in [docs / "README.md", *docs.glob("docs/**/*.md")])
    assert re.search(r"_BURDENSHARE_COMPLETE=\w+_source", text)
