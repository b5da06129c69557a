"""Persistence landscapes: the highest, second highest, … tent over each value."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.door import whole_number
from tdlviz.topology.bars import Bars, DiagramLike, finite_bars
from tdlviz.topology.namespace import like, namespace, scatter_sum
from tdlviz.topology.steps import grid_axis


def persistence_landscape(
    diagrams: DiagramLike,
    grid: ArrayLike | Any,
    levels: int | Any = 5,
    end: float | Any | None = None,
    batch: Any = None,
) -> Any:
    """λ_k(t), the k-th largest of max(0, min(t - b, d - t)) over bars, at each t of `grid` (g,).

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives (levels, g) float64, λ_1
    first; a list of them, or the diagram of a `batch` of complexes, gives (count, levels, g).
    Tensors give a tensor with gradients.
    levels: how many λ_k; those beyond the number of bars are zero.
    end: where bars are cut off that never die; they are refused where it is None.

    Bubenik, "Statistical topological data analysis using persistence landscapes" (2015).
    The tents are those of the paper and of giotto-tda; gudhi's are √2 times as high. Only the bars
    alive at a grid value are looked at there. Raises `InvalidInput` for what is no diagram, a grid
    that does not increase, levels below 1 or above 100,000, and endless bars without an `end`, or
    born after it.
    """
    bars = finite_bars("persistence_landscape", diagrams, batch, end)
    grid = grid_axis("persistence_landscape(grid=…)", grid)
    levels = whole_number("persistence_landscape(levels=…)", levels, 1, 100_000)
    highest = _highest(bars, grid, levels)
    owner, level, column = np.nonzero(highest >= 0)
    bar, value = highest[owner, level, column], like(bars.births, grid)[column]
    tents = namespace(value).minimum(value - bars.births[bar], bars.deaths[bar] - value)
    place = np.ravel_multi_index((owner, level, column), highest.shape)
    return bars.given_back(scatter_sum(tents, place, highest.size).reshape(highest.shape))


def _highest(
    bars: Bars, grid: Float[np.ndarray, "g"], levels: int
) -> Int[np.ndarray, "count levels g"]:
    """The bars of the `levels` highest tents at each grid value of a diagram, -1 where there are
    fewer."""
    from tdlviz.topology.landscape_kernel import keep_highest

    highest = np.full((bars.count, levels, len(grid)), -1)
    keep_highest(highest, bars.owner, bars.born, bars.died, grid)
    return highest
