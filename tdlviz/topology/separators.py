"""Trees taken apart at separators, so that every pair of vertices is met exactly once.

A vertex whose branches have at most half of a tree each, its centroid, is shared by two trees: the
branches are dealt out to both as evenly as they can be. A pair of vertices is then either in one of
the two trees, or has the pivot between them, and their distance is the sum of their distances from
it. (Choromanski et al. 2024, "Fast Tree-Field Integrators", the IntegratorTree.)
"""

from __future__ import annotations

from typing import NamedTuple, no_type_check

import numpy as np
from jaxtyping import Float, Int
from numba import njit
from scipy.sparse import csr_array

from tdlviz.topology.rooted_forest import RootedForest


class Separators(NamedTuple):
    """All splits of all trees. A node is what a side of a split has at one distance from its pivot.

    distance: (nodes,) from the pivot, increasing within each side.
    offsets:  (2 splits + 1,) where each side of each split begins.
    members:  (nodes, n) CSR, 1 where a vertex belongs to a node.
    """

    distance: Float[np.ndarray, "nodes"]
    offsets: Int[np.ndarray, "bounds"]
    members: csr_array


def separators(forest: RootedForest) -> Separators:
    """All splits of a forest, in O(n log² n).

    Equal distances are those that are the same to the bit; so lengths on a grid are given in its
    units."""
    level = forest.vertex, forest.parent, forest.length, forest.trees
    vertices, distances, sizes = [], [], []
    while len(level[3]) > 1:
        vertex, distance, size, *level = _split(*level)
        vertices.append(vertex)
        distances.append(distance)
        sizes.append(size)
    none = [np.zeros(0, np.int64)]
    size = np.concatenate([*sizes, *none])
    side = np.repeat(np.arange(len(size)), size)
    return _nodes(
        len(forest.vertex),
        np.concatenate([*vertices, *none]),
        np.concatenate([*distances, np.zeros(0)]),
        side,
        len(size),
    )


def _nodes(
    count: int,
    vertex: Int[np.ndarray, "entries"],
    distance: Float[np.ndarray, "entries"],
    side: Int[np.ndarray, "entries"],
    sides: int,
) -> Separators:
    order = np.lexsort((distance, side))
    vertex, distance, side = vertex[order], distance[order], side[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (side[1:] != side[:-1]) | (distance[1:] != distance[:-1])
    starts = np.append(np.flatnonzero(first), len(order))
    shape = (len(starts) - 1, count)
    members = csr_array((np.ones(len(order)), vertex, starts), shape=shape)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(side[first], minlength=sides))])
    return Separators(distance[first], offsets, members)


@no_type_check
@njit(cache=True)
def _split(vertex, parent, length, offsets):
    """One split of each tree: the vertices of its sides with their distances from the pivot, how
    many each side has, and the trees of the next level, as those of this one were given."""
    sizes = np.diff(offsets)
    splits, going = int((sizes > 1).sum()), int((sizes > 2).sum())
    entries = int(sizes[sizes > 2].sum()) - going + 2 * (splits - going)
    members, distances = np.empty(entries, np.int64), np.empty(entries)
    counts = np.empty(2 * splits, np.int64)
    later = int(sizes[sizes > 2].sum()) + going
    next_vertex, next_parent = np.empty(later, np.int64), np.empty(later, np.int64)
    next_length, next_offsets = np.empty(later), np.zeros(2 * going + 1, np.int64)
    size, side, place = np.empty((3, len(vertex)), np.int64)
    distance = np.empty(len(vertex))
    at, split, to, tree = 0, 0, 0, 0
    for number in range(len(offsets) - 1):
        low, high = offsets[number], offsets[number + 1]
        if high - low < 2:
            continue
        pivot = low
        if high - low == 2:
            distance[low], distance[low + 1] = 0.0, length[low + 1]
            side[low], side[low + 1] = 0, 1
        else:
            pivot = _centroid(parent, size, low, high)
            _deal(parent, size, side, pivot, low, high)
            _measure(parent, length, distance, pivot, low, high)
        for which in range(2):
            before = at
            for i in range(low, high):
                if side[i] == which:
                    members[at], distances[at], at = vertex[i], distance[i], at + 1
            counts[2 * split + which] = at - before
            if high - low == 2:
                continue
            for i in range(low, high):
                if side[i] == which or i == pivot:
                    place[i] = to
                    root = i == low or (i == pivot and side[parent[i]] != which)
                    next_vertex[to] = vertex[i]
                    next_parent[to] = to if root else place[parent[i]]
                    next_length[to] = 0.0 if root else length[i]
                    to += 1
            tree += 1
            next_offsets[tree] = to
        split += 1
    return members, distances, counts, next_vertex, next_parent, next_length, next_offsets


@no_type_check
@njit(cache=True)
def _centroid(parent, size, low, high):
    """The vertex all of whose branches have at most half of the tree; sizes of subtrees on the way.

    It is the last one whose subtree has at least half: those that do are a path from the root."""
    size[low:high] = 1
    for i in range(high - 1, low, -1):
        if 2 * size[i] >= high - low:
            return i
        size[parent[i]] += size[i]
    return low


@no_type_check
@njit(cache=True)
def _deal(parent, size, side, pivot, low, high):
    """Side 0 or 1 for all vertices but the pivot, which has -1: the larger branches first, each to
    the side that has fewer vertices."""
    branch, branches = np.empty(high - low, np.int64), 1
    sizes = np.empty(high - low, np.int64)
    sizes[0] = high - low - size[pivot]
    for i in range(low, high):
        if i == pivot:
            branch[i - low] = -1
        elif i == low:
            branch[0] = 0
        elif parent[i] == pivot:
            branch[i - low], sizes[branches] = branches, size[i]
            branches += 1
        else:
            branch[i - low] = branch[parent[i] - low]
    dealt, totals = np.empty(branches, np.int64), np.zeros(2, np.int64)
    for which in np.argsort(-sizes[:branches]):
        dealt[which] = 0 if totals[0] <= totals[1] else 1
        totals[dealt[which]] += sizes[which]
    for i in range(low, high):
        side[i] = -1 if i == pivot else dealt[branch[i - low]]


@no_type_check
@njit(cache=True)
def _measure(parent, length, distance, pivot, low, high):
    """The distance of every vertex from the pivot."""
    distance[low:high] = -1.0
    distance[pivot] = 0.0
    i = pivot
    while i != low:
        distance[parent[i]] = distance[i] + length[i]
        i = parent[i]
    for i in range(low, high):
        if distance[i] < 0:
            distance[i] = distance[parent[i]] + length[i]
