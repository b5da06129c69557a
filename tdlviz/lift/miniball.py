"""The smallest ball around the vertices of a simplex, for many simplices, from distances alone.

Its squared radius is the largest of ½ Σ wᵢ wⱼ d(i, j)² over weights w >= 0 of sum 1, the dual of
the smallest-ball problem (Gärtner and Schönherr, "An efficient, exact, and generic quadratic
programming solver for geometric optimization", SoCG 2000). Where the weights of the circumcentre
are all >= 0 they are the best ones, else the best sit on a face: so a ball is as large as the
largest of its faces' balls and, where that centre lies inside, of its circumscribed ball. Any
weights bound the radius from below, so that a simplex too flat to be solved well never gets a ball
too large, and one too small by less than about 1e-10 of its size.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from jaxtyping import Float

Squares = Float[np.ndarray, "n width width"]
_FLAT = 4 * np.finfo(float).eps


def inner_circumball(squares: Squares) -> Float[np.ndarray, "n"]:
    """The squared radius of the ball through all vertices, 0 where its centre lies outside.

    squares: (n, k + 1, k + 1) squared distances between the vertices of each simplex.
    """
    scale = squares.max(axis=(1, 2), initial=np.finfo(float).tiny)
    squares = squares / scale[:, None, None]
    to_first = squares[:, 0, 1:]
    gram = (to_first[:, :, None] + to_first[:, None, :] - squares[:, 1:, 1:]) / 2
    size = np.trace(gram, axis1=1, axis2=2)
    # Flat simplices have no single solution: this picks one, and moves others less than rounding.
    gram += np.where(size > 0, _FLAT * size, 1.0)[:, None, None] * np.eye(gram.shape[1])
    weights = np.linalg.solve(gram, to_first[:, :, None] / 2)[:, :, 0]
    weights = np.column_stack([1 - weights.sum(axis=1), weights])
    inside = (weights >= 0).all(axis=1)
    value = np.einsum("ni,nij,nj->n", weights, squares, weights) / 2
    return np.where(inside, np.maximum(value, 0.0), 0.0) * scale


def miniball(squares: Squares, dimension: int) -> Float[np.ndarray, "n"]:
    """The squared radius of the smallest ball around each simplex of points in R^`dimension`."""
    width, best = squares.shape[1], np.zeros(len(squares))
    for size in range(2, min(width, dimension + 1) + 1):
        for face in combinations(range(width), size):
            best = np.maximum(best, inner_circumball(squares[:, face][:, :, face]))
    return best
