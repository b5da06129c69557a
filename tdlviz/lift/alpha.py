"""The alpha complex: the simplices of the Delaunay triangulation, each with its birth radius."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import point_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.gudhi_tree import from_gudhi

SAMPLES = {3: 400, 4: 160, 5: 80, 6: 50}
"""By dimension, so many points are triangulated to foresee the size: 20 to 100 ms."""


def alpha(points: ArrayLike | Any, max_cells: int | Any = 2_000_000) -> Complex:
    """The alpha complex of points in 1 to 6 dimensions (Edelsbrunner and Mücke, 1994; by gudhi).

    points: (n, d); they become the positions. Above d = 6 a Delaunay triangulation is out of reach
            (n points can have n^(d/2) simplices): take `rips` there.

    Births are radii in the units of the data, the square root of gudhi's filtration values: half
    of the diameters of `rips` for an edge between neighbours. Fields `birth0` (zeros) to `birthd`.
    Vertex i is point i. A point given twice is a vertex of its own, joined to its first twin by an
    edge born at 0, so that the homology is that of the set of points.
    How many cells there will be is foreseen only roughly, by Euler's relation (d = 2) or from a
    sample, and counted again once the triangulation is made.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    lower = "take fewer points"
    limit = Limit(whole_number("alpha(max_cells=…)", max_cells, 1), "alpha", lower)
    cloud = _cloud(points)
    limit.check(alpha_counts(cloud))
    tree_ranks, births, first = _triangulation(cloud)
    limit.check(Expected(tuple(map(len, tree_ranks)), (True,) * len(tree_ranks)))
    ranks, values = _with_twins(tree_ranks, births, first)
    fields = [Field(f"birth{k}", value, k, kind="scalar") for k, value in enumerate(values)]
    return Complex(tuple(map(Cells.of, ranks)), cloud, {field.name: field for field in fields})


def alpha_counts(points: ArrayLike | Any) -> Expected:
    """About how many cells `alpha` will make; only the vertices are exact."""
    cloud = _cloud(points)
    n, d = cloud.shape
    if d <= 2:
        return _about((n, n) if d == 1 else (n, 3 * n, 2 * n))
    size = min(n, SAMPLES[d])
    chosen = cloud[np.random.default_rng(0).permutation(n)[:size]]
    whole, half = (_sizes(chosen[:part]) for part in (size, size // 2))
    # Triangulations grow like a power of n between 1 and d / 2: the sample and its half say which.
    power = np.clip(np.log2(np.maximum(whole, 1) / np.maximum(half, 1)), 1, (d + 1) // 2)
    return _about(tuple(round(count) for count in whole * (n / size) ** power))


def _about(counts: tuple[int, ...]) -> Expected:
    return Expected(counts, (True, *(False,) * (len(counts) - 1)))


def _sizes(cloud: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "ranks"]:
    """The simplices of a triangulation by rank, of every rank that the dimension allows."""
    sizes = np.zeros(cloud.shape[1] + 1)
    if len(cloud):
        ranks = _triangulation(cloud)[0]
        sizes[: len(ranks)] = [len(rows) for rows in ranks]
    sizes[0] = len(cloud)
    return sizes


def _cloud(points: ArrayLike | Any) -> Float[np.ndarray, "n d"]:
    cloud = point_array("alpha(points)", points)
    if cloud.shape[1] > 6:
        rule = "a Delaunay triangulation above 6 dimensions is too large: take rips"
        raise InvalidInput("alpha(points)", f"shape {cloud.shape}", rule)
    return cloud


def _triangulation(
    cloud: Float[np.ndarray, "n d"],
) -> tuple[list[np.ndarray], list[np.ndarray], Int[np.ndarray, "n"]]:
    """Simplices and births of the distinct points by rank, and the first twin of every point."""
    from gudhi import DelaunayComplex

    _, first, twin = np.unique(cloud, axis=0, return_index=True, return_inverse=True)
    first_twin = first[twin.reshape(-1)]
    kept = np.unique(first)
    tree = DelaunayComplex(points=cloud[kept]).create_simplex_tree(
        filtration="alpha", output_squared_values=False
    )
    cx = from_gudhi(tree)
    if cx.counts[0] != len(kept):
        given = f"{len(kept)} distinct points, {cx.counts[0]} in the triangulation"
        raise InvalidInput("alpha", given, "some are too close to be told apart")
    values = [np.asarray(cx[f"birth{rank}"]) for rank in range(cx.dim + 1)]
    return [kept[np.asarray(cells)] for cells in cx.ranks], values, first_twin


def _with_twins(
    ranks: list[np.ndarray], births: list[np.ndarray], first: Int[np.ndarray, "n"]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Every point as a vertex, and an edge at 0 from each repeated point to its first twin."""
    every = np.arange(len(first))
    again = np.flatnonzero(first != every)
    ranks, births = [every[:, None], *ranks[1:]], [np.zeros(len(first)), *births[1:]]
    if len(again):
        if len(ranks) == 1:
            ranks, births = [*ranks, np.zeros((0, 2), np.int64)], [*births, np.zeros(0)]
        edges = np.concatenate([ranks[1], np.column_stack([first[again], again])])
        order = np.lexsort((edges[:, 1], edges[:, 0]))
        ranks[1], births[1] = edges[order], np.append(births[1], np.zeros(len(again)))[order]
    return ranks, births
