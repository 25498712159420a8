"""A pledge's file as plain data, whole: what it leaves out is added, what does not fit is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from burdenshare.errors import PledgeError
from burdenshare.pledges.form import Place, parsed, tables, values
from burdenshare.pledges.kinds import EVERYONE, pledge_id
from burdenshare.terms import find_indicator, name_of

Values = dict[str, Any]


def whole(written: str, file: str, name: str) -> Values:
    """Return everything that a pledge's file says, its clauses and their readings within it.

    Parameters
    ----------
    file : its path, for messages
    name : the file's name without ending, which is the id where none is given

    Raises
    ------
    PledgeError : what is wrong, with line and key
    """
    raw, place = parsed(written, file)
    found = values(raw, "pledge", place, inner="clause")
    if "id" not in found:
        try:
            found["id"] = pledge_id(name)
        except PledgeError as error:
            raise place.error("", f"the file's name is the id, and {error.message}", error.mend) from error
    addressees = found.pop("addressees", EVERYONE)
    found = {"url": "", "short": found["title"], "noun": "level", "definition": "", **found}
    given = tables(raw, "clause", place)
    clauses = [
        _clause(each, found, addressees, place.inner(f"clause.{k}"), only=len(given) == 1)
        for k, each in enumerate(given)
    ]
    _check_clauses(clauses, place)
    return {**found, "clauses": clauses}


def _clause(raw: Any, pledge: Values, addressees: Any, place: Place, *, only: bool) -> Values:
    given = values(raw, "clause", place, inner="reading")
    found = {
        "id": given["indicator"] or "clause",
        "title": _title(given),
        "principal": only,
        "addressees": addressees,
        "verb": "commit",
        "paragraph": "",
        "comparator": ">=",
        "at_least": False,
        "start": pledge["agreed"].year,
        "review": "",
        "reservations": "",
        **given,
    }
    found.setdefault("says", f"{found['title'][:1].upper()}{found['title'][1:]}.")
    _check_clause(found, pledge, place)
    if "due_year" in found or "deadline" in found:
        found.setdefault("due_year", found["deadline"].year if "deadline" in found else None)
        found.setdefault("deadline", date(found["due_year"], 12, 31))
    readings = [
        _reading(each, found, place.inner(f"reading.{k}"))
        for k, each in enumerate(tables(raw, "reading", place))
    ]
    against = f"nothing: the value as published or stored, against {found['level']} exactly"
    found["readings"] = readings or [{"id": "unrounded", "departs": against}]
    _refuse_twice(readings, "reading", place)
    return found


def _title(given: Values) -> str:
    level = format(Decimal(given["level"]).normalize(), "f")
    side = "at most " if given.get("comparator") == "<=" else ""
    if given["indicator"] == "share_of_gdp":
        return f"{side}{level} % of GDP"
    measured = f": {find_indicator(given['indicator']).in_sentence}" if given["indicator"] else ""
    return f"{side}{level} %{measured}"


def _check_clause(found: Values, pledge: Values, place: Place) -> None:
    """Refuse what does not fit together within a clause."""
    if found["comparator"] == "<=" and found["indicator"]:
        raise place.error(
            "comparator",
            "a ceiling cannot be judged yet",
            'write ">=", or indicator = "" to note the clause without judging it',
        )
    due, deadline = found.get("due_year"), found.get("deadline")
    if deadline and deadline < pledge["agreed"]:
        raise place.error(
            "deadline",
            f"{deadline} lies before {pledge['agreed']}, when it was agreed",
            "correct one of them",
        )
    if due and due < found["start"]:
        raise place.error(
            "due_year", f"{due} lies before {found['start']}, the first year judged", "correct one of them"
        )


def _reading(raw: Any, clause: Values, place: Place) -> Values:
    found = {"departs": "nothing named", **values(raw, "reading", place)}
    if "deadline" in found and not clause.get("deadline"):
        raise place.error(
            "deadline", "the clause has no deadline to depart from", "give the clause its due_year"
        )
    held = clause["addressees"]
    strangers = [s for s in found.get("levels", ()) if held != EVERYONE and s not in held]
    if strangers:
        raise place.error(
            "levels", f"{name_of(strangers[0])} is not addressed by the clause", "add it to the addressees"
        )
    return found


def _check_clauses(clauses: list[Values], place: Place) -> None:
    if not clauses:
        raise place.error("", "the pledge has no clause", "add [[clause]], and below it indicator and level")
    _refuse_twice(clauses, "clause", place)
    principal = [k for k, c in enumerate(clauses) if c["principal"]]
    if len(principal) != 1:
        many = "more than one clause is" if principal else "no clause is"
        at = place.inner(f"clause.{principal[1]}") if principal else place
        raise at.error(
            "principal" if principal else "",
            f"{many} the principal one, that is meant where none is named",
            f"write principal = true in one of {', '.join(c['id'] for c in clauses)}",
        )


def _refuse_twice(tables_: list[Values], name: str, place: Place) -> None:
    """Refuse two tables of the same id."""
    seen: list[str] = []
    for k, each in enumerate(tables_):
        if each["id"] in seen:
            raise place.inner(f"{name}.{k}").error(
                "id", f"two of the {name}s are called '{each['id']}'", "give each its own id"
            )
        seen.append(each["id"])
