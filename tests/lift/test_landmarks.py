import gudhi
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.landmarks import cloud_row, farthest_first


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100), st.integers(2, 12))
def test_each_is_the_furthest_from_those_before(seed, count):
    points = np.random.default_rng(seed).random((20, 3))
    order, away = farthest_first(cloud_row(points), count, seed % 20)
    assert order[0] == seed % 20
    assert away[0] == np.inf
    for place in range(1, count):
        nearest = cdist(points, points[order[:place]]).min(axis=1)
        assert nearest[order[place]] == nearest.max() == pytest.approx(away[place])


def test_equals_gudhi_from_the_same_start():
    points = np.random.default_rng(0).random((200, 2))
    ours = tv.landmarks(points, 30, seed=4)
    theirs = gudhi.subsampling.choose_n_farthest_points(
        points, nb_points=30, starting_point=int(ours[0])
    )
    assert np.array_equal(points[ours], theirs)


def test_random_ones_are_distinct_and_follow_the_seed():
    points = np.random.default_rng(0).random((50, 2))
    chosen = tv.landmarks(points, 20, method="random", seed=1)
    assert len(np.unique(chosen)) == 20
    assert np.array_equal(chosen, tv.landmarks(points, 20, method="random", seed=1))
    assert not np.array_equal(chosen, tv.landmarks(points, 20, method="random", seed=2))
    assert sorted(tv.landmarks(points, 50, method="random")) == list(range(50))


def test_bad_input():
    twins = [[0, 0], [0, 0], [1, 0]]
    assert sorted(tv.landmarks(twins, 2).tolist()) in ([0, 2], [1, 2])
    assert sorted(tv.landmarks(twins, 3, method="random").tolist()) == [0, 1, 2]
    with pytest.raises(InvalidInput, match="3 of 2 distinct"):
        tv.landmarks(twins, 3)
    with pytest.raises(InvalidInput, match="at most 3"):
        tv.landmarks(twins, 4)
    with pytest.raises(UnknownName, match="maxmin"):
        tv.landmarks(twins, 1, method="furthest")
    with pytest.raises(InvalidInput, match="finite"):
        tv.landmarks([[1e300], [-1e300]], 1)
