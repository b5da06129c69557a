"""The sliced Wasserstein distances of many diagrams, all pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.door import whole_number
from tdlviz.topology.bars import Bars, DiagramLike, finite_bars

Lines = tuple[
    Float[np.ndarray, "directions n"], Int[np.ndarray, "directions n"], Int[np.ndarray, "bounds"]
]


def sliced_wasserstein(
    diagrams: DiagramLike | Sequence[DiagramLike],
    others: DiagramLike | Sequence[DiagramLike] | None = None,
    directions: int | Any = 50,
    end: float | Any | None = None,
) -> Float[np.ndarray, "*shape"] | Any:
    """The mean over directions of the 1-Wasserstein distance between projections to a line.

    Each diagram is compared with the other, to which its own projection to the diagonal is added.
    diagrams, others: a diagram, a `Field` or (m, 2) births and deaths, or a list of them. Two
    diagrams give one number, two lists (n, m) float64, and one list (n, n), all its pairs.
    directions: how many, evenly spread over the half circle; with M of them the mean differs from
    the integral by at most the order of 1/M.
    end: where bars are cut off that never die; they are refused where it is None.

    Carrière, Cuturi and Oudot, "Sliced Wasserstein kernel for persistence diagrams" (2017),
    definition 3.1, and gudhi's convention. On a line the distance is ∫ |F - G|, and of a diagram
    only the counting function of its bars less those on the diagonal matters: it is sorted once,
    and each pair is one merge. Raises `InvalidInput` for what is no diagram, directions below 1,
    and endless bars without an `end`, or born after it.
    """
    from tdlviz.topology.merge_kernel import areas_between  # loads numba

    count = whole_number("sliced_wasserstein(directions=…)", directions, 1, 100_000)
    first = finite_bars("sliced_wasserstein", diagrams, None, end)
    second = first if others is None else finite_bars("sliced_wasserstein", others, None, end)
    lines = _lines(first, count)
    paired = lines if others is None else _lines(second, count)
    areas = areas_between(*lines, *paired, others is None) / count
    areas = areas[0] if first.single else areas
    areas = areas[..., 0] if second.single else areas
    return areas if areas.ndim else float(areas)


def _lines(bars: Bars, count: int) -> Lines:
    """Where bars (1) and their places on the diagonal (-1) come to lie, in order, by diagram."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, count, endpoint=False)[:, None]
    middle = bars.born / 2 + bars.died / 2
    births, deaths = np.concatenate([[bars.born, bars.died], [middle, middle]], axis=1)
    at = np.cos(angles) * births + np.sin(angles) * deaths
    weights = np.repeat([1, -1], len(bars.born))
    owner = np.tile(bars.owner, 2)
    order = np.lexsort((at, np.broadcast_to(owner, at.shape)))
    offsets = np.append(0, np.cumsum(np.bincount(owner, minlength=bars.count)))
    return np.take_along_axis(at, order, axis=1), weights[order], offsets
