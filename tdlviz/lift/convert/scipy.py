"""To and from scipy's sparse matrices: adjacency of graphs, incidence of hypergraphs."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of, switch, words
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import find_rows
from tdlviz.lift.edge_rows import graph_rows
from tdlviz.lift.graph import graph_arcs, graph_edges

FORMS = ("adjacency", "incidence")


def from_scipy(
    adjacency: Any, *, weight: str | Any = "weight", directed: bool | Any = False
) -> Complex:
    """The graph of a sparse adjacency matrix, a complex of ranks 0 and 1 with a weight on edges.

    adjacency: (n, n) real numbers, each that is stored an edge, none of them zero.
    weight:    name of the scalar field of rank 1 that holds them.
    directed:  entry (i, j) is an edge from i to j, and edges stay ordered; else it is symmetric.

    The incidence matrix of a hypergraph is read by `tdlviz.hypergraph(incidence=…)`. Raises
    `InvalidInput` for another shape, loops, stored zeros, entries that are not finite, and for a
    matrix that is not symmetric where it ought to be.
    """
    name = words("from_scipy(weight=…)", weight)
    ordered = switch("from_scipy(directed=…)", directed)
    if not sparse.issparse(adjacency) or adjacency.ndim != 2:
        given = f"{type(adjacency).__name__}"
        raise InvalidInput("from_scipy", given, "a sparse matrix of scipy is needed")
    stored = sparse.coo_array(adjacency)
    if stored.dtype.kind not in "iubf" or not np.isfinite(stored.data).all():
        raise InvalidInput("from_scipy", f"{stored.dtype} entries", "finite numbers are needed")
    if not stored.data.all():
        rule = "each stored entry is an edge: call adjacency.eliminate_zeros()"
        raise InvalidInput("from_scipy", "a stored zero", rule)
    pattern = sparse.coo_array((np.ones(stored.nnz, np.int8), stored.coords), stored.shape)
    if ordered:
        arcs = graph_arcs("from_scipy", pattern, None)
        rows = arcs.ends[np.lexsort(arcs.ends.T[::-1])]
    else:
        rows = graph_edges("from_scipy", pattern, None)[0].pairs
    values = _entries(stored, rows)
    if not ordered and not np.array_equal(values, _entries(stored, rows[:, ::-1])):
        raise InvalidInput("from_scipy", "other entries below the diagonal", "it is symmetric")
    ranks = (Cells.of(np.arange(stored.shape[0])[:, None]), Cells.of(rows))
    return Complex(ranks).with_fields(Field(name, values, 1, kind="scalar"))


def _entries(stored: sparse.coo_array, rows: np.ndarray) -> np.ndarray:
    table = np.column_stack(stored.coords).astype(np.int64)
    order = np.lexsort(table.T[::-1])
    return stored.data[order][find_rows(rows, table[order])]


def to_scipy(
    cx: Complex | Any,
    weight: str | Any | None = None,
    *,
    form: str | Any = "adjacency",
    directed: bool | Any = False,
) -> sparse.csr_array:
    """The adjacency matrix of a graph, or which vertex is in which cell of rank 1.

    weight:   of the adjacency: the name of a scalar field on all edges. None: ones.
    form:     "adjacency": (vertices, vertices), symmetric unless `directed`. "incidence":
              (vertices, cells of rank 1) of ones, for hypergraphs too.
    directed: entry (i, j) only where edge [i, j] is given so.

    CSR, float64; other fields and positions have no place in a matrix. Raises `InvalidInput` for
    cells of higher ranks, hyperedges in an adjacency, ordered edges without `directed` and weights
    that are zero or of another kind; `UnknownName` for other names.
    """
    given_complex("to_scipy", cx)
    ordered = switch("to_scipy(directed=…)", directed)
    if one_of("to_scipy(form=…)", form, FORMS) == "incidence":
        return _incidence(cx, weight, ordered)
    rows = graph_rows("to_scipy", cx, ordered)
    values = np.ones(len(rows)) if weight is None else _weights(cx, weight)
    shape = (cx.counts[0], cx.counts[0])
    if not ordered:
        rows, values = np.concatenate([rows, rows[:, ::-1]]), np.tile(values, 2)
    return sparse.csr_array((values, (rows[:, 0], rows[:, 1])), shape=shape)


def _incidence(cx: Complex, weight: Any, ordered: bool) -> sparse.csr_array:
    if weight is not None or ordered:
        rule = "an incidence matrix has neither weights nor directions"
        raise InvalidInput("to_scipy", f"weight {weight!r}, directed {ordered}", rule)
    if cx.dim < 1 or any(cx.counts[2:]):
        raise InvalidInput("to_scipy", cx.summary(), "cells of rank 1, and none above, are needed")
    cells = cx.ranks[1]
    shape = (cx.counts[0], len(cells))
    return sparse.csr_array((np.ones(len(cells.flat)), (cells.flat, cells.owner)), shape=shape)


def _weights(cx: Complex, weight: Any) -> np.ndarray:
    field = cx[words("to_scipy(weight=…)", weight)]
    if (field.kind, field.rank, field.index is None) != ("scalar", 1, True):
        raise InvalidInput("to_scipy(weight=…)", repr(field), "a scalar on all edges is needed")
    if not np.isfinite(field.values).all() or not field.values.all():
        raise InvalidInput("to_scipy(weight=…)", "a weight of zero or NaN", "it would be no edge")
    return field.values.astype(np.float64)
