"""Silhouettes: the weighted mean of the tents of all bars."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.door import real_number
from tdlviz.topology.bars import Bars, DiagramLike, finite_bars
from tdlviz.topology.namespace import like, namespace, scatter_sum
from tdlviz.topology.steps import grid_axis, step_curves


def silhouette(
    diagrams: DiagramLike,
    grid: ArrayLike | Any,
    power: float | Any = 1.0,
    end: float | Any | None = None,
    batch: Any = None,
) -> Any:
    """The mean of max(0, min(t - b, d - t)) over bars, weighted by (d - b)^`power`, on `grid` (g,).

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives (g,) float64; a list of
    them, or the diagram of a `batch` of complexes, gives (count, g). Tensors give a tensor with
    gradients. A diagram without bars gives zeros.
    power: 0 weighs all bars alike, and the larger it is, the more the longest bars count.
    end: where bars are cut off that never die; they are refused where it is None.

    Chazal, Fasy, Lecci, Rinaldo and Wasserman, "Stochastic convergence of persistence landscapes
    and silhouettes" (2014). The tents are those of the paper and of giotto-tda; gudhi's are √2
    times as high. Raises `InvalidInput` for what is no diagram, a grid that does not increase, a
    negative power, and endless bars without an `end`, or born after it.
    """
    bars = finite_bars("silhouette", diagrams, batch, end)
    grid = grid_axis("silhouette(grid=…)", grid)
    power = real_number("silhouette(power=…)", power, least=0)
    weights = (bars.lives / like(bars.lives, _longest(bars))) ** power
    total = scatter_sum(weights, bars.owner, bars.count)[:, None]
    return bars.given_back(_sum_of_tents(bars, weights, grid) / (total + (total == 0)))


def _longest(bars: Bars) -> np.ndarray:
    """The longest life in each bar's diagram: as a unit, it keeps powers within float64."""
    longest = np.zeros(bars.count)
    np.maximum.at(longest, bars.owner, bars.died - bars.born)
    return np.where(longest == 0, 1, longest)[bars.owner]


def _sum_of_tents(bars: Bars, weights: Any, grid: np.ndarray) -> Any:
    """Tents are piecewise linear: slopes and intercepts change at birth, middle and death."""
    concatenate = namespace(weights).concatenate
    at = np.concatenate([bars.born, bars.born / 2 + bars.died / 2, bars.died])
    owner = np.tile(bars.owner, 3)
    slopes = concatenate([weights, -2 * weights, weights])
    rise, fall = weights * bars.births, weights * bars.deaths
    intercepts = concatenate([-rise, rise + fall, -fall])
    slope = step_curves(grid, at, slopes, owner, bars.count)
    return slope * like(slope, grid) + step_curves(grid, at, intercepts, owner, bars.count)
