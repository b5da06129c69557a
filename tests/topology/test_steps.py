import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.errors import InvalidInput
from tdlviz.topology.steps import grid_axis, step_curves


@given(seed=st.integers(0, 10**6))
def test_sums_of_what_has_come(seed):
    rng = np.random.default_rng(seed)
    n, count = int(rng.integers(0, 30)), int(rng.integers(1, 5))
    grid = np.unique(rng.integers(0, 10, 6)).astype(float)
    at, weights, owner = rng.integers(0, 12, n), rng.integers(-5, 5, n), rng.integers(0, count, n)
    curves = step_curves(grid, at.astype(float), weights.astype(float), owner, count)
    expected = [[weights[(owner == i) & (at <= t)].sum() for t in grid] for i in range(count)]
    np.testing.assert_array_equal(curves, expected)


@pytest.mark.parametrize("grid", [[], [[1, 2]], [1, 1], [2, 1], [0, np.nan], [0, np.inf], 3, "ab"])
def test_grids_refused(grid):
    with pytest.raises(InvalidInput, match="needed"):
        grid_axis("grid", grid)
