"""The bottleneck distance of two diagrams, and a matching that attains it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from scipy.spatial import KDTree

from tdlviz.topology.bars import DiagramLike
from tdlviz.topology.matching import Matching, Split, split

ROUNDING = 1e-12  # of the largest coordinate: what gudhi and we may round differently


def bottleneck(first: DiagramLike, second: DiagramLike | Any) -> Matching:
    """The least over matchings of the largest L∞ distance between bars matched with each other.

    first, second: a diagram each, a `Field` or (m, 2) births and deaths. A bar may be matched with
    the diagonal, at the distance (d - b) / 2. Endless bars are matched with endless ones by their
    births; where their numbers differ, the distance is inf.

    Returns a `Matching`: the distance, and pairs of bars, -1 for the diagonal. Of the bars that can
    be matched with the diagonal some may be matched with each other instead.

    Cohen-Steiner, Edelsbrunner and Harer, "Stability of persistence diagrams" (2007): no more than
    the largest change of the function. gudhi's distance, found several times as quickly as hera's,
    is where the search begins, and no more: in releases before its pull request 1367 (2026) it can
    be too large. A maximum flow between bars that are near enough, to 1e-12 of the largest
    coordinate, is a matching; a better one is looked for until there is none.

    Raises `InvalidInput` for what is no diagram, and for two of different dimension.
    """
    from gudhi import bottleneck_distance

    bars = split("bottleneck", first, second)
    long = [table[table[:, 1] > table[:, 0]] for table in bars.finite]
    scale = max(abs(table).max(initial=0.0) for table in bars.finite)
    found, better = None, _within(bars, bottleneck_distance(*long) + ROUNDING * scale)
    while better is not None:
        found, distance = better, _moved(bars, *better)
        better = _within(bars, distance - 2 * ROUNDING * scale) if distance else None
    assert found is not None  # gudhi's is no less than the least
    return Matching(max(distance, float(bars.costs.max(initial=0.0))), bars.matched(*found))


def _moved(bars: Split, i: np.ndarray, j: np.ndarray) -> float:
    """The most that a finite bar is moved, where bars `i` meet `j`, and others the diagonal."""
    apart = abs(bars.finite[0][i] - bars.finite[1][j]).max(initial=0.0)
    alone = [np.delete(half, some) for half, some in zip(_halves(bars), (i, j), strict=True)]
    return float(max(apart, *(own.max(initial=0.0) for own in alone)))


def _halves(bars: Split) -> list[np.ndarray]:
    """How far each finite bar is from the diagonal."""
    return [(table[:, 1] - table[:, 0]) / 2 for table in bars.finite]


def _within(bars: Split, distance: float) -> tuple[np.ndarray, np.ndarray] | None:
    """Finite bars to match, so that no bar is moved by more than `distance`; None if impossible.

    To each bar belongs a place on the diagonal. Two such places may be matched where their bars
    may: that is enough, and far fewer than all pairs.
    """
    stuck, held = (half > distance for half in _halves(bars))
    i, j = _near(*bars.finite, stuck=stuck, held=held, distance=distance)
    n, m = (len(table) for table in bars.finite)
    a, b = np.flatnonzero(~stuck), np.flatnonzero(~held)
    rows = np.concatenate([i, n + j, a, n + b])
    columns = np.concatenate([j, m + i, m + a, b])
    partner = _assignment(rows, columns, n + m)
    if partner is None:
        return None
    matched = np.flatnonzero(partner[:n] < m)
    return matched, partner[matched]


def _assignment(rows: np.ndarray, columns: np.ndarray, n: int) -> np.ndarray | None:
    """The column of each of `n` rows, another for each, among these pairs; None if impossible.

    By Dinic's maximum flow: scipy's `maximum_bipartite_matching` needs a thousand times as long
    for some of these graphs.
    """
    every, source, sink = np.arange(n), 2 * n, 2 * n + 1
    tails = np.concatenate([rows, np.full(n, source), n + every])
    heads = np.concatenate([n + columns, every, np.full(n, sink)])
    ones = np.ones(len(tails), np.int32)
    graph = csr_array((ones, (tails, heads)), shape=(2 * n + 2, 2 * n + 2))
    graph.data[:] = 1  # a pair may be named twice
    found = maximum_flow(graph, source, sink)
    if found.flow_value < n:
        return None
    flow = found.flow[:n].tocoo()
    taken = flow.data > 0
    partner = np.empty(n, np.int64)
    partner[flow.row[taken]] = flow.col[taken] - n
    return partner


def _near(
    first: np.ndarray, second: np.ndarray, stuck: np.ndarray, held: np.ndarray, distance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of bars within `distance`, of which one at least is too far from the diagonal."""
    i, j = _pairs(first[stuck], second, distance)
    k, m = _pairs(first, second[held], distance)
    return (
        np.concatenate([np.flatnonzero(stuck)[i], k]),
        np.concatenate([j, np.flatnonzero(held)[m]]),
    )


def _pairs(first: np.ndarray, second: np.ndarray, distance: float) -> tuple[Any, Any]:
    if not len(first) or not len(second):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    near = KDTree(first).sparse_distance_matrix(
        KDTree(second), distance, p=np.inf, output_type="ndarray"
    )
    return near["i"], near["j"]
