"""The page of a collation: one self-contained file, readable without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from burdenshare.collation.apparatus import Collation, Letter, Mark, Passage, Reading
from burdenshare.collation.report import known, summary
from burdenshare.collation.report.blocks import Block, blocks_of, shared_places
from burdenshare.collation.report.changes import changes, unchanged
from burdenshare.collation.report.environment import open_templates
from burdenshare.collation.report.matrix import matrix, opening, state_in, state_of
from burdenshare.collation.report.outlets import attested_places, outlet_table, outlets
from burdenshare.collation.report.setting import Setter, against

ROWS_OPEN = 8
"""A table of slots with more letters than this is folded."""

CAPTIONS_OPEN = 24
"""More openings of passages than this are folded."""
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
    ranked = sorted((v for v in views if not v["several"]), key=lambda v: (v["bare"], v["rank"], v["id"]))
    return (
        open_templates()
        .get_template("collation.html.j2")
        .render(
            title=title,
            headline=summary.headline(collation),
            read=summary.read(collation),
            left_out=[str(o) for o in collation.left_out],
            notes=collation.notes,
            letters=views,
            ranked=_with_repeats(ranked),
            several=[v for v in views if v["several"]],
            changed=[v for v in ranked if v["changes"]],
            unchanged=unchanged(ranked),
            chosen=_chosen(collation),
            matrix=matrix(collation, views, numbers),
            passages=[_passage(p, numbers[p.id], collation) for p in collation.passages if not p.alone],
            outlets=outlets(collation, views),
            outlet_table=outlet_table(views, len(collation.passages)),
            known=known.through_outlets(collation),
            rows_open=ROWS_OPEN,
            captions_open=CAPTIONS_OPEN,
            numbers=numbers,
        )
        + "\n"
    )


def _view(letter: Letter, setter: Setter, blocks: list[Block], numbers: Mapping[str, int]) -> dict[str, Any]:
    evidence = [_evidence(letter, setter, m) for m in letter.evidence]
    evidence.sort(key=lambda e: -e["weight"])
    several, bare = known.is_several(letter), known.is_bare(letter)
    places = {b.passage: _place(setter, b, numbers) for b in blocks if b.first}
    return {
        "id": letter.id,
        "at": setter.prefix,
        "who": summary.who(letter),
        "rank": letter.rank,
        "language": letter.witness.language,
        "date": letter.witness.date,
        "score": summary.score(letter.pointedness),
        "tailored": summary.percent(letter.tailored_pct),
        "counts": summary.marks_by_kind(letter.evidence),
        "evidence": evidence,
        "cells": _cells(setter, blocks, numbers),
        "letter": letter,
        "places": places,
        "told": attested_places(letter, setter.prefix),
        "several": several,
        "bare": bare,
        "known_by": known.known_by(letter) if bare else "",
        "home": f"{setter.prefix}-o" if bare else setter.prefix,
        "label": f"{letter.id} (several)" if several else letter.id,
        "changes": changes(letter, blocks, setter.passages, places),
    }


def _with_repeats(ranked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each row its foremost mark, and whether the row above shows the same words."""
    above = None
    for v in ranked:
        marks = v["evidence"]
        top = (marks[0] if marks[0]["weight"] > 0 else marks[-1]) if marks else None
        shown = top and (top["mark"], top["before"], top["words"], top["after"])
        v["top"], v["repeats"] = top, bool(shown) and shown == above
        above = shown
    return ranked


def _evidence(letter: Letter, setter: Setter, mark: Mark) -> dict[str, Any]:
    before, after = around(letter.witness.text, mark.start, mark.end)
    return {
        "words": " ".join(letter.witness.text[mark.start : mark.end].split()),
        "why": mark.why,
        "before": before,
        "after": after,
        "mark": mark.mark,
        "weight": mark.weight,
        "shown": summary.score(mark.weight, sign=True),
        "at": setter.place_of(mark),
    }


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
        cells[-1]["blocks"].append(
            {
                "at": _place(setter, block, numbers),
                "html": setter.block(block),
                "own": own,
                "passage": block.passage if shared else "",
                "number": numbers.get(block.passage),
                "moved": block.moved,
                "reworded": shared and state_of({s.kind for s in block.spans}) == "variant",
            }
        )
    return cells


def _chosen(collation: Collation) -> list[str]:
    """Return the places of the letters that stand in columns first: the sharpest, the mildest.

    Of letters known through newspapers the two most pointed: who is mild is not known.
    """
    quoted = [n for n, x in enumerate(collation.letters) if x.witness.text and not known.is_several(x)]
    order = sorted(quoted, key=lambda n: collation.letters[n].rank)
    two = order[:2] if known.through_outlets(collation) else [*order[:1], *order[-1:]]
    return [f"l{n + 1}" for n in dict.fromkeys(two)]


def _passage(passage: Passage, number: int, collation: Collation) -> dict[str, Any]:
    letters = {x.id: x for x in collation.letters}
    told = [
        f"{x} ({known.told(letters[x].attestations, passage.id)})"
        for x in passage.letters
        if x in letters and state_in(letters[x], passage) == "told"
    ]
    readings = [_reading(r, passage, letters, first=k == 0) for k, r in enumerate(passage.readings)]
    return {
        "title": opening(passage.text),
        "told": ", ".join(told),
        "id": passage.id,
        "number": number,
        "readings": readings,
        "slots": passage.slots,
        "text": against(passage.text, passage.text),
        "n": len(passage.letters),
        "where": _where(passage, collation),
        "values": [
            (x.id, [s.values.get(x.id, "") for s in passage.slots])
            for x in collation.letters
            if any(x.id in s.values for s in passage.slots)
        ],
    }


def _reading(
    reading: Reading, passage: Passage, letters: Mapping[str, Letter], *, first: bool
) -> dict[str, Any]:
    """Return a wording; one that has nothing of the commonest is shown without emphasis."""
    holders = [letters[x] for x in reading.letters if x in letters]
    own = not first and bool(holders) and all(state_in(x, passage) == "own" for x in holders)
    differs = summary.percent(100 * reading.distance) if reading.distance else ""
    return {
        "html": against(reading.text, reading.text if first or own else passage.text),
        "letters": _holders(reading.letters),
        "says": "own words in its place" if own else f"{differs} of the words differ" if differs else "",
    }


def _holders(letters: Sequence[str]) -> str:
    """Name who has a wording, with their number where they are many."""
    counted = f"{len(letters)} letters: " if len(letters) > summary.NAMED else ""
    return counted + ", ".join(letters)


def _where(passage: Passage, collation: Collation) -> str:
    letters = known.letters_of(collation)
    have = [x.id for x in letters if x.id in passage.letters]
    lacking = [x.id for x in letters if x.id not in passage.letters]
    if known.through_outlets(collation):
        return _known_where(have, len(letters), several=len(have) < len(passage.letters))
    if not lacking:
        return "in both letters" if len(letters) == 2 else f"in all {len(letters)} letters"  # noqa: PLR2004
    if len(lacking) <= summary.NAMED < len(have):
        return f"in {len(have)} of {len(letters)} letters, not in {', '.join(lacking)}"
    return f"in {len(have)} of {len(letters)} letters: {', '.join(have)}"


def _known_where(have: list[str], of: int, *, several: bool) -> str:
    alone = " alone" if len(have) <= summary.NAMED else ""
    named = (
        f"known of {' and '.join(have)}{alone}"
        if len(have) in {1, 2}
        else (f"known of {len(have)} of {of} letters: {', '.join(have)}")
    )
    return named + ("; also said of several" if several else "")
