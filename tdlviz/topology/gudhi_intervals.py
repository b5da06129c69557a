"""Persistent cohomology by gudhi, for simplices and polygons. Only this file asks gudhi for pairs.

gudhi knows simplices only: a polygon is entered as a cone over its sides, in an order in which
every cell of the cone but the last kills, or is killed by, another cell of the same cone. What is
left over is the last triangle, which does to homology just what the polygon does.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.topology.faces import faces

Places = tuple[Int[np.ndarray, "_"], ...]


def intervals_of_places(cx: Complex, places: Places, prime: int) -> list[Int[np.ndarray, "_ 2"]]:
    """The finite intervals (m, 2) of a filtration over Z/`prime`, by rank of what is born.

    places: for each rank the place of each cell in a total order in which faces come first. No two
    are equal, and where there are cones the 2k places before that of a polygon are free.
    """
    from gudhi import SimplexTree

    for rank in range(1, cx.dim + 1):
        faces(cx, rank)  # refuses what gudhi would quietly complete
    tree = SimplexTree()
    for rank, cells in enumerate(cx.ranks):
        if rank == 2 and coned(cx):
            _insert_cones(tree, cx, places[2])
        elif len(cells):
            _insert(tree, np.asarray(cells), places[rank])
    # Endless bars are the cells in no pair, so the top rank, which never dies, need not be asked.
    tree.compute_persistence(homology_coeff_field=prime, persistence_dim_max=False)
    found = (tree.persistence_intervals_in_dimension(rank) for rank in range(cx.dim + 1))
    return [_finite(np.asarray(intervals).reshape(-1, 2)) for intervals in found]


def _finite(intervals: np.ndarray) -> np.ndarray:
    return intervals[np.isfinite(intervals[:, 1])].astype(np.int64)


def _insert(tree: Any, simplices: np.ndarray, places: np.ndarray) -> None:
    tree.insert_batch(np.ascontiguousarray(simplices.T), places.astype(np.float64))


def coned(cx: Complex) -> bool:
    """Whether the cells of rank 2 are entered as cones: 2k + 1 places for a polygon of k sides."""
    return cx.dim >= 2 and not cx.ranks[2].uniform(3)


def _insert_cones(tree: Any, cx: Complex, ends: np.ndarray) -> None:
    """Each polygon as a cone: apex, spoke 0, spoke 1, triangle 0, spoke 2, triangle 1, … and at
    last the triangle over the closing side, in the 2k + 1 places up to its own."""
    polygons = cx.ranks[2]
    owner, corners = polygons.owner, polygons.flat
    corner = np.arange(len(corners)) - polygons.offsets[owner]
    following = np.arange(1, len(corners) + 1)
    following[polygons.offsets[1:] - 1] = polygons.offsets[:-1]
    first = ends - 2 * polygons.sizes
    apex = cx.counts[0] + owner
    closing = corner == polygons.sizes[owner] - 1
    spokes = first[owner] + np.maximum(2 * corner, 1)
    triangles = first[owner] + 2 * corner + np.where(closing, 2, 3)
    _insert(tree, cx.counts[0] + np.arange(len(polygons))[:, None], first)
    _insert(tree, np.column_stack([corners, apex]), spokes)
    _insert(tree, np.column_stack([corners, corners[following], apex]), triangles)
