import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cdist

from tdlviz.core.errors import TooLarge
from tdlviz.lift import nearest as module
from tdlviz.lift.nearest import nearest, nearest_lengths

GRIDS = st.tuples(st.integers(2, 12), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 3).map(float))
)


def plainly(points, k):
    """Sorted by length and name, one by one."""
    away = cdist(points, points)
    others = [[j for j in range(len(points)) if j != i] for i in range(len(points))]
    return np.array(
        [sorted(o, key=lambda j, i=i: (away[i, j], j))[:k] for i, o in enumerate(others)]
    )


@settings(max_examples=25, deadline=None)
@given(GRIDS, st.integers(1, 11), st.booleans())
def test_equals_sorting_with_ties_by_name(points, k, tree):
    k = min(k, len(points) - 1)
    dense, module.DENSE = module.DENSE, 1 if tree else module.DENSE
    try:
        names, lengths = nearest("asked", points, k)
        own = nearest_lengths(points, k)
    finally:
        module.DENSE = dense
    assert np.array_equal(names, plainly(points, k))
    assert np.allclose(lengths, np.take_along_axis(cdist(points, points), names, axis=1))
    assert np.allclose(own, np.sort(cdist(points, points), axis=1)[:, :k])


def test_too_many_ties_are_refused(monkeypatch):
    monkeypatch.setattr(module, "TIED", 10**6)
    with pytest.raises(TooLarge, match="as near as the 2 nearest"):
        nearest("asked", np.zeros((3001, 1)), 2)
