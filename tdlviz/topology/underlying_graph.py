"""The undirected graph of a complex: its vertices and edges."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.search import unique_rows
from tdlviz.lift.edges import Edges


def edge_rows(asked: str, cx: Complex | Any) -> Int[np.ndarray, "m 2"]:
    """The two vertices of each cell of rank 1; no rows where the complex has no such rank.

    Raises `InvalidInput` for cells of rank 1 with other than two vertices: hyperedges."""
    if given_complex(asked, cx).dim < 1:
        return np.zeros((0, 2), dtype=np.int64)
    if not cx.ranks[1].uniform(2):
        bad = int((cx.ranks[1].sizes != 2).argmax())
        given = f"cell {bad} of rank 1 with {cx.ranks[1].sizes[bad]} vertices"
        raise InvalidInput(asked, given, "a graph is needed: its edges have two vertices")
    return np.asarray(cx.ranks[1]).reshape(-1, 2)


def underlying_graph(asked: str, cx: Complex | Any) -> Edges:
    """The edges of rank 1, each once whatever its direction."""
    rows = unique_rows(np.sort(edge_rows(asked, cx), axis=1))
    return Edges(cx.counts[0], rows)
