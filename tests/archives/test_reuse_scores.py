"""What a stretch is worth, of what class it is, and which settings are refused."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import compared, prose, witnesses

from burdenshare.archives.reuse.scores import judge
from burdenshare.archives.settings import Settings, memory_of
from burdenshare.collation.model import Witness, Zone
from burdenshare.errors import CollationError

AT_30 = Settings(threshold=30.0)


@pytest.mark.parametrize(
    ("body", "every", "copies", "common", "verdict"),
    [
        (30, 30, 30, 5, "reuse"),
        (29, 29, 29, 200, "nothing"),
        (30, 30, 30, 4, "nothing"),
        (10, 35, 12, 9, "formula"),
        (10, 20, 35, 39, "nothing"),
        (10, 20, 35, 40, "reuse"),
        (10, 35, 35, 39, "formula"),
        (0, 35, 35, 40, "reuse"),
    ],
)
def test_a_stretch_is_reuse_or_formula_or_chance(body, every, copies, common, verdict):
    """Rare in the body, or long in many copies: reuse; only with its frame: a formula."""
    judged = judge(np.array([[body, every, copies, common]], float), AT_30)
    said = "nothing" if not judged.kept[0] else "formula" if judged.formula[0] else "reuse"
    assert said == verdict


def test_a_score_says_what_decided():
    """Reuse is scored by what the bodies share, a formula by all of the text."""
    worths = np.array([[31, 99, 99, 9], [1, 33, 3, 9], [1, 20, 44, 60]], float)
    assert judge(worths, AT_30).score.tolist() == [31, 33, 44]


def test_what_stands_in_the_frame_is_a_formula(tmp_path):
    """The same heading above different bodies is reported apart from reuse."""
    heading = prose(14, 999)
    texts = [f"{heading}\n{prose(80, k)}" for k in range(3)]
    texts += [prose(80, 50 + k) for k in range(60)]
    framed = [
        Witness(f"d{k}", t, (Zone("heading", 0, len(heading)),) if k < 3 else ()) for k, t in enumerate(texts)
    ]
    pairs = compared(framed, tmp_path / "framed")
    bare = compared(witnesses(texts), tmp_path / "bare")
    assert set(pairs.formula.tolist()) == {True}
    assert set(bare.formula.tolist()) == {False}
    assert len(pairs) == len(bare) == 3


@pytest.mark.parametrize(
    ("said", "bytes_"),
    [("4GiB", 2**32), ("512 MB", 2**29), ("2G", 2**31), ("1.5 gib", 3 * 2**29), ("300000000", 300_000_000)],
)
def test_memory_is_said_in_many_ways(said, bytes_):
    """Units with or without `iB`, in any case, are powers of two."""
    assert memory_of(said) == bytes_


@pytest.mark.parametrize("said", ["", "much", "-1G", "4 GiB or so", "4XB"])
def test_what_is_no_memory_is_refused(said):
    """What is no amount of memory is refused in a line that shows one."""
    with pytest.raises(CollationError, match="no amount of memory") as caught:
        memory_of(said)
    assert "4GiB" in caught.value.mend


@pytest.mark.parametrize(
    ("name", "value"), [("min_words", 0), ("threshold", -1.0), ("most", 1), ("memory", 2**20)]
)
def test_what_cannot_be_searched_with_is_refused(name, value):
    """A setting below its least is refused by the name of its option."""
    with pytest.raises(CollationError) as caught:
        Settings(**{name: value})
    assert caught.value.where == f"--{name.replace('_', '-')}"


@pytest.mark.parametrize(
    ("words", "gram", "window"), [(0, 4, 1), (5_000_000, 4, 1), (5_000_001, 5, 3), (50_000_001, 5, 6)]
)
def test_settings_fit_the_archive(words, gram, window):
    """The larger the archive, the longer and the sparser its fingerprints."""
    fitted = Settings().fitted(words, 1_000)
    assert (fitted.gram, fitted.window) == (gram, window)
    kept = Settings(gram=6, window=2, threshold=40.0).fitted(words, 1_000)
    assert (kept.gram, kept.window, kept.threshold) == (6, 2, 40.0)


def test_the_threshold_rises_with_the_number_of_pairs():
    """More documents, more chances: the threshold rises, and never falls below two rare trigrams."""
    chosen = [Settings().chosen_threshold(n) for n in (0, 1, 2, 4, 300, 1_474, 90_000)]
    assert chosen == sorted(chosen)
    assert (chosen[0], chosen[4]) == (6.0, 36.4)
