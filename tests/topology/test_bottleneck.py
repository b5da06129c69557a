import numpy as np
from gudhi.hera import bottleneck_distance
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

import tdlviz as tv


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), endless=st.booleans())
def test_s154_heras_distance_and_a_matching_that_attains_it(diagrams, costs, seed, endless):
    first, second = (diagrams(seed + step)[0] for step in (0, 1))
    if endless:
        ends = np.array([[0, np.inf], [2, np.inf]])
        first, second = np.concatenate([first, ends]), np.concatenate([ends[::-1] + 0.25, second])
    distance, pairs = tv.bottleneck(first, second)
    np.testing.assert_allclose(distance, bottleneck_distance(first, second, 0), atol=1e-300)
    np.testing.assert_allclose(costs(pairs, first, second, np.inf).max(initial=0), distance)
    assert tv.bottleneck(first, first).distance == 0


def test_gudhis_distance_is_too_large_here():
    first = np.array([[0, 0.75], [2, 3], [1.75, 3.5]])
    second = np.array([[1.5, 2.25], [1.25, 2.25], [0.75, 1.25], [1.5, 2.5], [1.75, 3.25]])
    assert tv.bottleneck(first, second).distance == 0.5


def test_no_matching_is_better(rng):
    for _ in range(300):
        first, second = (np.sort(rng.random((rng.integers(1, 12), 2))) for _ in "ab")
        found = tv.bottleneck(first, second).distance
        np.testing.assert_allclose(found, _among_all_costs(first, second))


def _among_all_costs(first, second):
    """The least cost that, as the largest one allowed, leaves a perfect assignment."""
    (n, m), gaps = (
        (len(first), len(second)),
        [table[:, 1] - table[:, 0] for table in (first, second)],
    )
    costs = np.zeros((n + m, n + m))
    costs[:n, :m] = abs(first[:, None] - second).max(axis=2)
    costs[:n, m:], costs[n:, :m] = gaps[0][:, None] / 2, gaps[1] / 2
    fits = (cost for cost in np.unique(costs) if not _dear(costs > cost))
    return next(fits)


def _dear(refused):
    return refused[linear_sum_assignment(refused)].sum()


def test_another_number_of_endless_bars_is_infinitely_far():
    distance, pairs = tv.bottleneck(np.array([[0, np.inf], [0, 1]]), np.zeros((0, 2)))
    assert distance == np.inf
    assert pairs.tolist() == [[1, -1], [0, -1]]


def test_s154_diagrams_are_stable(rng):
    cx = tv.alpha(rng.random((60, 2)))
    heights = rng.random(60)
    moved = heights + rng.uniform(-0.1, 0.1, 60)
    for dim in (0, 1):
        bars = [tv.persistence(tv.lower_star(cx, h), dim) for h in (heights, moved)]
        assert 0 < tv.bottleneck(*bars).distance <= abs(moved - heights).max()


def test_large_coordinates(costs):
    first = 1e9 + np.array([[0, 3], [1, 5.3]])
    second = 1e9 + np.array([[0.1, 3.1], [1, 2]])
    distance, pairs = tv.bottleneck(first, second)
    np.testing.assert_allclose(costs(pairs, first, second, np.inf).max(), distance)
