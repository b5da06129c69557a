"""Short loops through an edge, and walks in the graph of a complex."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Int
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from tdlviz.core.complex import Complex
from tdlviz.topology.faces import faces

Chain = tuple[Int[np.ndarray, "edges"], Int[np.ndarray, "edges"]]


class Graph(NamedTuple):
    """Some edges of a complex, of which none joins the same two vertices as another.

    names:        the edges, in the order of their keys.
    tails, heads: their ends, and keys (lower end) * vertices + (higher end).
    """

    vertices: int
    names: Int[np.ndarray, "edges"]
    tails: Int[np.ndarray, "edges"]
    heads: Int[np.ndarray, "edges"]
    keys: Int[np.ndarray, "edges"]

    @classmethod
    def of(cls, cx: Complex, edges: Int[np.ndarray, "_"]) -> Graph:
        """The graph of `edges`, the first of those that join the same two vertices."""
        tails, heads = ends(cx)[:, edges]
        keys = np.minimum(tails, heads) * cx.counts[0] + np.maximum(tails, heads)
        keys, first = np.unique(keys, return_index=True)
        return cls(cx.counts[0], edges[first], tails[first], heads[first], keys)

    def matrix(self, values: np.ndarray) -> csr_array:
        """The adjacency matrix with these values of the edges."""
        shape = (self.vertices, self.vertices)
        return csr_array((values, (self.tails, self.heads)), shape=shape)

    def steps(self, start: Int[np.ndarray, "n"], end: Int[np.ndarray, "n"]) -> Chain:
        """The places in `names` of the edges from each `start` to its `end`, and the signs: 1 along
        the edge, -1 against it."""
        keys = np.minimum(start, end) * self.vertices + np.maximum(start, end)
        places = np.searchsorted(self.keys, keys)
        return places, np.where(self.tails[places] == start, 1, -1)


def ends(cx: Complex) -> Int[np.ndarray, "2 edges"]:
    """Tails and heads: the boundary of an edge is its head minus its tail."""
    found = faces(cx, 1)
    first, second = found.names.reshape(-1, 2).T
    along = found.signs[1::2] > 0
    return np.stack([np.where(along, first, second), np.where(along, second, first)])


def loop(cx: Complex, order: Int[np.ndarray, "all_edges"], edge: int) -> Chain:
    """A cycle of the fewest edges through `edge` and edges before it in `order`, with signs.

    The ends of an edge that gives birth are joined by earlier edges, so there is one. As `edge` is
    its youngest, it is no boundary before `edge` is paired: never, where `edge` is in no pair.
    """
    graph = Graph.of(cx, order[: int(np.flatnonzero(order == edge)[0])])
    start, goal = ends(cx)[:, edge].tolist()
    adjacency = graph.matrix(np.ones(len(graph.names)))
    _, before = breadth_first_order(adjacency, start, directed=False)
    path = [goal]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    # The path runs from the goal back to the start, closing the edge from start to goal.
    places, signs = graph.steps(np.array(path[:-1], dtype=np.int64), np.array(path[1:], np.int64))
    return np.append(graph.names[places], edge), np.append(signs, 1)
