"""From a directed graph to its ordered cliques: v0, …, vk with an arc from each to all later ones.

An ordered clique is one vertex longer than two others: those without its last and its last but one
vertex, which share all vertices before; and one arc joins the two last. So each clique looks for
its next vertex either among the others that share all but its last vertex, or among the vertices
to which its last has an arc, whichever are fewer. This is done on whole arrays, in blocks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells
from tdlviz.lift.expansion import blocks
from tdlviz.lift.expected import Limit

Births = Float[np.ndarray, "_"] | None


class Cliques(NamedTuple):
    """Ordered cliques of one size in lexicographic order.

    starts, stops: for each, where the range of those begins and ends that share all but the last.
    keys:          increasing: the number of that range, times `vertices`, plus the last vertex.
    """

    rows: Int[np.ndarray, "n width"]
    births: Float[np.ndarray, "n"] | None
    starts: Int[np.ndarray, "n"]
    stops: Int[np.ndarray, "n"]
    keys: Int[np.ndarray, "n"]
    vertices: int


def cliques(rows: Int[np.ndarray, "n width"], births: Births, vertices: int) -> Cliques:
    """Cliques with what is needed to grow them."""
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:, :-1] != rows[:-1, :-1]).any(axis=1)
    group = np.cumsum(fresh) - 1
    bounds = np.append(np.flatnonzero(fresh), len(rows))
    keys = group * vertices + rows[:, -1]
    return Cliques(rows, births, bounds[group], bounds[group + 1], keys, vertices)


def expand_ordered(
    vertices: int, arcs: Int[np.ndarray, "m 2"], births: Births, max_dim: int, limit: Limit
) -> tuple[list[Cells], list[Float[np.ndarray, "_"]]]:
    """The ordered cliques of rank 2 to `max_dim`, and their largest arc births if there are any.

    arcs: distinct, in lexicographic order. Raises `TooLarge` as soon as more than the limit exist.
    """
    graph = cliques(arcs, births, vertices)
    now, found, ranks, values = graph, vertices + len(arcs), [], []
    limit.check_found(found)
    for _ in range(2, max_dim + 1):
        now = _grown(now, graph, limit, found)
        found += len(now.rows)
        ranks.append(Cells.of(now.rows))
        values.append(np.zeros(0) if now.births is None else now.births)
    return ranks, values


def _grown(now: Cliques, graph: Cliques, limit: Limit, found: int) -> Cliques:
    bounds = np.searchsorted(graph.rows[:, 0], np.arange(graph.vertices + 1))
    first, end = bounds[now.rows[:, -1]], bounds[now.rows[:, -1] + 1]
    beside = now.stops - now.starts < end - first
    starts = np.where(beside, now.starts, first)
    counts = np.where(beside, now.stops, end) - starts
    rows, births = [np.zeros((0, now.rows.shape[1] + 1), np.int64)], [np.zeros(0)]
    for start, stop in blocks(counts):
        clique, place = _candidates(starts[start:stop], counts[start:stop])
        clique += start
        clique, sibling, arc = _joined(now, graph, clique, place, beside[clique])
        found += len(clique)
        limit.check_found(found)
        rows.append(np.column_stack([now.rows[clique], graph.rows[arc, 1]]))
        if now.births is not None and graph.births is not None:
            pair = np.maximum(now.births[clique], now.births[sibling])
            births.append(np.maximum(pair, graph.births[arc]))
    newest = None if now.births is None else np.concatenate(births)
    return cliques(np.concatenate(rows), newest, graph.vertices)


def _candidates(
    starts: Int[np.ndarray, "n"], counts: Int[np.ndarray, "n"]
) -> tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"]]:
    """Which clique each candidate is for, and its place in the list where it stands."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) + (starts - np.cumsum(counts) + counts)[owner]


def _joined(
    now: Cliques,
    graph: Cliques,
    clique: Int[np.ndarray, "_"],
    place: Int[np.ndarray, "_"],
    beside: np.ndarray,
) -> tuple[Int[np.ndarray, "_"], Int[np.ndarray, "_"], Int[np.ndarray, "_"]]:
    """The cliques that grow, the sibling that ends in the new vertex, and the arc to it.

    place: that of the sibling in `now` where `beside`, else that of the arc in `graph`.
    """
    sibling, arc = place.copy(), place.copy()
    tail, head = now.rows[clique[beside], -1], now.rows[place[beside], -1]
    arc[beside] = _find(
        tail * graph.vertices + head, graph.rows[:, 0] * graph.vertices + graph.rows[:, 1]
    )
    group = now.keys[clique[~beside]] // now.vertices
    head = graph.rows[place[~beside], 1]
    sibling[~beside] = _find(group * now.vertices + head, now.keys)
    there = (arc >= 0) & (sibling >= 0)
    return clique[there], sibling[there], arc[there]


def _find(wanted: Int[np.ndarray, "_"], keys: Int[np.ndarray, "n"]) -> Int[np.ndarray, "_"]:
    """The place of each number among increasing ones, or -1."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)
