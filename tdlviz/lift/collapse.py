"""Edge collapse: fewer edges with the same persistence of the flag complex."""

from __future__ import annotations

import numpy as np

from tdlviz.lift.edges import Edges

PAYS = 0.9
"""Edges are collapsed again where a round has left no more than this part of them."""
SPARSE = 5
"""A graph of fewer edges a vertex has so few cliques that they are sooner made than avoided. Of 500
points on a torus, all joined, five rounds leave 37,000 of the 988,000 tetrahedra that one leaves;
of 2,000 points joined up to the radius of the tube a second round spares 2,300 of 14,550 cells."""


def collapsed(edges: Edges) -> Edges:
    """Fewer edges, entering at the same time or later, with the same persistent homology.

    They are collapsed again and again, as long as it pays: the first round costs by far the most.
    """
    while True:
        before, edges = len(edges), _once(edges)
        if len(edges) < SPARSE * edges.vertices or len(edges) >= PAYS * before:
            return edges


def _once(edges: Edges) -> Edges:
    from gudhi.flag_filtration.edge_collapse import reduce_graph
    from scipy.sparse import coo_matrix

    ends = (edges.pairs[:, 0], edges.pairs[:, 1])
    graph = coo_matrix((edges.values, ends), shape=(edges.vertices, edges.vertices))
    reduced = reduce_graph(graph)
    pairs = np.column_stack([reduced.row, reduced.col]).astype(np.int64)
    return Edges.sorted(edges.vertices, pairs, reduced.data.astype(np.float64))
