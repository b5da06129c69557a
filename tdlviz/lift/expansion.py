"""The clique expansion: from a graph to the complex of its complete subgraphs.

Simplices that share all but their last vertex are joined in pairs, and one edge between the two
last vertices decides (Zomorodian, "Fast construction of the Vietoris-Rips complex", 2010, with the
inductive step done on whole arrays). The vertices are first ordered by degree where that saves
work: each then has at most sqrt(2 m) later neighbours, so that there are O(m^1.5) pairs at most.
Pairs are made in blocks, so memory is bounded by the cells found, never by the pairs tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells
from tdlviz.core.search import pack
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Limit

BLOCK = 2**20
TABLE = 2**24
Births = Float[np.ndarray, "_"] | None
Lookup = Callable[[np.ndarray, np.ndarray], np.ndarray]
Admit = Callable[[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]], np.ndarray]
"""From simplices, the largest value of their faces as far as known, and all simplices one rank
lower with their values, to the values that they enter with: infinite where they never do."""


def expand(
    edges: Edges, max_dim: int, limit: Limit, admit: Admit | None = None
) -> tuple[tuple[Cells, ...], tuple[Births, ...]]:
    """All cliques of up to `max_dim` + 1 vertices, by rank, and the value that completes each.

    Every rank from 0 to `max_dim` is present, empty or not. A clique's value is the largest of its
    edges' values, or what `admit` says of it; one that is not admitted has no cofaces either.
    Raises `TooLarge` as soon as more than the limit exist, before they are stored.
    """
    found = edges.vertices + (len(edges) if max_dim else 0)
    limit.check_found(found)
    ranks, births = [np.arange(edges.vertices)[:, None], edges.pairs], [None, edges.values]
    if edges.values is not None:
        births[0] = np.zeros(edges.vertices)
    # What is admitted may depend on the vertices, so these keep their names.
    order = _order(edges) if max_dim > 1 and admit is None else None
    simplices, values = edges.pairs, edges.values
    if order is not None:
        simplices, values = _sorted(order[simplices], values)
    lookup = edge_lookup(edges.vertices, simplices)
    lengths = values
    for _ in range(2, max_dim + 1):
        simplices, values = _join(simplices, values, lookup, lengths, limit, found, admit)
        found += len(simplices)
        rank = simplices, values
        if order is not None:
            rank = _sorted(np.argsort(order)[simplices], values)
        ranks.append(rank[0])
        births.append(rank[1])
    return tuple(map(Cells.of, ranks[: max_dim + 1])), tuple(births[: max_dim + 1])


def joins(simplices: Int[np.ndarray, "n width"]) -> Int[np.ndarray, "n"]:
    """How many later simplices share all but the last vertex with each. Rows are sorted."""
    fresh = np.ones(len(simplices) + 1, dtype=bool)
    fresh[1:-1] = (simplices[1:, :-1] != simplices[:-1, :-1]).any(axis=1)
    starts = np.flatnonzero(fresh)
    ends = np.repeat(starts[1:], np.diff(starts))
    return ends - np.arange(1, len(simplices) + 1)


def _join(
    simplices: np.ndarray,
    values: Births,
    lookup: Lookup,
    lengths: Births,
    limit: Limit,
    found: int,
    admit: Admit | None,
) -> tuple[np.ndarray, Births]:
    rows, newest = [simplices[:0, [0, *range(simplices.shape[1])]]], [np.zeros(0)]
    last, later = np.ascontiguousarray(simplices[:, -1]), joins(simplices)
    for start, stop in blocks(later):
        counts = later[start:stop]
        ends = np.cumsum(counts)
        # The j-th pair of simplex i is with simplex i + 1 + j.
        shift = np.arange(start + 1, stop + 1) - (ends - counts)
        second = np.repeat(shift, counts) + np.arange(ends[-1])
        edge = lookup(np.repeat(last[start:stop], counts), last[second])
        there = np.flatnonzero(edge >= 0)
        if admit is None:  # else some of them may not count
            limit.check_found(found + len(there))
        first, second = start + np.searchsorted(ends, there, side="right"), second[there]
        joined = np.column_stack([simplices[first], last[second]])
        if values is not None and lengths is not None:
            pair = np.maximum(values[first], values[second])
            value = np.maximum(pair, lengths[edge[there]])
            if admit is not None:
                value = admit(joined, value, (simplices, values))
                joined, value = joined[value < np.inf], value[value < np.inf]
            newest.append(value)
        found += len(joined)
        limit.check_found(found)
        rows.append(joined)
    return np.concatenate(rows), None if values is None else np.concatenate(newest)


def blocks(
    counts: Int[np.ndarray, "n"] | Float[np.ndarray, "n"], size: int = BLOCK
) -> Iterator[tuple[int, int]]:
    """Ranges of entries whose counts are about `size` together, one entry at least."""
    ends, start = np.cumsum(counts), 0
    while start < len(counts):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + size, side="right")))
        yield start, stop
        start = stop


def edge_lookup(vertices: int, pairs: Int[np.ndarray, "m 2"]) -> Lookup:
    """A function of two vertex arrays (i < j) to the row of `pairs` (sorted), -1 where absent.

    A table for small graphs, where it is four times as fast, else a search in the sorted keys.
    """
    keys = pairs[:, 0] * vertices + pairs[:, 1]
    if vertices * vertices <= TABLE:
        table = np.full(vertices * vertices, -1, dtype=np.int32)
        table[keys] = np.arange(len(keys))
        return lambda i, j: table[i * vertices + j]
    padded = np.append(keys, -1)

    def search(i: np.ndarray, j: np.ndarray) -> np.ndarray:
        wanted = i * vertices + j
        place = np.searchsorted(keys, wanted)
        return np.where(padded[place] == wanted, place, -1)

    return search


def _order(edges: Edges) -> Int[np.ndarray, "vertices"] | None:
    """New numbers of the vertices by increasing degree, or None where the old ones do as well."""
    degrees = np.bincount(edges.pairs.reshape(-1), minlength=edges.vertices)
    order = np.empty(edges.vertices, dtype=np.int64)
    order[np.argsort(degrees, kind="stable")] = np.arange(edges.vertices)
    before = np.bincount(edges.pairs[:, 0], minlength=edges.vertices)
    after = np.bincount(np.minimum(*order[edges.pairs.T]), minlength=edges.vertices)
    work = [int((later * (later - 1)).sum()) for later in (before, after)]
    return order if work[0] > 4 * work[1] + BLOCK else None


def _sorted(simplices: np.ndarray, values: Births) -> tuple[np.ndarray, Births]:
    """The same simplices with sorted vertices, in lexicographic order."""
    simplices = np.sort(simplices, axis=1)
    order = np.argsort(pack(simplices))
    return simplices[order], None if values is None else values[order]
