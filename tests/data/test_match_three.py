from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge


@pytest.mark.parametrize(("size", "modulus"), [(5, 7), (3, 2), (8, 31)])
def test_the_triangles_are_the_matches_and_labels_say_who_has_one(size, modulus):
    for cx in tv.unbatch(tv.data.match_three(20, size, modulus, seed=3)):
        number = cx["number"].values
        assert cx.counts[0] == size + 1
        assert number[-1] == modulus
        found = [t for t in combinations(range(size), 3) if number[list(t)].sum() % modulus == 0]
        cells = np.asarray(cx.cells(2)).reshape(-1, 3).tolist() if cx.dim > 1 else []
        assert [tuple(t) for t in cells] == found
        matched = sorted({v for t in found for v in t})
        assert np.flatnonzero(cx["y"].values).tolist() == matched
        assert (cx["x"].values.argmax(axis=1) == number).all()


def test_the_angles_of_a_match_add_up_to_whole_turns():
    cx = tv.data.match_three(1, 9, 5)
    angle = np.arctan2(*cx.positions.T[::-1])[np.asarray(cx.cells(2))].sum(axis=1)
    assert len(angle)
    np.testing.assert_allclose(np.cos(angle), 1, atol=1e-9)
    inner = np.linalg.norm(cx.positions, axis=1)
    assert inner[-1] == 0
    assert len(np.unique(cx.positions.round(9), axis=0)) == cx.counts[0]


def test_it_is_a_batch_that_a_seed_gives_again():
    a, b = (tv.data.match_three(40, seed=seed) for seed in (1, 2))
    again = tv.batch(tv.unbatch(a))
    assert again.counts == a.counts
    assert (again["batch2"].values == a["batch2"].values).all()
    assert (tv.data.match_three(40, seed=1)["number"].values == a["number"].values).all()
    assert (b["number"].values != a["number"].values).any()


def test_without_a_match_there_are_vertices_alone():
    cx = tv.data.match_three(1, 3, 1000)
    assert cx.counts[1:] == (0, 0)
    assert not cx["y"].values.any()


@pytest.mark.parametrize(
    "given",
    [{"sets": 0}, {"size": 2}, {"modulus": 1}, {"seed": -1}, {"sets": 2.0}, {"size": 1001}],
)
def test_other_numbers_are_refused(given):
    with pytest.raises(InvalidInput):
        tv.data.match_three(**given)


def test_too_many_triples_are_refused():
    with pytest.raises(TooLarge, match="166,167,000"):
        tv.data.match_three(1, 1000)


def test_too_many_features_are_refused():
    with pytest.raises(TooLarge, match="4,000,000 vertices of 1,001 features"):
        tv.data.match_three(1_000_000, 3, 1000)
