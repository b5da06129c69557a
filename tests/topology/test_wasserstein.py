import numpy as np
import pytest
from gudhi.wasserstein import wasserstein_distance
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.topology import wasserstein as home


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    order=st.sampled_from([1, 1.5, 2]),
    internal=st.sampled_from([1, 2, np.inf]),
    endless=st.booleans(),
)
def test_s154_gudhis_distance_and_a_matching_that_attains_it(
    diagrams, costs, seed, order, internal, endless
):
    first, second = (diagrams(seed + step)[0] for step in (0, 1))
    if endless:
        ends = np.array([[0, np.inf], [2, np.inf]])
        first, second = np.concatenate([first, ends]), np.concatenate([ends[::-1] + 0.25, second])
    distance, pairs = tv.wasserstein(first, second, order, internal)
    theirs = wasserstein_distance(first, second, order=order, internal_p=internal)
    np.testing.assert_allclose(distance, theirs, atol=1e-12)
    own = (costs(pairs, first, second, internal) ** order).sum() ** (1 / order)
    np.testing.assert_allclose(own, distance, atol=1e-12)


def test_ends_of_the_scale():
    bars = np.array([[0, 1], [2, 5], [1, np.inf]])
    assert tv.wasserstein(bars, bars).distance == 0
    assert tv.wasserstein(bars, bars[:2]).distance == np.inf
    assert tv.wasserstein(bars[:0], bars[:0]) == (0, pytest.approx(np.zeros((0, 2))))
    far = tv.wasserstein(bars[:2], bars[1:2] + 0.5, order=200).distance
    assert far == pytest.approx(tv.bottleneck(bars[:2], bars[1:2] + 0.5).distance, rel=0.01)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"order": 0.5}, "at least 1"),
        ({"order": np.inf}, "finite number"),
        ({"internal": 0.5}, "at least 1"),
        ({"internal": "2"}, "number >= 0"),
    ],
)
def test_refused(options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.wasserstein(np.zeros((0, 2)), np.zeros((0, 2)), **options)


def test_too_many_pairs(monkeypatch):
    monkeypatch.setattr(home, "MOST_PAIRS", 5)
    with pytest.raises(TooLarge, match="2 and 3 finite bars; at most 5 pairs: leave out short"):
        tv.wasserstein(np.zeros((2, 2)), np.zeros((3, 2)))
