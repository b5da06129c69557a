"""Short loops through an edge."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from tdlviz.core.complex import Complex

Chain = tuple[Int[np.ndarray, "edges"], Int[np.ndarray, "edges"]]


def loop(cx: Complex, order: Int[np.ndarray, "edges"], edge: int) -> Chain:
    """A cycle of the fewest edges through `edge` and edges before it in `order`, with signs.

    The ends of an edge that gives birth are joined by earlier edges, so there is one. As `edge` is
    its youngest, it is no boundary before `edge` is paired: never, where `edge` is in no pair.
    """
    earlier = order[: int(np.flatnonzero(order == edge)[0])]
    ends = np.asarray(cx.cells(1))
    start, goal = ends[edge].tolist()
    tails, heads = ends[earlier].T
    vertices = cx.counts[0]
    # Entries are edge names + 1, so that a name is not lost as an absent zero.
    names = csr_array((earlier + 1, (tails, heads)), shape=(vertices, vertices))
    _, before = breadth_first_order(names, start, directed=False)
    path = [goal]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    low, high = np.minimum(path[:-1], path[1:]), np.maximum(path[:-1], path[1:])
    cells = np.array([names[u, v] - 1 for u, v in zip(low, high, strict=True)], dtype=np.int64)
    # The path runs from the goal back to the start, closing the edge from start to goal.
    signs = np.where(np.array(path[:-1]) < np.array(path[1:]), 1, -1)
    return np.append(cells, edge), np.append(signs, 1)
