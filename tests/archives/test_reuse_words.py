"""Words of a text: each leads back to its characters, whatever the characters are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burdenshare.archives.reuse.alignment import NEAR, agree
from burdenshare.archives.reuse.word_ids import words_of


def cut(text):
    """The words of a text as they stand in it."""
    found = words_of(text)
    return [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]


def same(one, other):
    """Whether two texts are the same word by word."""
    return np.array_equal(words_of(one).ids, words_of(other).ids)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ,;-\n", []),
        ("a", ["a"]),
        ("We spend 2.0 per cent.", ["We", "spend", "2", "0", "per", "cent"]),
        ("sol-\ndiers and Sol-\nDiers", ["sol-\ndiers", "and", "Sol", "Diers"]),
        ("d\u00e9pense de\u0301fense", ["d\u00e9pense", "de\u0301fense"]),
        ("co\u00adoperation", ["co\u00adoperation"]),
        ("\u5171\u540c\u9632\u885b", ["\u5171", "\u540c", "\u9632", "\u885b"]),
        ("ally\u5171x", ["ally", "\u5171", "x"]),
        ("go \U0001d400\U0001d401 on", ["go", "\U0001d400\U0001d401", "on"]),
        ("-", []),
        ("end-", ["end"]),
        ("end-\n", ["end"]),
    ],
)
def test_words_stand_where_they_are_said(text, words):
    """A word is what stands between its offsets, counted in code points."""
    assert cut(text) == words


@given(st.text(st.characters(codec=None), max_size=80))
@settings(deadline=None)
def test_offsets_ascend_and_hold_every_letter(text):
    """Words follow each other without overlap, and no letter or digit stands outside of one."""
    found = words_of(text)
    edges = np.stack([found.starts, found.ends], 1).ravel().astype(np.int64)
    assert (np.diff(edges) >= 0).all()
    assert (found.ends > found.starts).all()
    assert {a.size for a in (found.ids, found.starts, found.ends, found.shapes)} == {len(found.ids)}
    inside = {k for s, e in zip(found.starts, found.ends, strict=True) for k in range(s, e)}
    assert {k for k, c in enumerate(text) if c.isalnum() and ord(c) < 65_536} <= inside


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=5), max_size=12))
@settings(deadline=None)
def test_a_word_has_one_number_wherever_it_stands(words):
    """The same words have the same numbers, different words different ones."""
    ids = words_of(" ".join(words)).ids
    assert len(ids) == len(words)
    assert len(set(ids.tolist())) == len(set(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ALLIES", "allies"),
        ("d\u00e9fense", "DEFENSE"),
        ("de\u0301fense", "d\u00e9fense"),
        ("sol-\ndiers", "soldiers"),
        ("co\u00adoperation", "cooperation"),
        ("America\u2019s", "America's"),
    ],
)
def test_what_printing_changes_does_not_count(one, other):
    """Case, accents, hyphens at a line's end and the form of an apostrophe make no other word."""
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Chancellor", "Chancellov", True),
        ("commitment", "commitments", True),
        ("allies", "treaty", False),
        ("of", "on", False),
    ],
)
def test_misread_words_are_alike(one, other, alike):
    """A word with a letter misread is alike, another word or a very short one is not."""
    a, b = words_of(one), words_of(other)
    assert (agree(a.ids[0], b.ids[0], a.shapes[0], b.shapes[0]) == NEAR) is alike


@pytest.mark.parametrize(("shift", "how"), [(0, NEAR), (2, NEAR), (3, 0), (5, 0)])
def test_words_are_alike_from_three_fifths_of_their_pairs(shift, how):
    """Of five pairs of letters each, three in common make two words alike; two do not."""
    one, other = np.uint64(0b11111), np.uint64(0b11111 << shift)
    assert agree(np.uint32(1), np.uint32(2), one, other) == how


@pytest.mark.parametrize(("letters", "how"), [(3, 0), (4, NEAR)])
def test_the_shortest_words_are_never_alike(letters, how):
    """Four pairs of letters are the least on which two words can be compared."""
    shape = np.uint64((1 << letters) - 1)
    assert agree(np.uint32(1), np.uint32(2), shape, shape) == how
