"""The page of a collation: one self-contained file, readable without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from burdenshare.collation.apparatus.model import Collation, Letter, Mark, Passage
from burdenshare.collation.report import summary
from burdenshare.collation.report.columns import Block, blocks_of, shared_places
from burdenshare.collation.report.environment import open_templates
from burdenshare.collation.report.matrix import matrix
from burdenshare.collation.report.outlets import outlets
from burdenshare.collation.report.setting import Setter, against

ROWS_OPEN = 8
"""A table of slots with more letters than this is folded."""

CONTEXT = 90
"""Characters shown at most on either side of a mark's words."""
ENDS = re.compile(r"(?<=[.?!:;])\s+|\s*\n\s*\n\s*")


def as_html(collation: Collation, *, title: str = "Letters held side by side") -> str:
    """Return the collation as a page of its own; whatever was read is escaped in it."""
    places = shared_places(collation)
    passages = {p.id: p for p in collation.passages}
    numbers = {p.id: n for n, p in enumerate(collation.passages, start=1)}
    views = [
        _view(x, Setter(x, f"l{n}", passages), blocks_of(x, places), numbers)
        for n, x in enumerate(collation.letters, start=1)
    ]
    return (
        open_templates().get_template("collation.html.j2").render(
            title=title,
            headline=summary.headline(collation),
            read=summary.read(collation),
            left_out=[str(o) for o in collation.left_out],
            notes=collation.notes,
            letters=views,
            ranked=sorted(views, key=lambda v: (v["rank"], v["id"])),
            chosen=_chosen(collation),
            matrix=matrix(collation, views, numbers),
            passages=[_passage(p, numbers[p.id], collation) for p in collation.passages
                      if not p.alone],
            alone=_alone(collation, views, numbers),
            outlets=outlets(collation, views),
            rows_open=ROWS_OPEN,
        )
        + "\n"
    )  # fmt: skip


def _view(
    letter: Letter, setter: Setter, blocks: list[Block], numbers: Mapping[str, int]
) -> dict[str, Any]:
    evidence = [_evidence(letter, setter, m) for m in letter.evidence]
    evidence.sort(key=lambda e: -e["weight"])
    return {
        "id": letter.id, "at": setter.prefix, "who": summary.who(letter), "rank": letter.rank,
        "language": letter.witness.language, "date": letter.witness.date,
        "score": summary.score(letter.pointedness), "tailored": summary.percent(letter.tailored_pct),
        "counts": summary.marks_by_kind(letter.evidence), "evidence": evidence,
        "cells": _cells(setter, blocks, numbers), "letter": letter,
        "places": {b.passage: _place(setter, b, numbers) for b in blocks if b.first},
    }  # fmt: skip


def _evidence(letter: Letter, setter: Setter, mark: Mark) -> dict[str, Any]:
    before, after = around(letter.witness.text, mark.start, mark.end)
    return {
        "words": " ".join(letter.witness.text[mark.start : mark.end].split()), "why": mark.why,
        "before": before, "after": after,
        "mark": mark.mark, "weight": mark.weight,
        "shown": summary.score(mark.weight, sign=True), "at": setter.place_of(mark),
    }  # fmt: skip


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after words in their sentence, cut to a readable length.

    >>> around("It is late. All of us must act now. We wait.", 22, 26)
    ('All of us ', ' act now.')
    """
    before = ENDS.split(text[max(0, start - CONTEXT) : start])[-1]
    after = ENDS.split(text[end : end + CONTEXT])[0]
    if start > CONTEXT and len(before) == CONTEXT:
        before = "… " + before.partition(" ")[2]
    if end + CONTEXT < len(text) and len(after) == CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)


def _place(setter: Setter, block: Block, numbers: Mapping[str, int]) -> str:
    number = numbers.get(block.passage)
    return f"{setter.prefix}-p{number}" if number and block.first else ""


def _cells(setter: Setter, blocks: list[Block], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the blocks gathered by the row in which they stand."""
    cells: list[dict[str, Any]] = []
    for block in blocks:
        if not cells or cells[-1]["row"] != block.row:
            cells.append({"row": block.row, "blocks": []})
        shared = block.passage in setter.passages and not setter.passages[block.passage].alone
        own = bool(block.spans) and all(s.kind == "tailored" for s in block.spans)
        cells[-1]["blocks"].append({
            "at": _place(setter, block, numbers), "html": setter.block(block), "own": own,
            "passage": block.passage if shared else "", "number": numbers.get(block.passage),
            "moved": block.moved, "reworded": block.has("variant"),
        })  # fmt: skip
    return cells


def _chosen(collation: Collation) -> list[str]:
    """Return the places of the letters that stand in columns first: the sharpest, the mildest."""
    known = [n for n, x in enumerate(collation.letters) if x.witness.text]
    order = sorted(known, key=lambda n: collation.letters[n].rank)
    return [f"l{n + 1}" for n in dict.fromkeys([*order[:1], *order[-1:]])]


def _passage(passage: Passage, number: int, collation: Collation) -> dict[str, Any]:
    readings = [
        {"html": against(r.text, passage.text if k else r.text), "letters": ", ".join(r.letters),
         "n": len(r.letters), "differs": summary.percent(100 * r.distance) if r.distance else ""}
        for k, r in enumerate(passage.readings)
    ]  # fmt: skip
    return {
        "id": passage.id, "number": number, "readings": readings, "slots": passage.slots,
        "text": against(passage.text, passage.text), "n": len(passage.letters),
        "where": _where(passage, collation),
        "values": [(x.id, [s.values.get(x.id, "") for s in passage.slots])
                   for x in collation.letters if any(x.id in s.values for s in passage.slots)],
    }  # fmt: skip


def _where(passage: Passage, collation: Collation) -> str:
    every = [x.id for x in collation.letters]
    lacking = [x for x in every if x not in passage.letters]
    if not lacking:
        return "in both letters" if len(every) == 2 else f"in all {len(every)} letters"  # noqa: PLR2004
    if len(lacking) <= summary.NAMED < len(passage.letters):
        return f"in {len(passage.letters)} of {len(every)} letters, not in {', '.join(lacking)}"
    return f"in {len(passage.letters)} of {len(every)} letters: {', '.join(passage.letters)}"


def _alone(
    collation: Collation, views: list[dict[str, Any]], numbers: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return, for each letter that has some, the passages that it alone has."""
    texts: dict[str, list[tuple[int, str, Markup]]] = {}
    for p in collation.passages:
        if p.alone:
            for letter in p.letters:
                texts.setdefault(letter, []).append(
                    (numbers[p.id], p.id, against(p.text, p.text)))  # fmt: skip
    return [{"view": v, "texts": texts[v["id"]]} for v in views if v["id"] in texts]
