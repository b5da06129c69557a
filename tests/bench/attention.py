"""Attention and its masks: fields on trees, triples and what they take, graphs told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import no_type_check

import numpy as np
import torch
from numba import njit

import tdlviz as tv
from tdlviz.topology.rooted_forest import rooted_forest
from tests.bench.csl import accuracies
from tests.bench.row import Row, Score, Seconds, growth, timed
from tests.bench.simplicial_attention import ROWS as SIMPLICIAL
from tests.bench.triples import TRIPLES

SIZES = [1_000, 3_000, 10_000, 30_000, 100_000]
AGAINST = 30_000
"""All pairs of a hundred thousand vertices take half a minute, and the fit says how many."""


def tree(vertices: int) -> tv.Complex:
    """Every vertex hangs on one that was there before, so that the depth is logarithmic; in the
    first tenth it is a path, so that it is not."""
    rng, every = np.random.default_rng(0), np.arange(1, vertices)
    parents = np.where(every < vertices // 10, every - 1, rng.integers(0, every))
    return tv.clique(np.array([parents, every]), max_dim=1, vertices=vertices)


def weight(distance: np.ndarray) -> np.ndarray:
    """Neither a polynomial nor an exponential."""
    return 1 / (1 + distance)


def ours(vertices: int) -> Callable[[], np.ndarray]:
    """From the complex, with nothing prepared."""
    cx, x = tree(vertices), np.random.default_rng(1).standard_normal(vertices)
    return lambda: tv.tree_field(cx, x, weight)


def all_pairs(vertices: int) -> Callable[[], np.ndarray]:
    """The same sum, compiled: one pass over the tree for every vertex."""
    cx, x = tree(vertices), np.random.default_rng(1).standard_normal(vertices)
    ends = np.asarray(cx.ranks[1]).reshape(-1, 2)
    forest = rooted_forest("all pairs", vertices, ends, np.ones(len(ends)))
    table, y = weight(np.arange(vertices)), np.empty(vertices)

    def run() -> np.ndarray:
        y[forest.vertex] = _all_pairs(forest.parent, x[forest.vertex], table)
        return y

    return run


@no_type_check
@njit
def _all_pairs(parent, x, table):
    y, distance = np.zeros(len(x)), np.empty(len(x), np.int64)
    for v in range(len(x)):
        distance[:] = -1
        distance[v], u = 0, v
        while parent[u] != u:
            distance[parent[u]] = distance[u] + 1
            u = parent[u]
        for u in range(len(x)):
            if distance[u] < 0:
                distance[u] = distance[parent[u]] + 1
            y[v] += table[distance[u]] * x[u]
    return y


def fields() -> Seconds:
    """Both, and how each grows."""
    calls: dict[tuple[object, int], Callable[[], object]] = {}

    def of(make: Callable[[int], Callable[[], object]]) -> Callable[[int], int]:
        def run(vertices: int) -> int:
            calls.setdefault((make, vertices), make(vertices))()
            return vertices

        return run

    FIELDS["growth"] = growth(of(ours), SIZES)
    FIELDS["growth of all pairs"] = growth(of(all_pairs), SIZES[:3])
    mine, theirs = ours(AGAINST), all_pairs(AGAINST)
    FIELDS["largest difference"] = float(abs(mine() - theirs()).max())
    return timed(mine, theirs, repeats=3)


def tigt(cycles: bool) -> Callable[[], list[float]]:
    """Percent of the test graphs right, a fold after the other."""

    def measure() -> list[float]:
        torch.set_num_threads(1)
        return accuracies(lambda: tv.nn.Tigt(10, 32, 1, 1, heads=2, cycles=cycles))

    return measure


FIELDS: dict[str, object] = {}
ROWS = [
    *SIMPLICIAL,
    Row(f"a field on a tree of {AGAINST:,} vertices", "all pairs, compiled", 5.0, fields, FIELDS),
    TRIPLES,
    Score("circular skip links, five folds: TIGT", "the paper", 100.0, 0.0, tigt(True)),
    Score("the same without cycles: 1-WL", "chance", 10.0, 0.0, tigt(False)),
]
