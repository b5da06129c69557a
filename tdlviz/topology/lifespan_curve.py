"""Lifespan curves: how long the bars are that are alive at each value."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from tdlviz.topology.bars import DiagramLike, finite_bars
from tdlviz.topology.steps import grid_axis, step_curves


def lifespan_curve(
    diagrams: DiagramLike,
    grid: ArrayLike | Any,
    end: float | Any | None = None,
    batch: Any = None,
) -> Any:
    """The sum of the lengths d - b of the bars b <= t < d alive at each t of `grid` (g,).

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives (g,) float64; a list of
    them, or the diagram of a `batch` of complexes, gives (count, g). Tensors give a tensor.
    end: where bars are cut off that never die; they are refused where it is None.

    Chung and Lawson, "Persistence curves" (2022), Table 1. Raises `InvalidInput` for what is no
    diagram, a grid that does not increase, and endless bars without an `end`, or born after it.
    """
    bars = finite_bars("lifespan_curve", diagrams, batch, end)
    grid = grid_axis("lifespan_curve(grid=…)", grid)
    come = step_curves(grid, bars.born, bars.lives, bars.owner, bars.count)
    gone = step_curves(grid, bars.died, bars.lives, bars.owner, bars.count)
    return bars.given_back(come - gone)
