"""How a verb is called: its options known by name, its mistakes answered in our words.

The command line, the documentation and the pages ask here what a verb takes; nothing is declared
again. A parameter's text is the one of the verb's docstring, or of the shared options.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, wraps
from operator import index
from pathlib import Path
from types import NoneType, SimpleNamespace
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from burdenshare.errors import UsageError, nearest

Function = TypeVar("Function", bound=Callable[..., Any])
NO_OPTION = {"step", "at"}
"""Parameters for programs: what to call at each step, and the clock."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a verb takes.

    Parameters
    ----------
    kind : `argument`, `arguments` (any number) or `option`
    hint : its type
    default : `inspect.Parameter.empty` where it must be given
    text : what it means, one sentence
    """

    name: str
    kind: str
    hint: Any
    default: Any
    text: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may be, where it is one of a few."""
        return tuple(w for w in get_args(self.hint) if w) if get_origin(self.hint) is Literal else ()

    @property
    def types(self) -> tuple[type, ...]:
        """The types it may have, without None."""
        if self.choices:
            return (str,)
        parts = (
            get_args(self.hint) if NoneType in get_args(self.hint) or _is_union(self.hint) else (self.hint,)
        )
        return tuple(get_origin(p) or p for p in parts if p is not NoneType)

    @property
    def length(self) -> int | None:
        """How many words it takes, where they are several and a fixed number."""
        hints = [h for h in (self.hint, *get_args(self.hint)) if get_origin(h) is tuple]
        return len(get_args(hints[0])) if hints and Ellipsis not in get_args(hints[0]) else None

    @property
    def is_needed(self) -> bool:
        """Whether it must be given."""
        return self.default is inspect.Parameter.empty and self.kind != "arguments"


def _is_union(hint: Any) -> bool:
    return type(hint).__name__ in {"UnionType", "_UnionGenericAlias"}


def verb(function: Function) -> Function:
    """Make a function a verb: wrong names and types are answered in our words."""

    @wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        return function(*_positional(function, args), **_keywords(function, args, kwargs))

    return called  # type: ignore[return-value]  # the same parameters, the same answer


@cache
def parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return what a verb takes, shared options among it."""
    bare = inspect.unwrap(function)
    hints = _hints(bare)
    texts = texts_of(bare)
    made = []
    for p in inspect.signature(bare).parameters.values():
        if p.kind is p.VAR_KEYWORD:
            made += _shared(get_args(hints[p.name])[0])
        elif p.name not in NO_OPTION:
            made.append(Parameter(p.name, _kind(p), hints[p.name], p.default, texts.get(p.name, "")))
    return tuple(made)


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the types of a verb's parameters; that of its answer may not be imported yet."""
    taken = {n: a for n, a in function.__annotations__.items() if n != "return"}
    return get_type_hints(SimpleNamespace(__annotations__=taken), vars(sys.modules[function.__module__]))


def _kind(p: inspect.Parameter) -> str:
    if p.kind is p.VAR_POSITIONAL:
        return "arguments"
    if p.kind is p.KEYWORD_ONLY:
        return "option"
    return "argument" if p.default is p.empty or p.kind is p.POSITIONAL_ONLY else "option"


LAST = ("as_of", "source", "record")
"""Shared options that every list of options ends with."""


def _shared(options: Any) -> list[Parameter]:
    """Return the options of a class of shared ones; their texts stand in the classes of its module."""
    classes = vars(sys.modules[options.__module__]).values()
    texts = {n: t for c in classes if hasattr(c, "__total__") for n, t in texts_of(c).items()}
    hints = get_type_hints(options)
    names = sorted(hints, key=lambda n: LAST.index(n) if n in LAST else -1)
    return [Parameter(name, "option", hints[name], None, texts[name]) for name in names]


def texts_of(documented: Any) -> dict[str, str]:
    """Return parameter to text, from the section of a docstring.

    >>> texts_of(day_texts)
    {'text': 'a docstring', 'more': 'two lines of it'}
    """
    section = re.search(r"Parameters\n-+\n(.*?)(\n\n\S|\Z)", inspect.getdoc(documented) or "", re.DOTALL)
    texts: dict[str, str] = {}
    for line in section[1].splitlines() if section else ():
        head, colon, text = line.partition(" : ")
        if colon and not line.startswith(" "):
            texts |= dict.fromkeys((n.strip(" *") for n in head.split(",")), text.strip())
        elif texts and line.startswith(" "):
            texts[list(texts)[-1]] += f" {line.strip()}"
    return texts


def day_texts() -> None:
    """Serve as the example of `texts_of`.

    Parameters
    ----------
    text : a docstring
    more : two lines
        of it
    """


def summary(function: Callable[..., Any]) -> str:
    """Return the first sentence of a verb's docstring."""
    return (inspect.getdoc(function) or "").partition("\n")[0]


def _positional(function: Callable[..., Any], args: tuple[Any, ...]) -> list[Any]:
    """Return what was given by place, names in lists one by one; refuse what has no place.

    Raises
    ------
    UsageError : too many, or of another type
    """
    name, known = function.__name__, {p.name: p for p in parameters(function)}
    signature = inspect.signature(function).parameters.values()
    places = [known[p.name] for p in signature if p.kind in _BY_PLACE]
    if places and places[-1].kind == "arguments":
        single, many = args[: len(places) - 1], args[len(places) - 1 :]
        args = (*single, *(n for each in many for n in (each if isinstance(each, LISTS) else (each,))))
        places += places[-1:] * len(args)
    if len(args) > len(places):
        raise UsageError(
            f"{name} does not know what {args[len(places)]!r} is",
            where=f"{name}(...)",
            mend=f"name it: {name}({', '.join([*(p.name for p in places), 'option=...'])})",
        )
    return [_checked(name, p, value) for p, value in zip(places, args, strict=False)]


_BY_PLACE = {
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
}
LISTS = (list, tuple, set, frozenset)


def _keywords(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return what was given by name; refuse names that the verb does not take, and what is missing.

    Raises
    ------
    UsageError : what is wrong, and what the verb takes
    """
    name, known = function.__name__, {p.name: p for p in parameters(function)}
    programs = NO_OPTION & set(inspect.signature(function).parameters)
    for word in kwargs:
        if word not in known and word not in programs:
            near = nearest(word, known)
            raise UsageError(
                f"{name} does not take '{word}'",
                where=f"{name}({word}=...)",
                mend=f"did you mean '{near}'?" if near else f"it takes {', '.join(known)}",
            )
    needed = [p for p in known.values() if p.is_needed and p.name not in kwargs]
    missing = [p for k, p in enumerate(needed) if p.kind == "option" or k >= len(args)]
    if missing:
        raise UsageError(
            f"{name} needs {', '.join(p.name for p in missing)}",
            where=f"{name}(...)",
            mend=missing[0].text or "name it",
        )
    return {w: _checked(name, known[w], v) if w in known else v for w, v in kwargs.items()}


SAID = {
    int: "a whole number such as 2018",
    str: "text",
    bool: "True or False",
    Path: "a path",
    float: "a number",
    date: "a day such as '2018-07-11'",
    tuple: "a tuple",
}


def _checked(name: str, parameter: Parameter, value: Any) -> Any:
    """Return a value of the parameter's type: a whole number as int, one word as a list of one.

    Raises
    ------
    UsageError : it is of another type, or none of the few words
    """
    kinds = parameter.types
    if parameter.choices and value and value not in parameter.choices:
        raise UsageError(
            f"'{value}' is no choice of {parameter.name}",
            where=f"{name}({parameter.name}=...)",
            mend=f"one of {', '.join(parameter.choices)}",
        )
    if value is None and parameter.kind == "option":
        return None if parameter.default is inspect.Parameter.empty else parameter.default
    if not kinds or any(k not in SAID for k in kinds):
        return value
    if tuple in kinds and isinstance(value, str) and parameter.length is None:
        return (value,)
    if _fits(value, kinds) and _parts_fit(value, parameter):
        return index(value) if int in kinds and hasattr(value, "__index__") else value
    if parameter.length:
        wanted = f"{parameter.length} words"
    else:
        wanted = " or ".join(dict.fromkeys(SAID[k] for k in kinds if k is not str or len(kinds) == 1))
    raise UsageError(
        f"{parameter.name} is {wanted}, not {value!r}",
        where=f"{name}({parameter.name}=...)",
        mend=parameter.text,
    )


def _parts_fit(value: Any, parameter: Parameter) -> bool:
    if not isinstance(value, (tuple, list)):
        return True
    return len(value) == (parameter.length or len(value)) and all(isinstance(v, str) for v in value)


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return bool in kinds
    if int in kinds and hasattr(value, "__index__"):
        return True
    if float in kinds and isinstance(value, (int, float, Decimal)):
        return True
    return isinstance(value, kinds) or (tuple in kinds and isinstance(value, list))
