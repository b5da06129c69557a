"""The Vietoris-Rips complex: a simplex for every set of points that are pairwise close."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.lift.clique_count import check_cliques, clique_counts
from tdlviz.lift.crowd import COUNTABLE
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.rips_graph import rips_asked

MANY = 2_000_000
"""Edges that are still listed where they are only to be counted."""


def rips(
    points: ArrayLike | Any | None = None,
    *,
    distances: ArrayLike | Any = None,
    max_edge: float | Any | None = None,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
    collapse: bool | Any = False,
    weights: ArrayLike | Any | None = None,
    sparse: float | Any | None = None,
) -> Complex:
    """The Vietoris-Rips complex of points, or of their distances, filtered by diameter.

    points:    (n, d) real numbers, any d; they become the positions.
    distances: instead of points: (n, n) symmetric, zero on the diagonal, >= 0. Dense, infinite
               where there is to be no edge; or scipy sparse, where what is not stored is no edge.
    max_edge:  latest birth of an edge, which is its length where there are neither `weights` nor
               `sparse`, in the units of the data. None: the enclosing radius, beyond which no
               homology is born or dies (Bauer, "Ripser", 2021); with `sparse` no limit.
    max_dim:   highest rank. Ranks without cells stay, so that names do not come and go.
    max_cells: more are refused.
    collapse:  first remove dominated edges (Boissonnat and Pritam, "Edge collapse and persistence
               of flag complexes", SoCG 2020, by gudhi): a smaller complex with the same persistence
               diagram, but neither the same cells nor, for the edges kept, the same births.
    weights:   one number w >= 0 a point, in the units of the data: its ball begins to grow at
               radius w and has radius r - w at r. In diameters, as all births here: a vertex is
               born at 2 w, an edge of length d at max(d + w + v, 2 w, 2 v) (Anai et al.,
               "DTM-based filtrations", SoCG 2019, with p = 1; twice their values, as in gudhi).
               `distance_to_measure(points, k=…)` are weights that forgive outliers. Vertices born
               after `max_edge` stay.
    sparse:    ε, above 0 and below 1: the sparse Rips complex, of linear size for n points of fixed
               dimension, whose diagram is that of the whole complex up to a factor between 1 and
               1 / (1 - ε) for births and deaths (Cavanna, Jahanseir and Sheehy, "A geometric
               perspective on sparse filtrations", CCCG 2015). All distances are needed, of a
               metric. Not together with `weights` or `collapse`.

    Births are diameters, not radii: fields `birth0` (zeros), `birth1` (edge lengths), `birth2`, …
    in float64. Points given twice are two vertices and an edge of length 0.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    cells = whole_number("rips(max_cells=…)", max_cells, 1)
    limit = Limit(cells, "rips", "lower max_edge or max_dim")
    asked = rips_asked(points, distances, max_edge, max_dim, collapse, weights, sparse)
    if expected := asked.crowd(cells):
        limit.check(expected)
    graph = asked.graph(limit)
    check_cliques(graph.edges, asked.max_dim, limit, graph.admitted)
    ranks, births = expand(graph.edges, asked.max_dim, limit, graph.admit)
    values = [np.asarray(value) for value in births]
    if asked.weights is not None:
        values[0] = 2 * asked.weights
    return filtered(ranks, values, asked.cloud)


def rips_counts(
    points: ArrayLike | Any | None = None,
    *,
    distances: ArrayLike | Any = None,
    max_edge: float | Any | None = None,
    max_dim: int | Any = 2,
    collapse: bool | Any = False,
    weights: ArrayLike | Any | None = None,
    sparse: float | Any | None = None,
) -> Expected:
    """How many cells `rips` will make: exact for vertices and edges, and for triangles if cheap.

    With `collapse` the edges are collapsed to be counted, where there are few enough to list.
    """
    asked = rips_asked(points, distances, max_edge, max_dim, collapse, weights, sparse)
    if expected := asked.crowd(MANY):
        return expected
    graph = asked.graph(Limit(COUNTABLE, "rips", "lower max_edge"))
    return clique_counts(graph.edges, asked.max_dim, admitted=graph.admitted)
