import numpy as np
import pytest
from gudhi.representations import SlicedWassersteinDistance
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def plain(first: np.ndarray, second: np.ndarray, directions: int) -> float:
    """One direction after the other, by scipy."""
    total = 0.0
    for angle in np.linspace(-np.pi / 2, np.pi / 2, directions, endpoint=False):
        line = np.array([np.cos(angle), np.sin(angle)])
        flat = [np.column_stack([d.mean(axis=1)] * 2) for d in (first, second)]
        u, v = np.concatenate([first, flat[1]]) @ line, np.concatenate([second, flat[0]]) @ line
        total += len(u) * wasserstein_distance(u, v) if len(u) else 0
    return total / directions


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_all_pairs(diagrams, seed):
    first, second = diagrams(seed), diagrams(seed + 1)
    expected = [[plain(a, b, 7) for b in second] for a in first]
    np.testing.assert_allclose(tv.sliced_wasserstein(first, second, 7), expected, atol=1e-12)
    own = tv.sliced_wasserstein(first, directions=7)
    np.testing.assert_allclose(own, tv.sliced_wasserstein(first, first, 7), atol=1e-12)
    np.testing.assert_array_equal(own, own.T)
    one = tv.sliced_wasserstein(first[0], second[0], 7)
    assert isinstance(one, float)
    assert one == pytest.approx(expected[0][0])


def test_gudhi_leaves_out_the_last_direction(rng):
    first, second = np.sort(rng.random((2, 30, 2)), axis=2)
    theirs = SlicedWassersteinDistance(num_directions=2000)(first, second)
    assert tv.sliced_wasserstein(first, second, 2000) == pytest.approx(theirs, rel=1e-3)


def test_it_is_bounded_by_the_wasserstein_distance(rng):
    """SW <= 2√2 W₁ (Carrière, Cuturi and Oudot 2017, theorem 3.3)."""
    first, second = np.sort(rng.random((2, 30, 2)), axis=2)
    exact = tv.wasserstein(first, second, internal=2).distance
    assert 0 < tv.sliced_wasserstein(first, second) <= 2 * np.sqrt(2) * exact


@pytest.mark.parametrize(
    ("death", "directions", "says"), [(1, 0, "at least 1"), (np.inf, 5, "end")]
)
def test_refused(death, directions, says):
    with pytest.raises(InvalidInput, match=says):
        tv.sliced_wasserstein([[[0, death]]], directions=directions)
