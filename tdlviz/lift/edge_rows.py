"""The edges of a complex as pairs of vertices."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput


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


def graph_rows(asked: str, cx: Complex | Any, directed: bool) -> Int[np.ndarray, "m 2"]:
    """The edges of a complex that is a graph and nothing more.

    Raises `InvalidInput` for cells of higher ranks, and for edges that are not increasing, or given
    twice, where the graph is not to be `directed`.
    """
    rows = edge_rows(asked, cx)
    if sum(cx.counts[2:]):
        rule = "a graph holds ranks 0 and 1 only: tdlviz.Complex(cx.ranks[:2]) has no others"
        raise InvalidInput(asked, cx.summary(), rule)
    down = rows[:, 0] > rows[:, 1]
    if down.any() and not directed:
        given = f"the directed edge {rows[down][0].tolist()}"
        raise InvalidInput(asked, given, "say directed=True for a directed graph")
    return rows
