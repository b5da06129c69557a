"""The cycle complex of a graph: a polygon for each cycle of a basis of all its cycles."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from scipy import sparse
from scipy.sparse import csgraph

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import MOST, whole_number
from tdlviz.core.field import Field
from tdlviz.core.search import unique_rows
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.graph import graph_edges


def cycle_basis(
    graph: Any, max_cells: int | Any = 2_000_000, *, vertices: int | Any | None = None
) -> Complex:
    """A graph with the cycles of a fundamental basis as polygons of rank 2 (TopoBench's lifting).

    The spanning forest is that of a breadth-first search from the least vertex of each component;
    polygon i is closed by the i-th edge outside it, and has the shortest ways from its ends back to
    where they meet as its other sides. There are |E| - |V| + components of them, and the complex
    has no homology of dimension 1. It has no births.

    Not a minimum basis, whose cycles are shorter on the whole: finding one takes cubic time in the
    edges, and for molecules and other graphs with rings, `tdlviz.rings` fills the short cycles.

    graph, vertices: as for `tdlviz.clique`. Each polygon starts at the lesser end of its edge and
    ends at the other; where all are triangles, they are sorted, as always.
    Raises `InvalidInput` for what `tdlviz.clique` refuses, `TooLarge` above `max_cells`, and where
    the polygons together have over 20,000,000 sides.
    """
    lower = "give a part of the graph"
    limit = Limit(whole_number("cycle_basis(max_cells=…)", max_cells, 1), "cycle_basis", lower)
    edges, names = graph_edges("cycle_basis", graph, vertices)
    limit.check(_counts(edges))
    ranks = (Cells.of(np.arange(edges.vertices)[:, None]), Cells.of(edges.pairs))
    cx = Complex((*ranks, _fundamental(edges, limit)))
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def cycle_basis_counts(graph: Any, *, vertices: int | Any | None = None) -> Expected:
    """How many cells `cycle_basis` will make: exact."""
    return _counts(graph_edges("cycle_basis", graph, vertices)[0])


def _counts(edges: Edges) -> Expected:
    components = csgraph.connected_components(edges.adjacency, directed=False)[0]
    cycles = len(edges) - edges.vertices + int(components)
    return Expected((edges.vertices, len(edges), cycles), (True,) * 3, faces="cycles")


def _fundamental(edges: Edges, limit: Limit) -> Cells:
    """The polygon that each edge outside the forest closes, up from its ends to where they meet."""
    parent, depth = _forest(edges)
    low, high = edges.pairs.T
    outside = (parent[low] != high) & (parent[high] != low)
    left, right = low[outside], high[outside]
    # Breadth-first, the ends of an edge are at most one step apart: the deeper one goes first.
    down, up = depth[left] > depth[right], depth[left] < depth[right]
    cycle, last, sides = np.arange(len(left)), 2 * edges.vertices, int(down.sum() + up.sum())
    corners = [(cycle[down], 0, left[down]), (cycle[up], last, right[up])]
    left, right = np.where(down, parent[left], left), np.where(up, parent[right], right)
    for step in range(1, last):
        apart = left != right
        sides += len(cycle) + int(apart.sum())
        if sides > MOST:
            limit.refuse(f"cycles of {sides:,} sides together, or more")
        corners.append((cycle, step, left))
        cycle, left, right = cycle[apart], left[apart], right[apart]
        corners.append((cycle, last - step, right))
        if not len(cycle):
            break
        left, right = parent[left], parent[right]
    return _polygons(corners, int(outside.sum()))


def _polygons(corners: list[tuple[np.ndarray, int, np.ndarray]], count: int) -> Cells:
    """Cells from blocks of (polygons, place around each, vertices)."""
    owner = np.concatenate([cycle for cycle, _, _ in corners])
    place = np.repeat([place for _, place, _ in corners], [len(cycle) for cycle, _, _ in corners])
    flat = np.concatenate([vertices for _, _, vertices in corners])[np.lexsort((place, owner))]
    faces = Cells(flat, np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))]))
    if not faces.uniform(3):
        return faces
    return Cells.of(unique_rows(np.sort(np.asarray(faces).reshape(-1, 3), axis=1)))


def _forest(edges: Edges) -> tuple[Int[np.ndarray, "vertices"], Int[np.ndarray, "vertices"]]:
    """The parent of each vertex in a breadth-first forest, itself for a root, and its depth."""
    root, every = edges.vertices, np.arange(edges.vertices)
    component = csgraph.connected_components(edges.adjacency, directed=False)[1]
    first = np.unique(component, return_index=True)[1]
    above = np.column_stack([np.full(len(first), root), first])
    ends = np.concatenate([edges.pairs, above])
    graph = sparse.csr_array((np.ones(len(ends)), ends.T), shape=(root + 1, root + 1))
    parent = csgraph.breadth_first_order(graph, root, directed=False)[1][:-1].astype(np.int64)
    parent = np.where(parent == root, every, parent)
    depth, far = (parent != every).astype(np.int64), parent
    while (far != far[far]).any():  # twice as far up each time
        depth, far = depth + depth[far], far[far]
    return parent, depth
