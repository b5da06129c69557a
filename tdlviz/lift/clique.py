"""The clique complex of a graph: a simplex for every set of vertices that are pairwise joined."""

from __future__ import annotations

from typing import Any

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.field import Field
from tdlviz.lift.clique_count import check_cliques, clique_counts
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.graph import graph_edges


def clique(
    graph: Any,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
    *,
    vertices: int | Any | None = None,
) -> Complex:
    """The clique complex (flag complex) of an undirected graph. It has no births.

    graph:    a networkx graph; or a scipy sparse adjacency (n, n) of zeros and ones, symmetric; or
              an edge index (2, m) of integers (numpy, or a torch tensor), each edge in one
              direction or in both: (i, j) and (j, i) are the same edge.
    max_dim:  highest rank. Ranks without cells stay, so that names do not come and go.
    vertices: with an edge index only: how many there are. None: up to the largest named.

    Vertex i is the node i. Networkx nodes with other integer names are numbered in increasing order
    and their names kept in the field `vertex`, as `Complex.from_facets` does; nodes that are not
    integers are refused, so that no name is lost. Node and edge attributes are not read: a graph
    filtered by its weights is `rips(distances=networkx.to_scipy_sparse_array(graph))`.
    Raises `InvalidInput` for loops, doubles, directed and multigraphs, an edge to a missing vertex,
    other entries than 0 and 1; `TooLarge` above `max_cells`.
    """
    limit = Limit(whole_number("clique(max_cells=…)", max_cells, 1), "clique", "lower max_dim")
    max_dim = whole_number("clique(max_dim=…)", max_dim, 0, MAX_DIM)
    edges, names = graph_edges("clique", graph, vertices)
    check_cliques(edges, max_dim, limit)
    cx = Complex(expand(edges, max_dim, limit)[0])
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def clique_complex_counts(
    graph: Any, max_dim: int | Any = 2, *, vertices: int | Any | None = None
) -> Expected:
    """How many cells `clique` will make: exact up to rank 1, and rank 2 where that is cheap."""
    max_dim = whole_number("clique(max_dim=…)", max_dim, 0, MAX_DIM)
    return clique_counts(graph_edges("clique", graph, vertices)[0], max_dim)
