"""Fields on a forest for f(d) = exp(rate d) p(d): linear time, by moments that pass along edges.

What a branch adds at a vertex is Σ_k a_k M_k, with the moments M_k = Σ_u exp(rate d_u) d_u^k x_u
of what is in it. A step along an edge of length w turns M_k into
exp(rate w) Σ_j C(k, j) w^(k - j) M_j. Branches are added and never taken off again, so that nothing
is lost to cancellation.
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from jaxtyping import Float
from numba import njit
from scipy.special import comb

from tdlviz.topology.rooted_forest import RootedForest


def moment_field(
    forest: RootedForest,
    x: Float[np.ndarray, "n d"],
    coefficients: Float[np.ndarray, "k"],
    rate: float,
) -> Float[np.ndarray, "n d"]:
    """Σ_u f(dist(v, u)) x_u over the tree of v, f(d) = exp(rate d) Σ_k coefficients[k] d^k."""
    degrees = np.arange(len(coefficients))
    choose = comb(degrees[:, None], degrees[None])
    own = x[forest.vertex]
    inside = np.zeros((len(own), len(degrees), own.shape[1]))
    inside[:, 0] = own
    outside = np.zeros_like(inside)
    _pass_on(forest.parent, forest.length, rate, choose, inside, outside)
    y = np.empty_like(x)
    y[forest.vertex] = np.einsum("k,nkd->nd", coefficients, inside + outside)
    return y


@no_type_check
@njit(cache=True)
def _pass_on(parent, length, rate, choose, inside, outside):
    """Moments at each vertex, of its own subtree, and of all else."""
    n, moved = len(parent), np.empty_like(inside[0])
    own = inside[:, 0].copy()
    for i in range(n - 1, -1, -1):
        if parent[i] != i:
            _step(inside[i], length[i], rate, choose, moved)
            inside[parent[i]] += moved
    first = 0
    while first < n:
        above, last = parent[first], first + 1
        if above == first:
            first = last
            continue
        while last < n and parent[last] == above:
            last += 1
        gathered = outside[above].copy()
        gathered[0] += own[above]
        for i in range(first, last):
            outside[i] = gathered
            _step(inside[i], length[i], rate, choose, moved)
            gathered += moved
        gathered[:] = 0.0
        for i in range(last - 1, first - 1, -1):
            outside[i] += gathered
            _step(inside[i], length[i], rate, choose, moved)
            gathered += moved
            _step(outside[i].copy(), length[i], rate, choose, outside[i])
        first = last


@no_type_check
@njit(cache=True)
def _step(moments, length, rate, choose, moved):
    """The moments after a step along an edge."""
    grown = np.exp(rate * length)
    for k in range(len(moments)):
        for c in range(moments.shape[1]):
            total, power = 0.0, 1.0
            for j in range(k, -1, -1):
                total += choose[k, j] * power * moments[j, c]
                power *= length
            moved[k, c] = grown * total
