"""Vertex weights of a Rips complex: balls that start to grow late."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.crowd import COUNTABLE
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import Limit
from tdlviz.lift.neighbours import DENSE, count_pairs, edge_radius, enclosing_radius, point_edges


def vertex_weights(weights: Any, vertices: int) -> Float[np.ndarray, "vertices"]:
    """One finite number >= 0 a vertex, from an array or a scalar field on all vertices."""
    if isinstance(weights, Field) and (
        (weights.kind, weights.rank) != ("scalar", 0) or weights.index is not None
    ):
        rule = "a scalar field on all vertices is needed"
        raise InvalidInput("rips(weights=…)", repr(weights), rule)
    array = real_array("rips(weights=…)", weights)
    if array.shape != (vertices,):
        raise InvalidInput("rips(weights=…)", f"shape {array.shape}", f"({vertices},) is needed")
    bad = ~((array >= 0) & (array <= np.finfo(float).max / 8))
    if bad.any():
        given = f"{array[bad][0]} for vertex {bad.argmax()}"
        raise InvalidInput("rips(weights=…)", given, "weights are finite and >= 0")
    return array


def weighted(edges: Edges, weights: Float[np.ndarray, "vertices"], most: float | None) -> Edges:
    """The same edges, born when their balls meet: at d + w + v, and not before 2 w and 2 v.

    most: later edges are left out. None: those beyond the enclosing radius, from which on one
    vertex is joined to all others and none is still to be born.
    """
    first, second = weights[edges.pairs].T
    births = np.maximum(edges.values + first + second, 2 * np.maximum(first, second))
    late = Edges(edges.vertices, edges.pairs, births)
    return late.up_to(edge_radius(late) if most is None else most)


def weighted_point_edges(
    cloud: Float[np.ndarray, "n d"],
    weights: Float[np.ndarray, "n"],
    most: float | None,
    limit: Limit,
) -> Edges:
    """The edges of weighted points. Raises `TooLarge` where too many pairs are near enough."""
    reach = most
    if most is None:  # the most central point is joined to all others by then
        reach = enclosing_radius(cloud) + 2 * float(weights.max())
    # Twice the least weight is in every birth; a hair more, and let the birth itself decide.
    apart = float(reach - 2 * weights.min()) * (1 + 1e-12)
    if apart < 0:
        return Edges(len(cloud), np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    if len(cloud) > DENSE and (pairs := count_pairs(cloud, apart)) > max(COUNTABLE, limit.cells):
        limit.refuse(f"{pairs:,} pairs of points near enough to be looked at")
    return weighted(point_edges(cloud, apart), weights, most)
