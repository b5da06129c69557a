"""The edges of a spanning forest, the shortest ones that make one."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree

from tdlviz.core.search import pack


def spanning_forest(
    vertices: int, ends: Int[np.ndarray, "edges 2"], lengths: Float[np.ndarray, "edges"]
) -> Int[np.ndarray, "chosen"]:
    """The names of the edges of a minimum spanning forest; of equal lengths the first are taken."""
    order = np.argsort(lengths, kind="stable")
    _, first = np.unique(pack(np.sort(ends[order], axis=1)), return_index=True)
    rank = 1.0 + np.sort(first)  # for scipy, zero is no edge, and repeated edges are added up
    shape = (vertices, vertices)
    graph = csr_array((rank, ends[order[np.sort(first)]].T), shape=shape)
    return np.sort(order[minimum_spanning_tree(graph).data.astype(np.int64) - 1])
