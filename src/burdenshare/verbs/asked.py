"""What a reader asks for: allies, a pledge, one of its clauses, a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from burdenshare.errors import UsageError, nearest
from burdenshare.pledges import Clause, Pledge, Reading, Verdict, find_pledge, newest, not_addressed, pledges
from burdenshare.terms import ALLIES, ally_by_name, find_ally, name_of, state_by_name


def allies_and_pledge(names: tuple[str, ...], pledge: str, day: date) -> tuple[list[str], Pledge]:
    """Return the allies named, each once, and the pledge: the one named, or the newest of the day.

    A pledge may stand among the allies: `verdicts wales-2014 NOR`.

    Raises
    ------
    UsageError : two pledges are named
    UnknownAllyError : a word is neither an ally nor a pledge
    """
    named = [n for n in names if is_pledge(n)]
    if len(named) + bool(pledge) > 1:
        both = ", ".join([*named, *([pledge] if pledge else ())])
        raise UsageError(f"more than one pledge is named: {both}", mend="name one")
    name = named[0] if named else pledge
    rule = find_pledge(name or newest(day).id, day)
    return list(dict.fromkeys(code_named(n, rule) for n in names if n not in named)), rule


def code_named(name: str, pledge: Pledge) -> str:
    """Return the code of an ally, or of another state that the pledge addresses.

    Raises
    ------
    UnknownAllyError : it is neither
    """
    code = state_by_name(name)
    if code is not None and any(code in clause.named for clause in pledge.clauses):
        return code
    return find_ally(name).code


def is_pledge(word: str) -> bool:
    """Whether a word means a pledge: an id, one misspelt, or a file."""
    if word in pledges() or word.endswith(".toml"):
        return True
    return ally_by_name(word) is None and any(c.isdigit() for c in word) and bool(nearest(word, pledges()))


def of_allies(codes: list[str], clause: Clause, judged: list[Verdict]) -> list[Verdict]:
    """Return the verdicts on the allies named, in that order; who is not held to the clause is told so."""
    if not codes:
        return judged
    known = {v.ally: v for v in judged}
    return [known.get(code) or _not_held(code, clause, judged[0]) for code in codes]


def _not_held(code: str, clause: Clause, like: Verdict) -> Verdict:
    reason = not_addressed(clause, code) or (
        f"{name_of(code)} joined on {ALLIES[code].accession} and was no ally in {like.year}"
    )
    return replace(
        like,
        ally=code,
        value=None,
        gap_pp=None,
        at_level=None,
        verdict="not_applicable",
        reasons=(reason,),
        observation=None,
    )


def allies_named(names: tuple[str, ...]) -> list[str]:
    """Return the codes of the allies named, each once."""
    return list(dict.fromkeys(find_ally(n).code for n in names))


def clauses_asked(pledge: Pledge, clause: str) -> tuple[Clause, ...]:
    """Return the clause named, `all` of them, or the principal one."""
    if clause == "all":
        return pledge.clauses
    return (pledge.clause(clause) if clause else pledge.principal,)


def readings_asked(clause: Clause, reading: str) -> tuple[Reading, ...]:
    """Return the reading named, `all` of them, or the default one."""
    if reading == "all":
        return clause.readings
    return (clause.reading(reading) if reading else clause.readings[0],)
