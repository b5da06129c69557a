from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge


@settings(max_examples=40)
@given(st.integers(1, 9), st.floats(0, 1), st.integers(1, 4), st.integers(0, 100))
def test_full_below_and_some_of_all_above(n, p, dim, seed):
    cx = tv.linial_meshulam(n, p, dim, seed)
    everything = tv.linial_meshulam(n, 1.0, dim)
    assert everything.counts == tuple(comb(n, k + 1) for k in range(dim + 1))
    for rank in range(dim):
        assert np.array_equal(cx.cells(rank).flat, everything.cells(rank).flat)
    if cx.counts[dim]:
        assert cx.simplicial
        assert (cx.find(np.asarray(cx.cells(dim))) == np.arange(cx.counts[dim])).all()
        assert (everything.find(np.asarray(cx.cells(dim))) >= 0).all()
        # Euler's relation leaves only the two highest Betti numbers open.
        betti = tv.betti(cx, 2)
        assert betti[: dim - 1] == (1, *[0] * (dim - 2))[: dim - 1]
        open_ones = betti[dim] - betti[dim - 1]
        if dim > 1:
            assert open_ones == cx.counts[dim] - comb(n - 1, dim)


def test_everything_is_the_skeleton_of_a_simplex():
    skeleton = tv.Complex.from_facets([range(7)])
    cx = tv.linial_meshulam(7, 1.0, 3)
    for rank in range(4):
        assert np.array_equal(cx.cells(rank).flat, skeleton.cells(rank).flat)


def test_each_simplex_has_its_chance():
    hits = np.zeros(20)
    full = tv.linial_meshulam(6, 1.0)
    for seed in range(400):
        hits[full.find(np.asarray(tv.linial_meshulam(6, 0.3, seed=seed).cells(2)))] += 1
    # 120 of 400 are expected, with a standard deviation of 9.2.
    assert abs(hits - 120).max() < 4 * 9.2
    assert abs(hits.mean() - 120) < 4 * 9.2 / np.sqrt(20)


def test_homology_vanishes_above_the_threshold_and_not_below():
    n = 40
    threshold = 2 * np.log(n) / n
    for seed in range(3):
        assert tv.betti(tv.linial_meshulam(n, 2 * threshold, seed=seed), 2)[1] == 0
        assert tv.betti(tv.linial_meshulam(n, threshold / 3, seed=seed), 2)[1] > 0


def test_few_of_very_many():
    cx = tv.linial_meshulam(1000, 1e-6, max_cells=600_000)
    assert cx.counts[:2] == (1000, 499_500)
    assert abs(cx.counts[2] - 166) < 4 * np.sqrt(166)
    expected = tv.expect(tv.linial_meshulam, 1000, 1e-6)
    assert (expected.counts[2], expected.exact) == (166, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((0, 0.5), "at least 1"),
        ((5, 1.5), "at most 1"),
        ((5, -0.1), ">= 0"),
        ((5, 0.5, 0), "at least 1"),
    ],
)
def test_bad_input(arguments, says):
    with pytest.raises(InvalidInput, match=says):
        tv.linial_meshulam(*arguments)


def test_too_large():
    with pytest.raises(TooLarge, match="lower n, p or dim"):
        tv.linial_meshulam(10_000, 0.1, 5)
