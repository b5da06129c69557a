"""Attention as a weighted complex: cells that attend to each other strongly are joined early."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.once import check_once
from tdlviz.core.search import unique_rows
from tdlviz.lift.clique_count import check_cliques
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import edge_lookup, expand
from tdlviz.lift.expected import MAX_DIM, Limit
from tdlviz.topology.weighted import weighted

SYMMETRIES = ("max", "min", "mean")
MAX_CELLS = 2_000_000


class AttentionGraph(NamedTuple):
    """The cliques of the pairs of an attention field, which all of its heads share.

    complex: a vertex for each cell that may attend; no births, no positions.
    edge:    the edge of each pair, -1 for a cell that attends to itself.
    back:    1 for a pair that runs from the larger vertex to the smaller, else 0.
    """

    complex: Complex
    edge: Int[np.ndarray, "pairs"]
    back: Int[np.ndarray, "pairs"]


def attention_complex(
    cx: Complex | Any,
    attention: Field | Any,
    head: int | Any = 0,
    max_dim: int | Any = 2,
    symmetry: str | Any = "max",
    max_cells: int | Any = MAX_CELLS,
) -> Complex:
    """The filtered clique complex of one head of attention on the cells of a rank of `cx`.

    attention: a field of kind "attention", weights (m, heads) >= 0 on pairs (m, 2).
    head:      which of its heads, counted from 0.
    symmetry:  how the weights of the pairs (i, j) and (j, i) become one, w: "max", "min" or "mean".
               A pair that is not there has the weight 0.

    Vertex i is the cell i of the field's rank, at its place or barycentre where `cx` has positions.
    There is an edge for every two cells with a pair, and a simplex for all cells that are pairwise
    joined. Vertices enter at 0, edges at 1 - w, strong ones first, but not before their vertices:
    dropout scales weights to above 1. All others enter with their last edge.
    Cells depend on the pairs alone, so that they have the same names in all heads and at all steps.
    What a cell gives to itself does not matter.

    The attention graph is that of Kushnareva, Cherniavskii, Mikhailov, Artemova, Barannikov,
    Bernstein, Piontkovskaya, Piontkovski, Burnaev, "Artificial Text Detection via Examining the
    Topology of Attention Maps" (2021), with its maximum. Raises `InvalidInput` for another kind of
    field, a head that it has not, a pair that is there twice and a weight that is negative or not
    finite, and `TooLarge` above `max_cells`.
    """
    check_attention("attention_complex", cx, attention)
    head = whole_number("attention_complex(head=…)", head, 0, attention.values.shape[1] - 1)
    max_dim = whole_number("attention_complex(max_dim=…)", max_dim, 1, MAX_DIM)
    most = whole_number("attention_complex(max_cells=…)", max_cells, 1)
    graph = attention_graph(cx, attention, max_dim, most)
    births = attention_births(graph, attention.values[:, head], symmetry)
    return weighted(graph.complex, births).with_positions(_places(cx, attention.rank))


def check_attention(asked: str, cx: Complex | Any, attention: Field | Any) -> None:
    """Refuse what is no attention on pairs of cells of this complex, or no weights."""
    given_complex(asked, cx)
    if not isinstance(attention, Field) or attention.kind != "attention":
        rule = "a Field of kind attention is needed; of a track, track.latest or track.at(step)"
        raise InvalidInput(asked, repr(attention), rule)
    attention.check(cx)
    weights = attention.values
    wrong = ~(np.isfinite(weights) & (weights >= 0))
    if wrong.any():
        row, head = np.argwhere(wrong)[0].tolist()
        pair = tuple(np.asarray(attention.index)[row].tolist())
        given = f"{weights[row, head]:.6g} for the pair {pair} in head {head}"
        raise InvalidInput(f"{asked} of {attention.name!r}", given, "weights are finite and >= 0")


def attention_graph(cx: Complex, attention: Field, max_dim: int, max_cells: int) -> AttentionGraph:
    """The cliques of the pairs of a field, built once for as long as the pairs stay."""
    assert attention.rank is not None  # attention has one, and an index
    index = np.ascontiguousarray(attention.index, dtype=np.int64)
    return _graph(cx.counts[attention.rank], index.tobytes(), max_dim, max_cells)


@lru_cache(maxsize=4)
def _graph(count: int, index: bytes, max_dim: int, max_cells: int) -> AttentionGraph:
    pairs = np.frombuffer(index, dtype=np.int64).reshape(-1, 2)
    check_once("attention_complex", pairs)
    apart = pairs[:, 0] != pairs[:, 1]
    ends = np.sort(pairs, axis=1)
    edges = Edges(count, unique_rows(ends[apart]))
    limit = Limit(max_cells, "attention_complex", "lower max_dim, keep fewer pairs")
    check_cliques(edges, max_dim, limit)
    edge = np.full(len(pairs), -1, dtype=np.int64)
    edge[apart] = edge_lookup(count, edges.pairs)(*ends[apart].T)
    back = (pairs[:, 0] > pairs[:, 1]).astype(np.int64)
    return AttentionGraph(Complex(expand(edges, max_dim, limit)[0]), edge, back)


def attention_births(
    graph: AttentionGraph, weights: Float[np.ndarray, "pairs"], symmetry: str | Any
) -> Float[np.ndarray, "edges"]:
    """When each edge enters in one head."""
    one_of("attention_complex(symmetry=…)", symmetry, SYMMETRIES)
    apart = graph.edge >= 0
    both = np.zeros((2, graph.complex.counts[1]))
    both[graph.back[apart], graph.edge[apart]] = weights[apart]
    return 1 - np.minimum(getattr(np, symmetry)(both, axis=0), 1)


def _places(cx: Complex, rank: int | None) -> Float[np.ndarray, "cells d"] | None:
    """The barycentres of all cells of a rank, None where there are no positions."""
    cells = cx.cells(rank)
    if cx.positions is None or not len(cells):
        return None
    sums = np.add.reduceat(cx.positions[cells.flat], cells.offsets[:-1])
    return sums / cells.sizes[:, None]
