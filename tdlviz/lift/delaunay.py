"""The Delaunay complex: the triangulation of points, filtered by smallest balls."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.errors import UnknownName
from tdlviz.lift.expected import Expected
from tdlviz.lift.filtered import filtered
from tdlviz.lift.triangulation import triangulation, triangulation_counts


def delaunay(
    points: ArrayLike | Any,
    max_cells: int | Any = 2_000_000,
    *,
    filtration: str | Any | None = "cech",
) -> Complex:
    """The Delaunay complex of points in 1 to 6 dimensions (Delaunay, 1934; by gudhi).

    points:     (n, d); they become the positions. Vertex i is point i; a point given twice is
                joined to its first twin by an edge, as in `alpha`.
    filtration: "cech": births are the radii of the smallest balls that contain the simplices, the
                Delaunay-Čech complex, whose persistence diagram is that of the whole Čech complex
                and of `alpha` (Bauer and Edelsbrunner, "The Morse theory of Čech and Delaunay
                complexes", Trans. AMS 369, 2017). None: the triangulation alone, without births.
                For births by empty balls take `alpha`, which has the same cells.

    Raises `InvalidInput` for what breaks these rules, `UnknownName` for another filtration,
    `TooLarge` above `max_cells`.
    """
    _check(filtration)
    made = triangulation("delaunay", points, "cech" if filtration else None, max_cells)
    return filtered(made.ranks, made.births if filtration else (), made.points)


def delaunay_counts(points: ArrayLike | Any, *, filtration: str | Any | None = "cech") -> Expected:
    """About how many cells `delaunay` will make; only the vertices are exact."""
    _check(filtration)
    return triangulation_counts("delaunay", points)


def _check(filtration: str | Any | None) -> None:
    if filtration is not None and not (isinstance(filtration, str) and filtration == "cech"):
        rule = 'known: "cech", and None for no births; tv.alpha has births by empty balls'
        raise UnknownName("delaunay(filtration=…)", repr(filtration), rule)
