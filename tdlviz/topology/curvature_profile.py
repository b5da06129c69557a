"""How curved the edges around each vertex are."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.edge_rows import edge_rows
from tdlviz.topology.ollivier import ollivier_curvature


def local_curvature_profile(cx: Complex | Any, curvature: Field | Any | None = None) -> Field:
    """Minimum, maximum, mean, standard deviation and median of the curvature of incident edges.

    curvature: a scalar field on all edges of `cx`; None takes `ollivier_curvature(cx)`.

    An encoding of the vertices of a graph (Fesser and Weber, "Effective structural encodings via
    local curvature profiles", 2024). The deviation is that of the edges themselves, divided by
    their number. Returns a vector field `profile` of rank 0, (vertices, 5) float64; a vertex
    without edges has NaN. Raises `InvalidInput` for another kind of field and for hyperedges.
    """
    edges = edge_rows("local_curvature_profile", cx)
    if curvature is None:
        curvature = ollivier_curvature(cx)
    _check(cx, curvature)
    ends = edges.reshape(-1)
    values = np.repeat(curvature.values.astype(np.float64), 2)
    order = np.lexsort([values, ends])
    degrees = np.bincount(ends, minlength=cx.counts[0])
    profile = np.full((cx.counts[0], 5), np.nan)
    profile[degrees > 0] = _of_groups(values[order], degrees[degrees > 0])
    return Field("profile", profile, 0, kind="vector")


def _check(cx: Complex, curvature: Field | Any) -> None:
    asked, rule = "local_curvature_profile(curvature=…)", "a scalar field on all edges is needed"
    if not isinstance(curvature, Field):
        raise InvalidInput(asked, type(curvature).__name__, rule)
    if (curvature.kind, curvature.rank, curvature.index is None) != ("scalar", 1, True):
        raise InvalidInput(asked, repr(curvature), rule)
    curvature.check(cx)


def _of_groups(
    values: Float[np.ndarray, "m"], sizes: Int[np.ndarray, "n"]
) -> Float[np.ndarray, "n 5"]:
    """The five numbers of consecutive groups, each sorted, none empty."""
    ends = np.cumsum(sizes)
    starts = ends - sizes
    mean = np.add.reduceat(values, starts) / sizes
    # Two passes: a sum of squares less a squared sum would lose what small deviations there are.
    apart = values - np.repeat(mean, sizes)
    deviation = np.sqrt(np.add.reduceat(apart**2, starts) / sizes)
    median = (values[starts + (sizes - 1) // 2] + values[starts + sizes // 2]) / 2
    return np.column_stack([values[starts], values[ends - 1], mean, deviation, median])
