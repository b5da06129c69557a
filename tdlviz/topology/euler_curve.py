"""Euler characteristic curves: vertices less edges plus faces of each sublevel complex."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.batch_labels import batch_labels, batch_size
from tdlviz.topology.steps import grid_axis, step_curves


def euler_curve(cx: Complex | Any, grid: ArrayLike | Any) -> Int[np.ndarray, "*count g"]:
    """Σ (-1)^k · the number of cells of rank k born by t, at each t of `grid` (g,).

    cx: a complex with a filtration gives (g,) int64, a batch of complexes (count, g). By
    Euler–Poincaré it is the alternating sum of the Betti curves of all dimensions; but it needs no
    persistence. Raises `InvalidInput` where there is no filtration, and for a grid that is not
    finite or does not increase.
    """
    births = given_complex("euler_curve", cx).births
    if births is None:
        rule = "say when cells enter: use lower_star or filtration"
        raise InvalidInput("euler_curve", f"{cx!r} without births", rule)
    grid = grid_axis("euler_curve(grid=…)", grid)
    signs = np.repeat((-1.0) ** np.arange(cx.dim + 1), cx.counts)
    owner = np.concatenate([batch_labels(cx, rank) for rank in range(cx.dim + 1)])
    at = np.concatenate(births).astype(np.float64)
    curves = step_curves(grid, at, signs, owner, batch_size(cx)).astype(np.int64)
    return curves if "batch0" in cx.fields else curves[0]
