"""The neighbourhood hypergraph of a graph: around every vertex, all that is near it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import MOST, whole_number
from tdlviz.core.field import Field
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import BLOCK, blocks
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.graph import graph_edges


def neighbourhood(
    graph: Any,
    hops: int | Any = 1,
    max_cells: int | Any = 2_000_000,
    *,
    vertices: int | Any | None = None,
) -> Complex:
    """The hypergraph whose hyperedge i holds vertex i and all that is at most `hops` edges from it.

    TopoBench's k-hop lifting. Two vertices with the same neighbourhood have a hyperedge each, so
    that hyperedge i is always that of vertex i. It has no orientation and no births.

    graph, vertices: as for `tdlviz.clique`.
    hops:            0 or more; with as many as the longest distance, each component is a hyperedge.
    Raises `InvalidInput` for what `tdlviz.clique` refuses, `TooLarge` above `max_cells`, and where
    the hyperedges together have over 20,000,000 vertices.
    """
    cells = whole_number("neighbourhood(max_cells=…)", max_cells, 1)
    limit = Limit(cells, "neighbourhood", "lower hops")
    hops = whole_number("neighbourhood(hops=…)", hops, 0)
    edges, names = graph_edges("neighbourhood", graph, vertices)
    limit.check(_expected(edges))
    near = _near(edges, hops, limit)
    hyperedges = Cells(near.indices.astype(np.int64), near.indptr.astype(np.int64))
    cx = Complex((Cells.of(np.arange(edges.vertices)[:, None]), hyperedges), oriented=False)
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def neighbourhood_counts(
    graph: Any, hops: int | Any = 1, *, vertices: int | Any | None = None
) -> Expected:
    """How many cells `neighbourhood` will make: a hyperedge for each vertex."""
    whole_number("neighbourhood(hops=…)", hops, 0)
    return _expected(graph_edges("neighbourhood", graph, vertices)[0])


def _expected(edges: Edges) -> Expected:
    return Expected((edges.vertices, edges.vertices), (True, True), edges="hyperedges")


def _near(edges: Edges, hops: int, limit: Limit) -> sparse.csr_array:
    """The (vertices, vertices) matrix of the pairs at most `hops` apart, indices increasing."""
    around = sparse.csr_array(edges.adjacency + sparse.eye_array(edges.vertices, dtype=np.int32))
    near = sparse.eye_array(edges.vertices, dtype=np.int32, format="csr")
    for _ in range(hops):
        grown = _product(near, around, limit)
        if grown.nnz == near.nnz:
            break
        near = grown
    near.sort_indices()
    return near


def _product(near: sparse.csr_array, around: sparse.csr_array, limit: Limit) -> sparse.csr_array:
    """Where `near @ around` is not zero, by blocks of rows, so as to be refused on the way."""
    work = np.add.reduceat(np.diff(around.indptr)[near.indices], near.indptr[:-1])
    rows, found = [], 0
    for start, stop in blocks(work, BLOCK):
        rows.append(near[start:stop] @ around)
        rows[-1].data[:] = 1
        found += rows[-1].nnz
        if found > MOST:
            limit.refuse(f"{found:,} vertices in its hyperedges together, or more")
    return sparse.csr_array(sparse.vstack(rows, format="csr"))
