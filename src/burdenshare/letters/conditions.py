"""The little language of conditions, and how a condition is explained.

`gap >= -0.1`, `plan < level`, `estimate == yes`, `money known`, `plan unknown`; alternatives are
parted by ` or `. A comparison with a fact that is not known is false, whichever way it points: the
unknown never carries a sentence.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from burdenshare.errors import LetterError

Value = Decimal | str | None
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_FORM = re.compile(r"(\w+) (?:(known|unknown)|(==|!=|>=|<=|>|<) (\S+))")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a fact, and what is asked of it.

    Parameters
    ----------
    test : `known`, `unknown` or a comparison's sign
    other : a literal or another fact's name; empty for `known` and `unknown`
    """

    text: str
    fact: str
    test: str
    other: str = ""

    def names(self) -> set[str]:
        """Return the names of facts it reads; a literal may look like one."""
        return {self.fact, self.other} - {""}

    def holds(self, facts: Mapping[str, Value]) -> bool:
        """Whether it holds for an ally's facts."""
        value = facts.get(self.fact)
        if self.test in {"known", "unknown"}:
            return (value is None) == (self.test == "unknown")
        other = facts.get(self.other) if self.other in facts else self.other
        if value is None or other is None:
            return False
        return _compare(self.test, value, other)

    def decided_by(self, facts: Mapping[str, Value]) -> str:
        """Say which values decided it: `gap is −0.76, asked: >= −0.1`."""
        value = _shown(facts.get(self.fact))
        if self.test in {"known", "unknown"}:
            return f"{self.fact} is {value}, asked: {self.test}"
        other = self.other
        if other in facts:
            other = f"{other} ({_shown(facts[other])})"
        return f"{self.fact} is {value}, asked: {self.test} {other}"


def _compare(sign: str, value: Value, other: Value) -> bool:
    if isinstance(value, Decimal) and not isinstance(other, Decimal):
        try:
            other = Decimal(str(other))
        except InvalidOperation:
            return sign == "!="
    if isinstance(other, Decimal) and not isinstance(value, Decimal):
        return sign == "!="
    return _TESTS[sign](value, other)


def _shown(value: Value) -> str:
    if value is None:
        return "unknown"
    if not isinstance(value, Decimal):
        return value
    text = format(value.quantize(Decimal("0.001")).normalize(), "f")
    return text.replace("-", "−")


def parse(line: str, *, where: str = "") -> tuple[Condition, ...]:
    """Read a line of alternatives.

    Raises
    ------
    LetterError : it does not read

    >>> [c.fact for c in parse("gap >= -0.1 or share >= level")]
    ['gap', 'share']
    """
    return tuple(_parse_one(part.strip(), where) for part in line.split(" or "))


def _parse_one(text: str, where: str) -> Condition:
    found = _FORM.fullmatch(text)
    if found is None:
        raise LetterError(
            f"the condition '{text}' does not read",
            where=where,
            mend="write FACT known, FACT unknown, or FACT >= VALUE with blanks between",
        )
    fact, known, sign, other = found.groups()
    return Condition(text, fact, known or sign, other or "")


def holds(line: str, facts: Mapping[str, Value]) -> bool:
    """Whether any of a line's alternatives holds.

    >>> holds("gap >= -0.1", {"gap": Decimal("-0.02")}), holds("gap >= -0.1", {})
    (True, False)
    """
    return any(c.holds(facts) for c in parse(line))
