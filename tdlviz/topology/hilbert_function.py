"""The Hilbert function of a two-parameter filtration: Betti numbers on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.betti_curve import betti_curve
from tdlviz.topology.bifiltration import Births, both_births, pairs_among, values_of
from tdlviz.topology.faces import check_rank
from tdlviz.topology.prime import check_prime
from tdlviz.topology.steps import grid_axis

Axis = Float[np.ndarray, "_"]


def hilbert_function(
    first: Complex | Any,
    second: Complex | Any,
    dim: int | Any,
    grid: Sequence[ArrayLike] | Any,
    prime: int | Any = 2,
) -> Int[np.ndarray, "x y"]:
    """The Betti number of dimension `dim`, over Z/`prime`, of the cells born by x and by y.

    first, second: two filtrations of the same cells, as `cx = tv.rips(points)` and
    `tv.lower_star(cx, density)`.
    grid: the values x (g,) of the first and y (h,) of the second, each in increasing order.

    Returns (g, h) int64. Each value of the axis that is shorter is one run of persistence along the
    other, on the cells born by then: min(g, h) runs for g·h Betti numbers. Raises `InvalidInput`
    where a filtration is missing or not monotone, their cells differ, an axis does not increase,
    `dim` is no rank, or `prime` is none.
    """
    births = both_births("hilbert_function", first, second)
    dim, prime = check_rank("hilbert_function", first, dim), check_prime("hilbert_function", prime)
    axes = grid_axes("hilbert_function(grid=…)", grid, 2)
    if len(axes[0]) < len(axes[1]):
        return _columns(first, births[::-1], dim, axes[::-1], prime).T
    return _columns(first, births, dim, axes, prime)


def grid_axes(asked: str, grid: Sequence[ArrayLike] | Any, many: int | None = None) -> list[Axis]:
    """The axes of a grid, `many` or any number of them, each in increasing order."""
    axes = [grid_axis(asked, axis) for axis in listed(asked, grid)]
    if not axes or len(axes) != (many or len(axes)):
        rule = f"{many or 'at least one'} axes are needed, an array of values each"
        raise InvalidInput(asked, f"{len(axes)} axes", rule)
    return axes


def _columns(
    cx: Complex, births: Sequence[Births], dim: int, axes: Sequence[Axis], prime: int
) -> Int[np.ndarray, "x y"]:
    diagrams = []
    for y in axes[1]:
        near = zip(*births, strict=True)
        keep = [(own <= axes[0][-1]) & (other <= y) for own, other in near]
        bars = pairs_among(cx, births[0], keep, dim, prime)
        diagrams.append(values_of(births[0], dim, bars))
    return betti_curve(diagrams, axes[0]).T
