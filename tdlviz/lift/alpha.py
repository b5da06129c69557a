"""The alpha complex: the simplices of the Delaunay triangulation, each with its birth radius."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.lift.expected import Expected
from tdlviz.lift.filtered import filtered
from tdlviz.lift.triangulation import triangulation, triangulation_counts


def alpha(points: ArrayLike | Any, max_cells: int | Any = 2_000_000) -> Complex:
    """The alpha complex of points in 1 to 6 dimensions (Edelsbrunner and Mücke, 1994; by gudhi).

    points: (n, d); they become the positions. Above d = 6 a Delaunay triangulation is out of reach
            (n points can have n^(d/2) simplices): take `rips` or `witness` there.

    Births are radii in the units of the data, the square root of gudhi's filtration values: half
    of the diameters of `rips` for an edge between neighbours. Fields `birth0` (zeros) to `birthd`.
    Vertex i is point i. A point given twice is a vertex of its own, joined to its first twin by an
    edge born at 0, so that the homology is that of the set of points.
    How many cells there will be is foreseen only roughly, by Euler's relation (d = 2) or from a
    sample, and counted again once the triangulation is made.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    made = triangulation("alpha", points, "alpha", max_cells)
    return filtered(made.ranks, made.births, made.points)


def alpha_counts(points: ArrayLike | Any) -> Expected:
    """About how many cells `alpha` will make; only the vertices are exact."""
    return triangulation_counts("alpha", points)
