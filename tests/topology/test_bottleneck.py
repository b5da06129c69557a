import gudhi
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), endless=st.booleans())
def test_s154_gudhis_distance_and_a_matching_that_attains_it(diagrams, costs, seed, endless):
    first, second = (diagrams(seed + step)[0] for step in (0, 1))
    if endless:
        ends = np.array([[0, np.inf], [2, np.inf]])
        first, second = np.concatenate([first, ends]), np.concatenate([ends[::-1] + 0.25, second])
    distance, pairs = tv.bottleneck(first, second)
    np.testing.assert_allclose(distance, gudhi.bottleneck_distance(first, second), atol=1e-300)
    np.testing.assert_allclose(costs(pairs, first, second, np.inf).max(initial=0), distance)
    assert tv.bottleneck(first, first).distance == 0


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
