"""Ollivier's curvature of the edges of a graph."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import length
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.edge_rows import edge_rows
from tdlviz.topology.underlying_graph import underlying_graph


def ollivier_curvature(cx: Complex | Any, idleness: float | Any = 0.0) -> Field:
    """Ollivier's Ricci curvature of every edge of the graph of `cx`, its ranks 0 and 1.

    κ(x, y) = 1 − W₁(μₓ, μᵧ), where μₓ is one step of a walk from x (stay with probability
    `idleness`, else go to any neighbour, all equally likely) and W₁ the least mean number of edges
    by which μₓ is carried to μᵧ (Ollivier, "Ricci curvature of Markov chains on metric spaces",
    2009, Definition 3). All edges have length 1; cells of higher rank and fields are not read, and
    edges given in both directions are one. W₁ is exact, to rounding.

    Returns a scalar field `ollivier` of rank 1, float64, between −2 and 1. Examples with no
    idleness: (n − 2) / (n − 1) on a complete graph, 0 on a cycle of 6 or more.
    Raises `InvalidInput` for an idleness beyond 0 to 1, and for hyperedges.
    """
    idleness = length("ollivier_curvature(idleness=…)", idleness)
    if idleness > 1:
        rule = "a probability, 0 to 1, is needed"
        raise InvalidInput("ollivier_curvature(idleness=…)", idleness, rule)
    edges = edge_rows("ollivier_curvature", cx)
    if len(edges) == 0:
        given = f"{cx.summary()}, no edges"
        raise InvalidInput("ollivier_curvature", given, "curvature is a number on an edge")
    from tdlviz.topology.ollivier_kernel import edge_curvatures

    matrix = underlying_graph("ollivier_curvature", cx).adjacency
    starts, neighbours = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)
    return Field("ollivier", edge_curvatures(starts, neighbours, edges, idleness), 1, kind="scalar")
