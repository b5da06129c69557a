"""Step curves: what has come by each value of a grid, for many owners at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.namespace import scatter_sum


def grid_axis(asked: str, values: Any) -> Float[np.ndarray, "g"]:
    """`values` (g,) in strictly increasing order, g >= 1, finite."""
    grid = real_array(asked, values)
    if grid.ndim != 1 or len(grid) == 0:
        raise InvalidInput(asked, f"shape {grid.shape}", "(g,) numbers are needed, g >= 1")
    if not np.isfinite(grid).all() or (np.diff(grid) <= 0).any():
        raise InvalidInput(asked, f"{grid}", "finite numbers in increasing order are needed")
    return grid


def step_curves(
    grid: Float[np.ndarray, "g"],
    at: Float[np.ndarray, "n"],
    weights: Any,
    owner: Int[np.ndarray, "n"],
    count: int,
) -> Any:
    """(count, g): for each owner and grid value t, the sum of `weights` (n,) of those `at` <= t.

    A histogram and a cumulative sum: time n log g + count g, whatever the weights, array or tensor.
    """
    width = len(grid) + 1  # the last place is beyond the grid
    place = owner * width + np.searchsorted(grid, at)
    sums = scatter_sum(weights, place, count * width).reshape(count, width)
    return sums[:, :-1].cumsum(1)
