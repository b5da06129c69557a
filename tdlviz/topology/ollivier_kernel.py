"""Ollivier's curvature of every edge of a graph: the compiled loop over edges."""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit

from tdlviz.topology.transport import NOTHING, transport_cost

TABLE = 4096
"""Up to so many vertices all distances are kept in a table: a dense graph needs each often."""


@no_type_check
@njit(cache=True)
def edge_curvatures(starts, neighbours, edges, idleness):
    """1 minus the transport distance between the walks that start at the ends of each edge.

    starts, neighbours: the symmetric adjacency in CSR; edges: (m, 2)."""
    vertices = len(starts) - 1
    excess, curvature = np.zeros(vertices), np.ones(len(edges))
    near = np.zeros((vertices if vertices <= TABLE else 1, vertices), np.int8)
    if vertices <= TABLE:
        for vertex in range(vertices):
            _mark(starts, neighbours, vertex, near[vertex], 2, 1)
    for edge in range(len(edges)):
        one, two = edges[edge]
        _spread(starts, neighbours, one, idleness, 1.0, excess)
        _spread(starts, neighbours, two, idleness, -1.0, excess)
        giving = _take(starts, neighbours, one, excess, 1.0)
        taking = _take(starts, neighbours, two, excess, -1.0)
        supply, demand = excess[giving], -excess[taking]
        excess[giving], excess[taking] = 0.0, 0.0
        if len(giving) > len(taking):  # the search goes out from the fewer
            giving, taking, supply, demand = taking, giving, demand, supply
        if len(giving):
            cost = _distances(starts, neighbours, giving, taking, near)
            curvature[edge] -= transport_cost(cost, supply, demand)
    return curvature


@no_type_check
@njit(cache=True)
def _spread(starts, neighbours, vertex, idleness, sign, excess):
    """Add one step of the lazy walk from a vertex: stay with `idleness`, else any neighbour."""
    degree = starts[vertex + 1] - starts[vertex]
    excess[vertex] += sign * idleness
    for place in range(starts[vertex], starts[vertex + 1]):
        excess[neighbours[place]] += sign * (1.0 - idleness) / degree


@no_type_check
@njit(cache=True)
def _take(starts, neighbours, vertex, excess, sign):
    """The vertices around one end that have mass left over; what is common has cancelled."""
    found = np.empty(starts[vertex + 1] - starts[vertex] + 1, np.int64)
    count = 0
    for place in range(starts[vertex], starts[vertex + 1] + 1):
        here = neighbours[place] if place < starts[vertex + 1] else vertex
        if sign * excess[here] > NOTHING:
            found[count] = here
            count += 1
    return found[:count]


@no_type_check
@njit(cache=True)
def _distances(starts, neighbours, giving, taking, near):
    """Distances 1, 2 or 3: the ends of an edge and their neighbours are never further apart."""
    cost = np.empty((len(giving), len(taking)), np.int64)
    for row in range(len(giving)):
        known = len(near) > 1
        marks = near[giving[row] if known else 0]
        if not known:
            _mark(starts, neighbours, giving[row], marks, 2, 1)
        for column in range(len(taking)):
            cost[row, column] = 3 - marks[taking[column]]
        if not known:
            _mark(starts, neighbours, giving[row], marks, 0, 0)
    return cost


@no_type_check
@njit(cache=True)
def _mark(starts, neighbours, vertex, marks, close, far):
    """Write `close` at the neighbours of a vertex and `far` at their other neighbours."""
    around = neighbours[starts[vertex] : starts[vertex + 1]]
    for one in around:
        for place in range(starts[one], starts[one + 1]):
            marks[neighbours[place]] = far
    for one in around:
        marks[one] = close
