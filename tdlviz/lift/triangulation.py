"""The Delaunay triangulation, from which alpha and Delaunay complexes are made."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.door import point_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.convert.gudhi import from_gudhi
from tdlviz.lift.expected import Expected, Limit

SAMPLES = {3: 400, 4: 160, 5: 80, 6: 50}
"""By dimension, so many points are triangulated to foresee the size: 20 to 100 ms."""
Filtration = Literal["alpha", "cech"] | None


class Triangulation(NamedTuple):
    """Sorted simplices by rank with their births, and the points that they join."""

    ranks: list[np.ndarray]
    births: list[np.ndarray]
    points: Float[np.ndarray, "n d"]


def triangulation(
    asked: str, points: ArrayLike | Any, filtration: Filtration, max_cells: int | Any
) -> Triangulation:
    """The Delaunay triangulation of all points. Births are 0 where there is no `filtration`.

    A point given twice is a vertex of its own, joined to its first twin by an edge born at 0.
    Raises `InvalidInput` and `TooLarge` in the words of `asked`, the lifting that needs it.
    """
    most = whole_number(f"{asked}(max_cells=…)", max_cells, 1)
    limit = Limit(most, asked, "take fewer points")
    cloud = _cloud(asked, points)
    limit.foresee(triangulation_counts(asked, cloud))
    ranks, births, first = _distinct(asked, cloud, filtration)
    limit.check(Expected(tuple(map(len, ranks)), (True,) * len(ranks)))
    return Triangulation(*_with_twins(ranks, births, first), cloud)


def triangulation_counts(asked: str, points: ArrayLike | Any) -> Expected:
    """About how many simplices there are: by Euler's relation (d = 2) or from a sample."""
    cloud = _cloud(asked, points)
    n, d = cloud.shape
    if d <= 2:
        return _about((n, n) if d == 1 else (n, 3 * n, 2 * n))
    size = min(n, SAMPLES[d])
    chosen = cloud[np.random.default_rng(0).permutation(n)[:size]]
    whole, half = (_sizes(asked, chosen[:part]) for part in (size, size // 2))
    # Triangulations grow like a power of n between 1 and d / 2: the sample and its half say which.
    power = np.clip(np.log2(np.maximum(whole, 1) / np.maximum(half, 1)), 1, (d + 1) // 2)
    return _about(tuple(round(count) for count in whole * (n / size) ** power))


def _about(counts: tuple[int, ...]) -> Expected:
    return Expected(counts, (True, *(False,) * (len(counts) - 1)))


def _sizes(asked: str, cloud: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "ranks"]:
    """The simplices of a triangulation by rank, of every rank that the dimension allows."""
    sizes = np.zeros(cloud.shape[1] + 1)
    if len(cloud):
        ranks = _distinct(asked, cloud, None)[0]
        sizes[: len(ranks)] = [len(rows) for rows in ranks]
    sizes[0] = len(cloud)
    return sizes


def _cloud(asked: str, points: ArrayLike | Any) -> Float[np.ndarray, "n d"]:
    cloud = point_array(f"{asked}(points)", points)
    if cloud.shape[1] > 6:
        rule = "a Delaunay triangulation above 6 dimensions is too large: take rips or witness"
        raise InvalidInput(f"{asked}(points)", f"shape {cloud.shape}", rule)
    return cloud


def _distinct(
    asked: str, cloud: Float[np.ndarray, "n d"], filtration: Filtration
) -> tuple[list[np.ndarray], list[np.ndarray], Int[np.ndarray, "n"]]:
    """Simplices and births of the distinct points by rank, and the first twin of every point."""
    from gudhi import DelaunayComplex

    _, first, twin = np.unique(cloud, axis=0, return_index=True, return_inverse=True)
    first_twin = first[twin.reshape(-1)]
    kept = np.unique(first)
    tree = DelaunayComplex(points=cloud[kept]).create_simplex_tree(
        filtration=filtration, output_squared_values=False
    )
    if filtration is None:  # gudhi leaves NaN
        tree.reset_filtration(0.0)
    cx = from_gudhi(tree)
    if cx.counts[0] != len(kept):
        given = f"{len(kept)} distinct points, {cx.counts[0]} in the triangulation"
        raise InvalidInput(asked, given, "some are too close to be told apart")
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
