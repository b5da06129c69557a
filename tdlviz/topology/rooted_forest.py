"""A forest with a root in each tree, every parent before its children."""

from __future__ import annotations

from typing import Any, NamedTuple, no_type_check

import numpy as np
from jaxtyping import Float, Int
from numba import njit

from tdlviz.core.errors import InvalidInput


class RootedForest(NamedTuple):
    """Vertices breadth-first, tree by tree; the children of a vertex follow each other.

    vertex: (n,) the vertices in this order.
    parent: (n,) the place in it of each one's parent, its own place for a root.
    length: (n,) the length of the edge to the parent, 0 for a root.
    trees:  (trees + 1,) where each tree begins.
    """

    vertex: Int[np.ndarray, "n"]
    parent: Int[np.ndarray, "n"]
    length: Float[np.ndarray, "n"]
    trees: Int[np.ndarray, "bounds"]


def rooted_forest(
    asked: str,
    vertices: int,
    ends: Int[np.ndarray, "edges 2"],
    lengths: Float[np.ndarray, "edges"] | Any,
) -> RootedForest:
    """The forest of these edges, rooted at the least vertex of each tree.

    Raises `InvalidInput`, with an edge that closes a cycle, where they make no forest."""
    tails, heads = np.concatenate([ends, ends[:, ::-1]]).T
    order = np.argsort(tails, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=vertices))])
    names = np.tile(np.arange(len(ends)), 2)
    vertex, parent, edge, trees, closing = _rooted(starts, heads[order], names[order])
    if closing >= 0:
        given = f"edge {closing}, {ends[closing].tolist()}, which closes a cycle"
        raise InvalidInput(asked, given, "a tree or a forest is needed: it has no cycles")
    length = np.append(lengths, 0.0)[edge]
    return RootedForest(vertex, parent, length, np.append(trees, vertices))


@no_type_check
@njit(cache=True)
def _rooted(starts, neighbours, names):
    """Order, parents, edges to the parents (-1), roots, and an edge that closes a cycle or -1."""
    n = len(starts) - 1
    vertex, parent, edge = np.empty(n, np.int64), np.empty(n, np.int64), np.full(n, -1, np.int64)
    seen, roots, end = np.zeros(n, np.bool_), np.empty(n, np.int64), 0
    trees = 0
    for root in range(n):
        if seen[root]:
            continue
        seen[root] = True
        vertex[end], parent[end], roots[trees] = root, end, end
        here, end, trees = end, end + 1, trees + 1
        while here < end:
            for k in range(starts[vertex[here]], starts[vertex[here] + 1]):
                if names[k] == edge[here]:
                    continue
                if seen[neighbours[k]]:
                    return vertex, parent, edge, roots[:trees], names[k]
                seen[neighbours[k]] = True
                vertex[end], parent[end], edge[end] = neighbours[k], here, names[k]
                end += 1
            here += 1
    return vertex, parent, edge, roots[:trees], -1
