from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import tdlviz as tv
import tdlviz.lift.nerve as module
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift.dowker import dowker

COVERS = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=7), min_size=1, max_size=8)


@settings(max_examples=60)
@given(COVERS, st.integers(0, 4))
def test_simplices_are_the_sets_with_a_common_element(cover, max_dim):
    cx = tv.nerve(cover, max_dim)
    for rank in range(max_dim + 1):
        shared = {
            names: len(frozenset.intersection(*(cover[i] for i in names)))
            for names in combinations(range(len(cover)), rank + 1)
        }
        there = {names: size for names, size in shared.items() if size}
        assert [tuple(cell.tolist()) for cell in cx.cells(rank)] == list(there)
        assert cx[f"size{rank}"].values.tolist() == list(there.values())


def test_equals_the_dowker_complex_in_small_blocks(monkeypatch, rng):
    members = rng.random((200, 25)) < 0.06
    members[0] = True
    members[0, 5:] = False
    whole = tv.nerve(members, 3)
    monkeypatch.setattr(module, "BLOCK", 100)
    again = tv.nerve(sparse.csr_array(members), 3)
    theirs = dowker(members.T, max_dim=3)
    for rank in range(4):
        assert np.array_equal(whole.cells(rank).flat, theirs.cells(rank).flat)
        assert np.array_equal(whole.cells(rank).flat, again.cells(rank).flat)
    assert np.allclose(tv.expect(tv.nerve, members, 3).counts, whole.counts, rtol=0.1)


def test_nerve_theorem():
    # Arcs that cover a circle, and meet in arcs or not at all, have its homology.
    arcs = [np.arange(start, start + 25) % 100 for start in range(0, 100, 10)]
    assert tv.betti(tv.nerve(arcs, 3))[:2] == (1, 1)
    assert tv.betti(tv.nerve(arcs[:-3], 3))[:2] == (1, 0)


@pytest.mark.parametrize(
    ("cover", "says"),
    [
        ([[0], []], "number 1 without"),
        ([], "nothing"),
        (np.zeros((3, 0), bool), "no sets"),
        (np.array([[True, False]]), "number 1 without"),
        ([[1, 1]], "vertex 1 twice"),
    ],
)
def test_bad_input(cover, says):
    with pytest.raises(InvalidInput, match=says):
        tv.nerve(cover)


def test_too_large():
    with pytest.raises(TooLarge, match="lower max_dim"):
        tv.nerve([[0]] * 100, max_dim=9)
