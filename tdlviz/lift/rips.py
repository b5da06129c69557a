"""The Vietoris-Rips complex: a simplex for every set of points that are pairwise close."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import length, point_array, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.clique_count import check_cliques, clique_counts, known_and_guessed, probe
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.neighbours import (
    DENSE,
    count_pairs,
    distance_edges,
    enclosing_radius,
    near_rows,
    point_edges,
)

MANY = 2_000_000
"""Edges that are still listed where they are only to be counted."""
COUNTABLE = 20_000_000
"""Edges that are still counted exactly: about 0.5 s."""


def rips(
    points: ArrayLike | Any | None = None,
    *,
    distances: ArrayLike | Any = None,
    max_edge: float | Any | None = None,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
    collapse: bool | Any = False,
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
    cells = whole_number("rips(max_cells=…)", max_cells, 1)
    limit = Limit(cells, "rips", "lower max_edge or max_dim")
    max_dim = whole_number("rips(max_dim=…)", max_dim, 0, MAX_DIM)
    collapse = switch("rips(collapse=…)", collapse)
    cloud, reach = _checked(points, distances, max_edge)
    if (
        cloud is not None
        and max_dim
        and (expected := _too_many_to_list(cloud, reach, max_dim, cells))
    ):
        limit.check(expected)
    edges = _edges(cloud, distances, reach, max_dim)
    if collapse:
        edges = collapsed(edges)
    check_cliques(edges, max_dim, limit)
    ranks, births = expand(edges, max_dim, limit)
    fields = [Field(f"birth{k}", np.asarray(b), k, kind="scalar") for k, b in enumerate(births)]
    return Complex(ranks, cloud, {field.name: field for field in fields})


def rips_counts(
    points: ArrayLike | Any | None = None,
    *,
    distances: ArrayLike | Any = None,
    max_edge: float | Any | None = None,
    max_dim: int | Any = 2,
    collapse: bool | Any = False,
) -> Expected:
    """How many cells `rips` will make: exact for vertices and edges, and for triangles if cheap.

    With `collapse` the edges are collapsed to be counted, where there are few enough to list."""
    max_dim = whole_number("rips(max_dim=…)", max_dim, 0, MAX_DIM)
    collapse = switch("rips(collapse=…)", collapse)
    cloud, reach = _checked(points, distances, max_edge)
    if (
        cloud is not None
        and max_dim
        and (expected := _too_many_to_list(cloud, reach, max_dim, MANY))
    ):
        return expected
    edges = _edges(cloud, distances, reach, max_dim)
    return clique_counts(collapsed(edges) if collapse else edges, max_dim)


def _checked(
    points: ArrayLike | Any | None, distances: ArrayLike | Any, max_edge: Any
) -> tuple[Float[np.ndarray, "n d"] | None, float | None]:
    """The points, if any, and the longest edge, None only for distances without one."""
    if (points is None) == (distances is None):
        given = "neither" if points is None else "both"
        raise InvalidInput("rips", given, "give either points or distances")
    reach = None if max_edge is None else length("rips(max_edge=…)", max_edge)
    if points is None:
        return None, reach
    cloud = point_array("rips(points)", points)
    with np.errstate(over="ignore"):
        across = float((np.ptp(cloud, axis=0) ** 2).sum())
    if not np.isfinite(across):
        given = f"coordinates up to {abs(cloud).max():.1e}"
        raise InvalidInput("rips(points)", given, "distances must be finite: divide the points")
    return cloud, enclosing_radius(cloud) if reach is None else reach


def _edges(
    cloud: Float[np.ndarray, "n d"] | None,
    distances: ArrayLike | Any,
    reach: float | None,
    max_dim: int,
) -> Edges:
    if cloud is None:
        return distance_edges(distances, reach)
    if max_dim == 0:
        return Edges(len(cloud), np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    return point_edges(cloud, np.inf if reach is None else reach)


def _too_many_to_list(
    cloud: Float[np.ndarray, "n d"], reach: float | None, max_dim: int, most: int
) -> Expected | None:
    """The expected cells where vertices and edges alone are more than `most`, else None.

    Found without listing an edge: first by probes (as in `clique_count`), then by a k-d tree."""
    if len(cloud) <= DENSE or reach is None:
        return None
    size, probes = len(cloud), int(np.clip(8_000_000 // len(cloud), 16, 1000))
    guess, error = probe(near_rows(cloud, reach), size, max_dim, probes, seed=0)
    if size + guess[1] - 3 * error[1] > max(most, COUNTABLE):
        return known_and_guessed([size], guess)
    pairs = count_pairs(cloud, reach)
    return known_and_guessed([size, pairs], guess) if size + pairs > most else None


def collapsed(edges: Edges) -> Edges:
    """Fewer edges, entering at the same time or later, with the same persistent homology."""
    from gudhi.flag_filtration.edge_collapse import reduce_graph
    from scipy.sparse import coo_matrix

    ends = (edges.pairs[:, 0], edges.pairs[:, 1])
    graph = coo_matrix((edges.values, ends), shape=(edges.vertices, edges.vertices))
    reduced = reduce_graph(graph)
    pairs = np.column_stack([reduced.row, reduced.col]).astype(np.int64)
    return Edges.sorted(edges.vertices, pairs, reduced.data.astype(np.float64))
