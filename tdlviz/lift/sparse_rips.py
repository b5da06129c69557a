"""The sparse Rips complex: a Rips complex of linear size with nearly the same persistence.

Points are taken in a greedy order, each the furthest from those before it. A point stops growing,
and later leaves, when those before it stand for it well enough (Sheehy, "Linear-size approximations
to the Vietoris-Rips filtration", Discrete Comput. Geom. 49, 2013, in the form of Cavanna, Jahanseir
and Sheehy, "A geometric perspective on sparse filtrations", CCCG 2015, which gudhi has too).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.lift.clique_count import Admitted
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import Admit, edge_lookup
from tdlviz.lift.expected import Limit
from tdlviz.lift.landmarks import farthest_first

Row = Callable[[int], Float[np.ndarray, "n"]]


def sparse_edges(
    row: Row, vertices: int, epsilon: float, most: float, limit: Limit, start: int = 0
) -> tuple[Edges, Float[np.ndarray, "vertices"]]:
    """The edges with their births, and how far each vertex is from those before it in the order.

    row:   from a vertex to its distances to all.
    start: the first of the order.
    Raises `TooLarge` as soon as vertices and edges are more than the limit.
    """
    order, away = farthest_first(row, vertices, start)
    pairs, values, found = [np.zeros((0, 2), dtype=np.int64)], [np.zeros(0)], vertices
    for place in range(vertices - 1):
        later = order[place + 1 :]
        births = sparse_births(
            row(int(order[place]))[later], away[place], away[place + 1 :], epsilon
        )
        there = np.flatnonzero((births <= most) & (births < np.inf))
        found += len(there)
        limit.check_found(found)
        pairs.append(np.column_stack([np.full(len(there), order[place]), later[there]]))
        values.append(births[there])
    insertion = np.empty(vertices)
    insertion[order] = away
    edges = Edges.sorted(vertices, np.concatenate(pairs), np.concatenate(values))
    return edges, insertion


def sparse_births(
    lengths: Float[np.ndarray, "m"], before: float, after: Float[np.ndarray, "m"], epsilon: float
) -> Float[np.ndarray, "m"]:
    """When a vertex is joined to later ones at `lengths`: infinite where never.

    before, after: how far it and each of them were from those before, before >= after.
    """
    grown = 2 * (lengths - after / epsilon)
    births = np.where(lengths * epsilon <= 2 * after, lengths, grown)
    gone = lengths * epsilon > np.minimum(before + after, after * (1 + 1 / (1 - epsilon)))
    gone |= ~_present(births, after, epsilon)
    return np.where((lengths * epsilon > 2 * after) & gone, np.inf, births)


def still_there(insertion: Float[np.ndarray, "vertices"], epsilon: float) -> Admit:
    """A simplex enters only while all its vertices are still there."""

    def admit(rows: Int[np.ndarray, "m width"], values: np.ndarray, _: object) -> np.ndarray:
        return np.where(_present(values, insertion[rows].min(axis=1), epsilon), values, np.inf)

    return admit


def counted(edges: Edges, insertion: Float[np.ndarray, "vertices"], epsilon: float) -> Admitted:
    """The same for cliques whose edges have not been joined yet."""
    lookup, births = edge_lookup(edges.vertices, edges.pairs), np.asarray(edges.values)

    def admitted(rows: Int[np.ndarray, "m width"]) -> Bool[np.ndarray, "m"]:
        pairs = combinations(np.sort(rows, axis=1).T, 2)
        values = np.max([births[lookup(first, second)] for first, second in pairs], axis=0)
        return _present(values, insertion[rows].min(axis=1), epsilon)

    return admitted


def _present(values: np.ndarray, insertion: np.ndarray, epsilon: float) -> np.ndarray:
    """Whether the first vertex to leave is there when the last edge is born."""
    return values * epsilon * (1 - epsilon) / 2 <= insertion
