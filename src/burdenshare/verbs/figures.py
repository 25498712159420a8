"""The verbs `trace` and `figure`: figures by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Unpack

from burdenshare.analysis import BOOK
from burdenshare.figures import Figure, is_unchanged, tree
from burdenshare.pledges import find_pledge
from burdenshare.results import Result, prose
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import RecordOption, open_record


@dataclass(frozen=True, repr=False)
class Traced(Result[dict[str, Any]]):
    """A figure's derivation: a row for each leaf, and the whole tree.

    Parameters
    ----------
    derivation : as a plain structure, down to the cells
    unchanged : whether the id still says the same
    asked : the id asked for
    """

    derivation: dict[str, Any]
    unchanged: bool
    asked: str

    @property
    def more(self) -> dict[str, Any]:
        """The derivation's own keys, whether it is unchanged, and what was asked."""
        return {**self.derivation, "unchanged": self.unchanged, "asked": self.asked}

    def as_dict(self) -> dict[str, Any]:
        """Return the derivation as one object; its leaves are not repeated as rows."""
        return {**super().as_dict(), "rows": []}

    def text(self, *, width: int | None = None, ids: bool = False) -> str:
        """Return the derivation as a tree."""
        lines = [_fitted(line, width) for line in _lines(self.derivation, 0, ids=ids)]
        if not self.unchanged:
            now = self.derivation["figure"]
            lines += ["", prose(f"Changed: the id says {self.asked}, the record now gives {now}.", width)]
        return "\n".join([*lines, "", prose(self.last_line(), width)])


def _lines(node: dict[str, Any], depth: int, *, ids: bool) -> Iterable[str]:
    pad = "  " * depth
    estimate = " e" if node["estimate"] else ""
    name = f"  [{node['figure']}]" if ids else ""
    yield f"{pad}{node['label']}: {_number(node)} {node['unit']}{estimate}{name}"
    if node["low"] is not None:
        yield f"{pad}  within {node['low']:.6g} to {node['high']:.6g}, by the printed precision"
    if "operation" in node:
        yield f"{pad}  = {node['formula']}"
        for part in node["inputs"]:
            yield from _lines(part, depth + 1, ids=ids)
    else:
        yield from (f"{pad}  {line}" for line in _source_lines(node["source"]))


def _fitted(line: str, width: int | None) -> str:
    """Wrap a line of the tree below itself; an address or an id stays whole."""
    text = line.lstrip()
    pad = line[: len(line) - len(text)]
    return pad + prose(text, width and max(LEAST, width - len(pad)), "    ").replace("\n", f"\n{pad}")


LEAST = 30
"""Characters that a line of a tree has at least, however deep it stands."""
LONGEST = 10
"""Digits of a number that a tree prints; the raw text beside it and the JSON have all."""


def _number(node: dict[str, Any]) -> str:
    """Return the value with as many digits as a reader can use."""
    exact = str(node["exact"])
    digits = exact.replace("-", "").replace(".", "").lstrip("0")
    if len(digits) <= LONGEST:
        return exact.replace("-", "−")
    whole = len(exact.partition(".")[0].lstrip("-0"))
    return f"{float(exact):.{max(0, min(6, LONGEST - whole))}f}".replace("-", "−")


def _source_lines(source: dict[str, Any]) -> Iterable[str]:
    if "edition" in source:
        place = (
            f"{source['sheet'] or ''}!{source['cell']}"
            if source["cell"]
            else (f"line {source['line']}" if source["line"] else "table")
        )
        yield f"{source['edition']} ({source['origin']}) {place}, raw '{source['raw']}'"
        if source["url"]:
            yield f"read at {source['url']}"
        for note in source["notes"]:
            yield f"note {note['id']}: {note['text']}"
    else:
        who = source.get("by") or source.get("paragraph")
        page = f": {source['url']}" if source["url"] else ""
        yield f"{source['title']}{', ' + who if who else ''}{page}"


def _leaves(node: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if "operation" in node:
        for part in node["inputs"]:
            yield from _leaves(part)
    else:
        yield {**{k: node[k] for k in ("figure", "label", "ally", "exact", "unit")}, "source": node["source"]}


@verb
def figure(name: str, *, pledge: str = "", **where: Unpack[RecordOption]) -> tuple[Figure, bool]:
    """Evaluate a figure's id again; say whether it still says the same.

    Parameters
    ----------
    name : the id
    pledge : the TOML file of a pledge of your own that the id names

    Raises
    ------
    FigureError : the id is no recipe, or cannot be evaluated
    """
    if pledge:
        find_pledge(pledge)
    again = BOOK.evaluate(open_record(where.get("record")), name)
    return again, is_unchanged(name, again)


@verb
def trace(name: str, *, pledge: str = "", **where: Unpack[RecordOption]) -> Traced:
    """Evaluate a figure again and show what it rests on, down to the cells.

    Parameters
    ----------
    name : a figure's id, as `--ids` and every JSON answer give it
    pledge : the TOML file of a pledge of your own that the id names
    """
    traced, same = figure(name, pledge=pledge, **where)
    derivation = tree(traced)
    return Traced(BOOK.read(name).as_of, traced.editions(), list(_leaves(derivation)), derivation, same, name)
