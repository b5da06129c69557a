"""The ring complex of a graph: a polygon for every short cycle, as for the rings of molecules."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import switch, whole_number
from tdlviz.core.field import Field
from tdlviz.core.search import pack
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.graph import graph_edges
from tdlviz.lift.paths import Paths
from tdlviz.lift.ring_count import check_effort, check_rings, ring_counts

LONGEST = 32
"""Longer cycles are asked for by mistake: `cycle_basis` has them."""


def rings(
    graph: Any,
    max_length: int | Any = 6,
    max_cells: int | Any = 2_000_000,
    *,
    induced: bool | Any = True,
    vertices: int | Any | None = None,
) -> Complex:
    """A graph with every chordless cycle of up to `max_length` edges as a polygon of rank 2.

    The cell complex of Bodnar, Frasca, Otter, Wang, Liò, Montúfar and Bronstein, "Weisfeiler and
    Lehman Go Cellular: CW Networks" (NeurIPS 2021). It has no births.

    graph:      an undirected graph in any of the forms of `tdlviz.clique`; many graphs are one, a
                disjoint union, and their rings are then those of each in turn.
    max_length: edges of the longest ring, 3 to 32.
    induced:    False: every simple cycle, also one with a chord. K4 has four triangles and three
                squares.
    vertices:   with an edge index only: how many there are.

    A ring starts at its least vertex, goes on to the lesser of that vertex's two neighbours, and so
    around; rings are in lexicographic order.
    Raises `InvalidInput` for what `tdlviz.clique` refuses, `TooLarge` above `max_cells`, and where
    more than a hundred paths would have to be followed for each cell that is allowed.
    """
    limit = Limit(whole_number("rings(max_cells=…)", max_cells, 1), "rings", "lower max_length")
    edges, names, paths = _checked(graph, max_length, induced, vertices)
    check_rings(edges, paths, limit)
    found, followed, rows = edges.vertices + len(edges), 0, []
    for cycles, tried in paths.cycles():
        found, followed = found + len(cycles), followed + tried
        limit.check_found(found)
        check_effort(followed, limit)
        rows.append(cycles)
    ranks = (Cells.of(np.arange(edges.vertices)[:, None]), Cells.of(edges.pairs), polygons(rows))
    cx = Complex(ranks)
    return cx if names is None else cx.with_fields(Field("vertex", names, 0, kind="label"))


def rings_counts(
    graph: Any,
    max_length: int | Any = 6,
    *,
    induced: bool | Any = True,
    vertices: int | Any | None = None,
) -> Expected:
    """How many cells `rings` will make: rings are counted where that is cheap, else estimated."""
    edges, _, paths = _checked(graph, max_length, induced, vertices)
    return ring_counts(edges, paths)


def _checked(
    graph: Any, max_length: Any, induced: Any, vertices: Any
) -> tuple[Edges, Int[np.ndarray, "n"] | None, Paths]:
    longest = whole_number("rings(max_length=…)", max_length, 3, LONGEST)
    chordless = switch("rings(induced=…)", induced)
    edges, names = graph_edges("rings", graph, vertices)
    return edges, names, Paths(edges, longest, chordless)


def polygons(blocks: list[Int[np.ndarray, "_ _"]]) -> Cells:
    """Cells from blocks of equally long rows, in lexicographic order."""
    longest = max((rows.shape[1] for rows in blocks), default=0)
    padded = [np.pad(rows + 1, ((0, 0), (0, longest - rows.shape[1]))) for rows in blocks]
    table = np.concatenate([np.zeros((0, longest), np.int64), *padded])
    table = table[np.argsort(pack(table))]
    used = table > 0
    return Cells(table[used] - 1, np.concatenate([[0], np.cumsum(used.sum(axis=1))]))
