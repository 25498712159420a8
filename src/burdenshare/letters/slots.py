"""Slots of a passage: `{share}` a figure, `[edition]` words, `<due>` another part's passage.

`{gap:bare}` and `{gap:dative}` ask for a form; `[ally:of]` and `[publisher:of]` for a case;
`[stands|stand]` follows the number of the ally's name in the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from burdenshare.errors import LetterError

_SLOT = re.compile(
    r"\{(?P<figure>\w+)(?::(?P<form>\w+))?\}"
    r"|\[(?P<one>[^\[\]{}<>|:]*)\|(?P<many>[^\[\]{}<>|:]*)\]"
    r"|\[(?P<word>\w+)(?::(?P<case>\w+))?\]"
    r"|<(?P<part>\w+)>"
)
FORMS = {"", "bare", "dative", "signed"}
CASES = {"", "of", "in", "to", "acc", "name", "its"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a passage that is filled.

    Parameters
    ----------
    kind : `figure`, `word`, `number` (singular or plural words) or `part`
    name : the fact, or the part; for `number` the fact whose number counts
    form : of a figure, or case of a name
    """

    kind: str
    name: str
    start: int
    end: int
    form: str = ""
    one: str = ""
    many: str = ""
    capital: bool = False


def slots_of(text: str, *, where: str = "") -> list[Slot]:
    """Return the slots of a text in order.

    Raises
    ------
    LetterError : a brace or bracket does not read

    >>> [(s.kind, s.name, s.form) for s in slots_of("[Ally] is {gap:bare} below. <due>")]
    [('word', 'ally', ''), ('figure', 'gap', 'bare'), ('part', 'due', '')]
    """
    found = [_slot(m, where) for m in _SLOT.finditer(text)]
    _check_rest(text, where)
    return found


def _slot(m: re.Match[str], where: str) -> Slot:
    at = (m.start(), m.end())
    if m["figure"]:
        _known(m["form"] or "", FORMS, m[0], where)
        return Slot("figure", m["figure"], *at, form=m["form"] or "")
    if m["part"]:
        return Slot("part", m["part"], *at)
    if m["word"]:
        _known(m["case"] or "", CASES, m[0], where)
        name = m["word"]
        capital = name[0].isupper()
        return Slot("word", name[0].lower() + name[1:], *at, form=m["case"] or "", capital=capital)
    return Slot("number", "ally", *at, one=m["one"], many=m["many"])


def _known(form: str, forms: set[str], text: str, where: str) -> None:
    if form not in forms:
        raise LetterError(
            f"'{form}' in '{text}' is no form", where=where, mend=f"one of {', '.join(sorted(forms - {''}))}"
        )


def _check_rest(text: str, where: str) -> None:
    stray = re.search(r"[\[\]{}<>]", _SLOT.sub("", text))
    if stray:
        raise LetterError(
            f"'{stray[0]}' stands alone in '{text[:60]}'",
            where=where,
            mend="a slot is {fact}, [words] or <part>",
        )
