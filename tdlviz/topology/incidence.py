"""Which cells contain which, between any two ranks, without signs."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank, faces
from tdlviz.topology.operator import operator


def incidence(cx: Complex | Any, rank: int | Any, to: int | Any) -> csr_array:
    """The 0/1 matrix of containment: (counts[rank], counts[to]) CSR, float64, ranks in any order.

    An entry is 1 where the cell of the lower rank is a face of the other, or a face of a face, …;
    in hypergraphs and ranked complexes, where its vertices are among those of the other. So
    `incidence(cx, 0, 1)` of a hypergraph is its usual matrix, and the biadjacency of its bipartite
    graph. Read-only.

    Raises `InvalidInput` for a rank that does not exist, for the same rank twice, and for cells
    whose faces are missing.
    """
    rank = check_rank("incidence", cx, rank)
    to = check_rank("incidence(to=…)", cx, to)
    if rank == to:
        raise InvalidInput("incidence", f"rank {rank} twice", "two different ranks are needed")
    return _contained(cx, rank, to)


@operator
def _contained(cx: Complex, rank: int, to: int) -> csr_array:
    if rank > to:
        return _contained(cx, to, rank).T.tocsr()
    if rank == 0 and not (cx.oriented and cx.incidence is not None):
        return _membership(cx, to).T.tocsr()
    if not cx.oriented:
        shared = (_membership(cx, rank) @ _membership(cx, to).T.tocsr()).tocsr()
        sizes = np.repeat(cx.cells(rank).sizes, np.diff(shared.indptr))
        return _ones(shared, shared.data == sizes)
    steps = _faces(cx, to)
    for between in range(to - 1, rank, -1):
        steps = steps @ _faces(cx, between)
    return _ones(steps.T.tocsr())


def _membership(cx: Complex, rank: int) -> csr_array:
    """A row for each cell, with a 1 for each vertex."""
    cells = cx.cells(rank)
    entries = np.ones(len(cells.flat)), cells.flat, cells.offsets
    return csr_array(entries, shape=(len(cells), cx.counts[0]))


def _faces(cx: Complex, rank: int) -> csr_array:
    names, _, offsets = faces(cx, rank)
    entries = np.ones(len(names)), names, offsets
    return csr_array(entries, shape=(cx.counts[rank], cx.counts[rank - 1]))


def _ones(matrix: csr_array, where: np.ndarray | None = None) -> csr_array:
    """1 at each entry, or at those where a condition holds."""
    matrix.data = np.ones(len(matrix.data)) if where is None else where.astype(np.float64)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    np.minimum(matrix.data, 1, out=matrix.data)
    return matrix
