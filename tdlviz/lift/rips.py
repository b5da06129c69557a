"""The Vietoris-Rips complex: a simplex for every set of points that are pairwise close."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.door import length, point_array, switch, whole_number
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import Limit, expand
from tdlviz.lift.neighbours import distance_edges, enclosing_radius, point_edges


def rips(
    points: ArrayLike | None = None,
    *,
    distances: ArrayLike | Any = None,
    max_edge: float | None = None,
    max_dim: int = 2,
    max_cells: int = 2_000_000,
    collapse: bool = False,
) -> Complex:
    """The Vietoris-Rips complex of points, or of their distances, filtered by diameter.

    points:    (n, d) real numbers, any d; they become the positions.
    distances: instead of points: (n, n) symmetric, zero on the diagonal, >= 0. Dense, infinite
               where there is to be no edge; or scipy sparse, where what is not stored is no edge.
    max_edge:  longest edge, in the units of the data. None: the enclosing radius, beyond which
               no homology is born or dies (Bauer, "Ripser", 2021, section 5).
    max_dim:   highest rank. Ranks without cells stay, so that names do not come and go.
    max_cells: more are refused.
    collapse:  first remove dominated edges (Boissonnat and Pritam, "Edge collapse and persistence
               of flag complexes", SoCG 2020, by gudhi): a smaller complex with the same persistence
               diagram, but neither the same cells nor, for the edges kept, the same births.

    Births are diameters, not radii: fields `birth0` (zeros), `birth1` (edge lengths), `birth2`, …
    in float64. Points given twice are two vertices and an edge of length 0.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    lower = "max_edge or max_dim"
    limit = Limit(whole_number("rips(max_cells=…)", max_cells, 1), "rips", lower)
    max_dim = whole_number("rips(max_dim=…)", max_dim, 0)
    edges, positions = rips_edges(points, distances, max_edge)
    if switch("rips(collapse=…)", collapse):
        edges = collapsed(edges)
    ranks, births = expand(edges, max_dim, limit)
    names = [f"birth{rank}" for rank in range(len(ranks))]
    fields = {
        n: Field(n, b, k, kind="scalar") for k, (n, b) in enumerate(zip(names, births, strict=True))
    }
    return Complex(ranks, positions, fields)


def rips_edges(
    points: ArrayLike | None, distances: ArrayLike | Any, max_edge: float | None
) -> tuple[Edges, np.ndarray | None]:
    """The edges of the Rips complex and the positions of its vertices, if any."""
    if (points is None) == (distances is None):
        given = "neither" if points is None else "both"
        raise InvalidInput("rips", given, "give either points or distances")
    reach = None if max_edge is None else length("rips(max_edge=…)", max_edge)
    if points is None:
        return distance_edges(distances, reach), None
    positions = point_array("rips(points)", points)
    return point_edges(
        positions, enclosing_radius(positions) if reach is None else reach
    ), positions


def collapsed(edges: Edges) -> Edges:
    """Fewer edges, entering at the same time or later, with the same persistent homology."""
    from gudhi.flag_filtration.edge_collapse import reduce_graph
    from scipy.sparse import coo_matrix

    ends = (edges.pairs[:, 0], edges.pairs[:, 1])
    graph = coo_matrix((edges.values, ends), shape=(edges.vertices, edges.vertices))
    reduced = reduce_graph(graph)
    pairs = np.column_stack([reduced.row, reduced.col]).astype(np.int64)
    return Edges.sorted(edges.vertices, pairs, reduced.data.astype(np.float64))
