"""The Hasse diagram of a complex: cells in layers by rank, joined where one covers another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.incidence import incidence

SWEEPS = 24
HEIGHT = 1.1
"""Of the diagram, where its width is 2."""

Pairs = Int[np.ndarray, "m 2"]


def covers(cx: Complex) -> Pairs:
    """Pairs of cells, the lower first, with no third one between them: rank by rank, node
    `sum(counts[:k]) + i` is the cell i of rank k. Cells of equal rank do not cover each other.

    In a complex with orientation these are the entries of the boundary matrices, as far as no two
    in one place cancel. In a hypergraph or ranked complex they can leap over ranks.
    """
    starts, found = np.cumsum([0, *cx.counts]), [np.zeros((0, 2), dtype=np.int64)]
    for upper in range(1, cx.dim + 1):
        for lower in range(upper - 1 if cx.oriented else 0, upper):
            direct = incidence(cx, lower, upper)
            for between in range(lower + 1, upper):
                through = incidence(cx, lower, between) @ incidence(cx, between, upper)
                direct = direct - direct.multiply(through > 0)
            entries = np.stack(direct.nonzero(), axis=1)
            found.append(entries + starts[[lower, upper]])
    return np.concatenate(found)


def layered(cx: Complex, pairs: Pairs) -> Float[np.ndarray, "cells 2"]:
    """A place for each cell of every rank, at the height of its rank; `pairs` are its covers.

    Each layer is in the order of the means of its neighbours, taken layer by layer up and down
    (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
    structures", 1981): of all orders met, the one with the shortest lines.
    """
    layers = [slice(*ends) for ends in pairwise(np.cumsum([0, *cx.counts]).tolist())]
    x = np.concatenate([_spaced(count, max(cx.counts)) for count in cx.counts])
    entries = np.ones(len(pairs)), (pairs[:, 1], pairs[:, 0])
    below = csr_array(entries, shape=(len(x), len(x)))
    above, best = below.T.tocsr(), x
    for sweep in range(SWEEPS):
        up = sweep % 2 == 0
        x = _swept(x, layers[1:] if up else layers[-2::-1], below if up else above)
        best = min(best, x, key=lambda x: float(np.abs(x[pairs[:, 0]] - x[pairs[:, 1]]).sum()))
    heights = np.arange(cx.dim + 1) * (HEIGHT / max(cx.dim, 1))
    return np.stack([best, np.repeat(heights, cx.counts)], axis=1)


def _spaced(count: int, most: int) -> Float[np.ndarray, "count"]:
    """A layer about the middle; shorter ones are set wider than the longest, which has width 2."""
    gap = 2 / max(most - 1, 1) * np.sqrt(most / max(count, 1))
    return (np.arange(count) - (count - 1) / 2) * gap


def _swept(
    x: Float[np.ndarray, "cells"], layers: list[slice], neighbours: csr_array
) -> Float[np.ndarray, "cells"]:
    """Each layer in turn in the order of its neighbours' means; without neighbours, of its own."""
    x = x.copy()
    for layer in layers:
        beside = neighbours[layer]
        degree = np.diff(beside.indptr)
        means = np.where(degree, (beside @ x) / np.maximum(degree, 1), x[layer])
        order = np.lexsort((x[layer], means))
        x[layer.start + order] = np.sort(x[layer])
    return x
