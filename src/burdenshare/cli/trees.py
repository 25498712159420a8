"""Derivations as trees, and citations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from burdenshare.cli.output import write_csv
from burdenshare.results import Result, plain


def trace(result: Result[Any], form: str) -> None:
    """Print a derivation as a tree."""
    if form == "json":
        print(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
        return
    if form == "csv":
        write_csv(list(_leaves(result.more)), sys.stdout)
        return
    print("\n".join(_tree_lines(result.more, 0)))
    if not result.more["unchanged"]:
        print(f"\nChanged: the id says {result.more['asked']}, the record now gives {result.more['figure']}.")
    print(f"\nAs of {result.as_of}. Editions: {', '.join(result.editions) or 'none'}.")


def _tree_lines(node: dict[str, Any], depth: int) -> Iterable[str]:
    pad = "  " * depth
    estimate = " e" if node["estimate"] else ""
    yield f"{pad}{node['label']}: {node['exact']} {node['unit']}{estimate}"
    if node["low"] is not None:
        yield f"{pad}  within {node['low']:.6g} to {node['high']:.6g}, by the printed precision"
    if "operation" in node:
        yield f"{pad}  = {node['formula']}"
        for part in node["inputs"]:
            yield from _tree_lines(part, depth + 1)
    else:
        yield from (f"{pad}  {line}" for line in _source_lines(node["source"]))


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
        yield f"{source['title']}{', ' + who if who else ''}: {source['url']}"


def _leaves(node: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if "operation" in node:
        for part in node["inputs"]:
            yield from _leaves(part)
    else:
        keep = ("figure", "label", "ally", "exact", "unit")
        source = {k: v for k, v in node["source"].items() if k != "notes"}
        yield {**{k: node[k] for k in keep}, "source": json.dumps(source, ensure_ascii=False)}


def cite(result: Result[Any], sentence: str, form: str) -> None:
    """Print a citation."""
    if form == "json":
        head = {"as_of": plain(result.as_of), "editions": result.editions, "rows": []}
        print(json.dumps({**head, "citation": sentence}, ensure_ascii=False, indent=1))
    elif form == "csv":
        write_csv([{"figure": result.more["figure"], "citation": sentence}], sys.stdout)
    else:
        print(sentence)
