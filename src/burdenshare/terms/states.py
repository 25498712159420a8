"""States of the world beside the allies, states that are no more, and regions.

Publishers of world tables list them in the same rows; they are kept apart, under ISO 3166-1
alpha-3 codes, those that are no more under ISO 3166-3 (`CSK`, `DDR`, `SUN`, `YUG`, `YMD`). The
Yemen Arab Republic has no code of its own there and goes by `YAR`; Kosovo goes by `XKX`, the
World Bank's code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from burdenshare.errors import UnknownAllyError, nearest
from burdenshare.terms.allies import AGGREGATES, ALLIES, ally_by_name, fold
from burdenshare.terms.tables import rows

PREDECESSORS = ("CSK", "DDR", "SUN", "YUG", "YAR", "YMD")
"""Codes of states that are no more."""


@dataclass(frozen=True, slots=True)
class State:
    """A state that is no ally.

    Parameters
    ----------
    code : ISO 3166 alpha-3, see the module
    name : the short English name we print
    other_names : names under which publishers list it
    """

    code: str
    name: str
    other_names: tuple[str, ...]


@cache
def _table(file: str) -> dict[str, State]:
    found: dict[str, State] = {}
    for row in rows(file):
        code, name, others = row.values()
        found[code] = State(code, name, tuple(n for n in others.split("|") if n))
    return found


@cache
def _by_name(file: str) -> dict[str, str]:
    listed = _table(file).values()
    return {fold(name): s.code for s in listed for name in (s.code, s.name, *s.other_names)}


def state_by_name(name: str) -> str | None:
    """Code of an ally or another state under any of its names, or None.

    >>> state_by_name("USA"), state_by_name("German DR"), state_by_name("Yemen, North")
    ('USA', 'DDR', 'YAR')
    """
    code = ally_by_name(name)
    return code if code in ALLIES else _by_name("states.csv").get(fold(name))


def region_by_name(name: str) -> str | None:
    """Code of a region of the world under any of its names, or None.

    >>> region_by_name("Asia & Oceania"), region_by_name("World total (consistent series)")
    ('ASIA-OCEANIA', 'WORLD-EX-IRQ')
    """
    return _by_name("regions.csv").get(fold(name))


def find_row(name: str) -> str:
    """Code of what a reader may ask the record for: an ally, an aggregate, a state, a region.

    Raises
    ------
    UnknownAllyError : none has that code or name; the nearest is named
    """
    code = ally_by_name(name) or state_by_name(name) or region_by_name(name)
    if code:
        return code
    known = [n for a in ALLIES.values() for n in (a.name, a.code)]
    known += [n for s in _table("states.csv").values() for n in (s.name, s.code)]
    near = nearest(name, known)
    hint = f"did you mean '{near}' ({state_by_name(near)})?" if near else "give a name or code"
    raise UnknownAllyError(f"'{name}' is neither an ally nor another state we know", mend=hint)


def name_of(code: str) -> str:
    """Return the English name of an ally, an aggregate, another state or a region.

    >>> name_of("TUR"), name_of("NATO-EU-CAN"), name_of("SUN")
    ('Türkiye', 'NATO Europe and Canada', 'USSR')
    """
    if code in ALLIES:
        return ALLIES[code].name
    if code in AGGREGATES:
        return AGGREGATES[code].name
    return (_table("states.csv") | _table("regions.csv"))[code].name
