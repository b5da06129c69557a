"""The graph that a layout goes by."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex


def neighbours(cx: Complex) -> csr_array:
    """The symmetric adjacency matrix of the 1-skeleton, without loops.

    Of a complex without orientation: of its vertices and its cells of higher rank, each joined to
    its vertices. So a cell of n vertices has n edges, and not n (n - 1) / 2.
    """
    ends, count = _sides(cx) if cx.oriented else _memberships(cx)
    ends = ends[ends[:, 0] != ends[:, 1]]
    both = np.concatenate([ends, ends[:, ::-1]])
    graph = csr_array((np.ones(len(both)), tuple(both.T)), shape=(count, count))
    graph.data[:] = 1  # parallel edges pull no harder
    return graph


def _sides(cx: Complex) -> tuple[np.ndarray, int]:
    ends = np.asarray(cx.ranks[1]) if cx.dim >= 1 else np.zeros(0, dtype=np.int64)
    return ends.reshape(-1, 2), cx.counts[0]


def _memberships(cx: Complex) -> tuple[np.ndarray, int]:
    starts = np.cumsum([0, *cx.counts])
    pairs = [
        np.stack([cells.flat, cells.owner + start], axis=1)
        for cells, start in zip(cx.ranks[1:], starts[1:-1], strict=True)
    ]
    return np.concatenate([np.zeros((0, 2), dtype=np.int64), *pairs]), int(starts[-1])
