"""Components by spanning forests: which edge ends the component that a vertex begins.

Edges join components in the order in which they enter, and of two components the younger ends
(union-find; Edelsbrunner, Letscher, Zomorodian, "Topological persistence and simplification",
2002). What follows from it is the persistence of dimension 0 over any field, in nearly linear time.
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def forests(tails, heads, age, order):
    """The edge that ends the component of each vertex, -1 where none does, in each filtration.

    tails, heads: (m,) the ends of the edges. The other two and the result have a row a filtration:
    age (f, n) says when a vertex enters, no two at once; order (f, m) the edges as they enter.
    """
    ends = np.full(age.shape, -1, np.int64)
    for row in range(len(age)):
        parent = np.arange(age.shape[1])  # a root is the oldest vertex of its component
        for edge in order[row]:
            old, young = _root(parent, tails[edge]), _root(parent, heads[edge])
            if old == young:
                continue
            if age[row, old] > age[row, young]:
                old, young = young, old
            parent[young] = old
            ends[row, young] = edge
    return ends


@no_type_check
@njit(cache=True)
def _root(parent, vertex):
    while parent[vertex] != vertex:
        parent[vertex] = parent[parent[vertex]]
        vertex = parent[vertex]
    return vertex
