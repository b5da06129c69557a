"""Spring layouts of small connected graphs, by networkx."""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.sparse import csr_array

from tdlviz.views.components import Drawn
from tdlviz.views.principal_axes import principal_axes

SPRING_LIMIT = 1000
"""Vertices of a drawing that networkx lays out by springs in some 5 seconds; 2000 take 17."""


def spring(graph: csr_array, dim: int) -> Drawn:
    """Vertices as masses and edges as springs (Fruchterman and Reingold, "Graph drawing by
    force-directed placement", 1991), always from the same start."""
    import networkx

    found = networkx.spring_layout(networkx.from_scipy_sparse_array(graph), dim=dim, seed=0)
    places = np.array([found[vertex] for vertex in range(graph.shape[0])])
    # A screen is wider than high.
    return principal_axes(places, dim)[0], Counter()
