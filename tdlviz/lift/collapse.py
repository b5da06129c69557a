"""Edge collapse: fewer edges with the same persistence of the flag complex."""

from __future__ import annotations

import numpy as np

from tdlviz.lift.edges import Edges

PAYS = 0.95
"""Edges are collapsed again as long as no more than this part of them is left. Rounds after the
first cost 1 to 7 % of it, and of 500 points on a torus leave 37,000 of 988,000 tetrahedra."""


def collapsed(edges: Edges) -> Edges:
    """Fewer edges, entering at the same time or later, with the same persistent homology.

    They are collapsed again and again, as long as it pays: the first round costs by far the most.
    """
    while True:
        before, edges = len(edges), _once(edges)
        if len(edges) >= PAYS * before:
            return edges


def _once(edges: Edges) -> Edges:
    from gudhi.flag_filtration.edge_collapse import reduce_graph
    from scipy.sparse import coo_matrix

    ends = (edges.pairs[:, 0], edges.pairs[:, 1])
    graph = coo_matrix((edges.values, ends), shape=(edges.vertices, edges.vertices))
    reduced = reduce_graph(graph)
    pairs = np.column_stack([reduced.row, reduced.col]).astype(np.int64)
    return Edges.sorted(edges.vertices, pairs, reduced.data.astype(np.float64))
