"""Betti curves: how many bars are alive at each value."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.topology.bars import DiagramLike, given_bars
from tdlviz.topology.steps import grid_axis, step_curves


def betti_curve(
    diagrams: DiagramLike, grid: ArrayLike | Any, batch: Any = None
) -> Int[np.ndarray, "*count g"]:
    """How many bars b <= t < d of a persistence diagram are alive at each t of `grid` (g,).

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives (g,) int64; a list of them,
    or the diagram of a `batch` of complexes, gives (count, g). Bars that never die stay alive.
    Tensors have no gradient here, so counts are an array for them too.

    gudhi's and giotto-tda's Betti curves follow the same convention. Raises `InvalidInput` for what
    is no diagram, and for a grid that is not finite or does not increase.
    """
    bars = given_bars("betti_curve", diagrams, batch)
    grid = grid_axis("betti_curve(grid=…)", grid)
    one = np.ones(len(bars.born))
    alive = step_curves(grid, bars.born, one, bars.owner, bars.count)
    alive = alive - step_curves(grid, bars.died, one, bars.owner, bars.count)
    curves = alive.astype(np.int64)
    return curves[0] if bars.single else curves
