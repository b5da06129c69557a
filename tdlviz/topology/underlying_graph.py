"""The undirected graph of a complex: its vertices and edges."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.search import unique_rows
from tdlviz.lift.edge_rows import edge_rows
from tdlviz.lift.edges import Edges


def underlying_graph(asked: str, cx: Complex | Any) -> Edges:
    """The edges of rank 1, each once whatever its direction; hyperedges are refused."""
    rows = unique_rows(np.sort(edge_rows(asked, cx), axis=1))
    return Edges(cx.counts[0], rows)
