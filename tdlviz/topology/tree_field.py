"""Fields on trees: the sum over all vertices, weighted by a function of the distance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.polynomial import Polynomial
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import FOREIGN, real_array, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.edge_rows import edge_rows

MOST_COEFFICIENTS = 64
"""Higher powers of a distance soon leave float64."""


def tree_field(
    cx: Complex | Any,
    x: ArrayLike | Any,
    f: Callable[[np.ndarray], ArrayLike] | Polynomial | ArrayLike | Any,
    lengths: Field | ArrayLike | Any | None = None,
    *,
    rate: float | Any = 0.0,
) -> Float[np.ndarray, "..."]:
    """y_v = Σ_u exp(rate · dist(v, u)) f(dist(v, u)) x_u over the vertices u of the tree of v.

    Choromanski, Sehanobish, Basu Roy Chowdhury, Lin, Dubey, Sarlos and Chaturvedi, "Fast Tree-Field
    Integrators: From Low Displacement Rank to Topological Transformers" (NeurIPS 2024), exactly.

    cx:      a tree, or a forest: each tree alone. Only vertices and edges are seen.
    x:       (vertices,) or (vertices, d); the result is float64 of the same shape.
    f:       the coefficients of a polynomial, (k,) from the constant on, or a numpy `Polynomial`;
             or any function of an array of distances that returns as many finite numbers.
    lengths: of the edges, >= 0: (edges,) or a scalar field on all edges; None for 1 each.
    rate:    [1] alone with a rate is the exponential function.

    A polynomial, with a rate or without, takes O(n k² d), whatever the lengths. For any other f the
    tree is taken apart at separators. Where all lengths are multiples of the shortest, or whole
    numbers, sums are convolutions: O(n log² n d) for lengths of 1. Then f is asked for all
    multiples up to the longest path, and errors are relative to the largest of its values. On
    other lengths, and where a path is longer than 64 n of these units, f is asked for every
    distance between the two sides of a separator, those that agree to the bit once: n²/2 values
    where all differ.

    Raises `InvalidInput` for a graph with a cycle (and names an edge of it), other shapes, what
    is not finite, negative lengths, and where f raises or returns something else.
    """
    from tdlviz.topology.tree_plan import TreePlan  # loads numba

    asked = "tree_field"
    ends = edge_rows(asked, given_complex(asked, cx))
    distances = edge_lengths(f"{asked}(lengths=…)", cx, lengths)
    values = _vertex_values(f"{asked}(x)", cx, x)
    rate = real_number(f"{asked}(rate=…)", rate)
    coefficients = _coefficients(f"{asked}(f)", f)
    plan, wide = TreePlan(asked, len(values), ends, distances), values.reshape(len(values), -1)
    with np.errstate(all="ignore"):
        if coefficients is None:
            found = plan.field(wide, lambda d: finite(f"{asked}(f)", f, d, rate))
        else:
            found = plan.moments(wide, coefficients, rate)
    if not np.isfinite(found).all():
        rule = "f has to fall faster, or edges to be shorter"
        raise InvalidInput(asked, "sums that float64 cannot hold", rule)
    return found.reshape(values.shape)


def edge_lengths(asked: str, cx: Complex, lengths: Any) -> Float[np.ndarray, "edges"]:
    """One finite number >= 0 for each edge."""
    count = cx.counts[1] if cx.dim else 0
    if lengths is None:
        return np.ones(count)
    if isinstance(lengths, Field):
        if (lengths.kind, lengths.rank) != ("scalar", 1) or lengths.index is not None:
            raise InvalidInput(asked, repr(lengths), "a scalar field on all edges is needed")
        lengths = lengths.values
    found = real_array(asked, lengths)
    if found.shape != (count,):
        raise InvalidInput(asked, f"shape {found.shape}", f"one for each of {count} edges")
    bad = ~((found >= 0) & np.isfinite(found))
    if bad.any():
        given = f"{found[bad][0]} for edge {bad.argmax()}"
        raise InvalidInput(asked, given, "lengths are finite and >= 0")
    return found


def finite(asked: str, f: Any, distances: np.ndarray, rate: float = 0.0) -> np.ndarray:
    """exp(rate d) f(d), refused where it is not a finite real number for each distance."""
    try:
        found = f(distances)
    except FOREIGN as error:
        rule = "a function of an array of distances is needed"
        raise InvalidInput(asked, repr(error), rule) from error
    values = np.exp(rate * distances) * real_array(asked, found)
    if values.shape != distances.shape:
        rule = f"one number for each of the distances, {distances.shape}"
        raise InvalidInput(asked, f"shape {values.shape}", rule)
    bad = ~np.isfinite(values)
    if bad.any():
        given = f"{values[bad][0]} for the distance {distances[bad][0]}"
        raise InvalidInput(asked, given, "f is finite at 0 and at every distance")
    return values


def _vertex_values(asked: str, cx: Complex, x: Any) -> Float[np.ndarray, "..."]:
    if isinstance(x, Field):
        if x.rank != 0 or x.index is not None:
            raise InvalidInput(asked, repr(x), "a field on all vertices is needed")
        x = x.values
    array = real_array(asked, x, "iubf")
    if array.ndim not in (1, 2) or len(array) != cx.counts[0]:
        rule = f"({cx.counts[0]},) or ({cx.counts[0]}, d) is needed"
        raise InvalidInput(asked, f"shape {array.shape}", rule)
    if not np.isfinite(array).all():
        raise InvalidInput(asked, "NaN or an infinite number", "all numbers are finite")
    return array


def _coefficients(asked: str, f: Any) -> Float[np.ndarray, "k"] | None:
    """Those of a polynomial; None for another function."""
    if isinstance(f, Polynomial):
        f = f.convert().coef
    elif callable(f):
        return None
    found = real_array(asked, f)
    if found.ndim != 1 or not 1 <= len(found) <= MOST_COEFFICIENTS:
        rule = f"a function, or 1 to {MOST_COEFFICIENTS} coefficients are needed"
        raise InvalidInput(asked, f"shape {found.shape}", rule)
    if not np.isfinite(found).all():
        raise InvalidInput(asked, "NaN or an infinite number", "coefficients are finite")
    return found
