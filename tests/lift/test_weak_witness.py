from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from tdlviz.core.errors import TooLarge
from tdlviz.lift import weak_witness
from tdlviz.lift.expected import Limit
from tdlviz.lift.weak_witness import check_weak, expected_weak, weak_witness_cells

ENDLESS = Limit(10**9, "test", "lower")


def by_definition(squares, most, max_dim):
    """Every set of landmarks against every witness."""
    count, every = len(squares), {}
    for size in range(1, max_dim + 2):
        for chosen in combinations(range(count), size):
            others = [landmark for landmark in range(count) if landmark not in chosen]
            outside = squares[others].min(axis=0, initial=np.inf)
            birth = np.maximum(squares[list(chosen)].max(axis=0) - outside, 0).min()
            faces = combinations(chosen, size - 1) if size > 1 else []
            birth = max([birth, *(every.get(face, np.inf) for face in faces)])
            if birth <= most and birth < np.inf:
                every[chosen] = birth
    return every


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 12), st.sampled_from([0, 0.1, np.inf])
)
def test_equals_the_definition(seed, landmarks, witnesses, most):
    rng = np.random.default_rng(seed)
    squares = cdist(rng.integers(0, 4, (landmarks, 2)), rng.integers(0, 4, (witnesses, 2)))
    ranks, births = weak_witness_cells(squares, most, 3, ENDLESS)
    pairs = zip(ranks, births, strict=True)
    found = {tuple(s): b for rows, b in pairs for s, b in zip(rows.tolist(), b, strict=True)}
    assert found == by_definition(squares, most, 3)


def test_counts_by_sampling_are_right(monkeypatch):
    rng = np.random.default_rng(0)
    squares = cdist(rng.random((25, 2)), rng.random((300, 2)), "sqeuclidean")
    exact, error = expected_weak(squares, 0.05, 3)
    made = weak_witness_cells(squares, 0.05, 3, ENDLESS)[0]
    assert exact.exact
    assert error == 0
    assert exact.counts == tuple(map(len, made))
    monkeypatch.setattr(weak_witness, "CHEAP", 0)
    sampled, error = expected_weak(squares, 0.05, 3)
    assert not sampled.exact
    assert abs(sampled.total - exact.total) < 4 * error


def test_too_much_is_refused():
    rng = np.random.default_rng(0)
    squares = cdist(rng.random((60, 2)), rng.random((900, 2)), "sqeuclidean")
    with pytest.raises(TooLarge, match="sets of a witness to look at"):
        check_weak(squares, np.inf, 3, Limit(10_000, "test", "lower"))
    with pytest.raises(TooLarge, match=r"about .* triangles"):
        check_weak(squares[:, :50], np.inf, 2, Limit(30_000, "test", "lower"))
    check_weak(squares[:, :50], np.inf, 2, Limit(37_000, "test", "lower"))
