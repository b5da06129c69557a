"""Edge collapse: fewer edges with the same persistence of the flag complex."""

from __future__ import annotations

import numpy as np

from tdlviz.lift.edges import Edges


def collapsed(edges: Edges) -> Edges:
    """Fewer edges, entering at the same time or later, with the same persistent homology."""
    from gudhi.flag_filtration.edge_collapse import reduce_graph
    from scipy.sparse import coo_matrix

    ends = (edges.pairs[:, 0], edges.pairs[:, 1])
    graph = coo_matrix((edges.values, ends), shape=(edges.vertices, edges.vertices))
    reduced = reduce_graph(graph)
    pairs = np.column_stack([reduced.row, reduced.col]).astype(np.int64)
    return Edges.sorted(edges.vertices, pairs, reduced.data.astype(np.float64))
