"""What is asked of a Rips complex, and the graph of which it is the cliques."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.spatial.distance import pdist, squareform

from tdlviz.core.door import length, point_array, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique_count import Admitted
from tdlviz.lift.collapse import collapsed
from tdlviz.lift.crowd import check_spread, crowd
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import Admit
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.landmarks import cloud_row
from tdlviz.lift.neighbours import DENSE, distance_edges, enclosing_radius, point_edges
from tdlviz.lift.sparse_rips import counted, sparse_edges, still_there
from tdlviz.lift.weighted import vertex_weights, weighted, weighted_point_edges


class Graph(NamedTuple):
    """Edges with their births, and which of their cliques enter, and count, if not all do."""

    edges: Edges
    admit: Admit | None = None
    admitted: Admitted | None = None


class Asked(NamedTuple):
    """What was asked for, once it has been checked.

    given: the edges of given distances, up to `reach` where nothing is to be done with them.
    reach: the latest birth of an edge. None: the enclosing radius of what is given or weighted, or
           no limit for a sparse complex.
    """

    cloud: Float[np.ndarray, "n d"] | None
    given: Edges | None
    reach: float | None
    max_dim: int
    collapse: bool
    weights: Float[np.ndarray, "n"] | None
    sparse: float | None

    def crowd(self, most: int) -> Expected | None:
        """The expected cells where vertices and edges alone are more than `most`, else None."""
        if self.cloud is None or self.weights is not None or self.sparse is not None:
            return None
        assert self.reach is not None
        return crowd(self.cloud, self.reach, self.max_dim, most)

    def graph(self, limit: Limit) -> Graph:
        """The graph to be expanded. Raises `TooLarge` where it alone is too large."""
        if self.sparse is not None:
            return self._sparse(self.sparse, limit)
        edges = self._edges(limit)
        return Graph(collapsed(edges) if self.collapse else edges)

    def _edges(self, limit: Limit) -> Edges:
        if self.cloud is None:
            assert self.given is not None
            given = self.given
            return given if self.weights is None else weighted(given, self.weights, self.reach)
        if self.max_dim == 0:
            return Edges(len(self.cloud), np.zeros((0, 2), dtype=np.int64), np.zeros(0))
        if self.weights is not None:
            return weighted_point_edges(self.cloud, self.weights, self.reach, limit)
        assert self.reach is not None
        return point_edges(self.cloud, self.reach)

    def _sparse(self, epsilon: float, limit: Limit) -> Graph:
        if self.cloud is not None and len(self.cloud) > DENSE:
            size, row = len(self.cloud), cloud_row(self.cloud)
        else:
            matrix = squareform(pdist(self.cloud) if self.given is None else self.given.values)
            size, row = len(matrix), matrix.__getitem__
        reach = np.inf if self.reach is None else self.reach
        edges, insertion = sparse_edges(row, size, epsilon, reach, limit)
        admitted = counted(edges, insertion, epsilon)
        return Graph(edges, still_there(insertion, epsilon), admitted)


def rips_asked(
    points: ArrayLike | Any | None,
    distances: ArrayLike | Any,
    max_edge: Any,
    max_dim: Any,
    collapse: Any,
    weights: Any,
    sparse: Any,
) -> Asked:
    """The arguments of `rips`, checked."""
    max_dim = whole_number("rips(max_dim=…)", max_dim, 0, MAX_DIM)
    collapse = switch("rips(collapse=…)", collapse)
    reach = None if max_edge is None else length("rips(max_edge=…)", max_edge)
    if (points is None) == (distances is None):
        given = "neither" if points is None else "both"
        raise InvalidInput("rips", given, "give either points or distances")
    epsilon = None if sparse is None else _fraction(sparse)
    if epsilon is not None and (weights is not None or collapse):
        given = f"sparse with {'collapse' if collapse else 'weights'}"
        raise InvalidInput("rips(sparse=…)", given, "neither works on a sparse complex")
    changed = weights is not None or epsilon is not None
    cloud, edges = None, None
    if points is not None:
        cloud = point_array("rips(points)", points)
        check_spread("rips(points)", cloud)
        size = len(cloud)
        reach = enclosing_radius(cloud) if reach is None and not changed else reach
    else:
        edges = distance_edges(distances, np.inf if changed else reach)
        size = edges.vertices
        if epsilon is not None and len(edges) < size * (size - 1) // 2:
            given = f"{len(edges):,} finite distances between {size:,} points"
            raise InvalidInput("rips(sparse=…)", given, "all distances are needed")
    kept = None if weights is None else vertex_weights(weights, size)
    return Asked(cloud, edges, reach, max_dim, collapse, kept, epsilon)


def _fraction(sparse: Any) -> float:
    epsilon = length("rips(sparse=…)", sparse)
    if not 0 < epsilon < 1:
        raise InvalidInput("rips(sparse=…)", epsilon, "a number above 0 and below 1 is needed")
    return epsilon
