"""The Čech complex: a simplex for every set of points whose balls have a point in common."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import length, point_array, whole_number
from tdlviz.core.search import find_rows
from tdlviz.lift.clique_count import Admitted, check_cliques, clique_counts
from tdlviz.lift.crowd import COUNTABLE, check_spread, crowd
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import Admit, edge_lookup, expand
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.miniball import inner_circumball, miniball
from tdlviz.lift.neighbours import point_edges


def cech(
    points: ArrayLike | Any,
    max_radius: float | Any | None = None,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """The Čech complex of points in any dimension: the nerve of balls around them.

    points:     (n, d) real numbers; they become the positions. Vertex i is point i.
    max_radius: largest radius, in the units of the data. None: all simplices, however large.
    max_dim:    highest rank. Ranks without cells stay, so that names do not come and go.

    Births are radii of the smallest balls that contain the simplices, exact to rounding: half of
    the births of `rips` for edges, and at most √2 times that half for all others (Jung, 1901). By
    the nerve theorem the complex at radius r has the homology of the union of the balls
    (Edelsbrunner and Harer, "Computational Topology", 2010, section III.2); in d <= 6 dimensions
    `alpha` and `delaunay` have the same persistence diagram with far fewer cells.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    limit = Limit(
        whole_number("cech(max_cells=…)", max_cells, 1), "cech", "lower max_radius or max_dim"
    )
    cloud, radius, max_dim = _checked(points, max_radius, max_dim)
    if expected := crowd(cloud, 2 * radius, min(max_dim, 1), limit.cells):
        limit.check(expected)
    edges = _edges(cloud, radius, max_dim)
    check_cliques(edges, max_dim, limit, _small(cloud, radius))
    ranks, births = expand(edges, max_dim, limit, _balls(edges, radius, cloud.shape[1]))
    return filtered(ranks, [np.asarray(values) for values in births], cloud)


def cech_counts(
    points: ArrayLike | Any, max_radius: float | Any | None = None, max_dim: int | Any = 2
) -> Expected:
    """How many cells `cech` will make: exact for vertices and edges, estimates for the rest."""
    cloud, radius, max_dim = _checked(points, max_radius, max_dim)
    if expected := crowd(cloud, 2 * radius, min(max_dim, 1), COUNTABLE):
        return expected
    return clique_counts(_edges(cloud, radius, max_dim), max_dim, admitted=_small(cloud, radius))


def _checked(
    points: ArrayLike | Any, max_radius: Any, max_dim: Any
) -> tuple[Float[np.ndarray, "n d"], float, int]:
    max_dim = whole_number("cech(max_dim=…)", max_dim, 0, MAX_DIM)
    radius = np.inf if max_radius is None else length("cech(max_radius=…)", max_radius)
    cloud = point_array("cech(points)", points)
    check_spread("cech(points)", cloud)
    return cloud, radius, max_dim


def _edges(cloud: Float[np.ndarray, "n d"], radius: float, max_dim: int) -> Edges:
    """Edges with half their length: the radius of the ball around them."""
    if max_dim == 0:
        return Edges(len(cloud), np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    edges = point_edges(cloud, 2 * radius)
    return Edges(edges.vertices, edges.pairs, np.asarray(edges.values) / 2)


def _balls(edges: Edges, radius: float, dimension: int) -> Admit:
    """Simplices enter with the smallest ball around them, if that is not too large."""
    lookup, lengths = edge_lookup(edges.vertices, edges.pairs), 2 * np.asarray(edges.values)

    def admit(
        rows: np.ndarray, values: np.ndarray, below: tuple[np.ndarray, np.ndarray]
    ) -> np.ndarray:
        width = rows.shape[1]
        # The faces without either of the last two vertices are known already, and so are edges.
        for vertex in range(width - 2 if width > 3 else 0):
            facet = find_rows(np.delete(rows, vertex, axis=1), below[0])
            # A face that was not admitted is larger than `radius`.
            values = np.maximum(values, np.append(below[1], np.inf)[facet])
        if width <= dimension + 1:
            squares = np.zeros((len(rows), width, width))
            for i in range(width):
                for j in range(i + 1, width):
                    squares[:, i, j] = lengths[lookup(rows[:, i], rows[:, j])] ** 2
            squares += squares.transpose(0, 2, 1)
            values = np.maximum(values, np.sqrt(inner_circumball(squares)))
        return np.where(values <= radius, values, np.inf)

    return admit


def _small(cloud: Float[np.ndarray, "n d"], radius: float) -> Admitted:
    """Simplices count whose smallest ball is no larger than `radius`."""

    def admitted(rows: np.ndarray) -> Bool[np.ndarray, "m"]:
        corners = cloud[rows]
        squares = ((corners[:, :, None] - corners[:, None]) ** 2).sum(axis=3)
        return miniball(squares, cloud.shape[1]) <= radius**2

    return admitted
