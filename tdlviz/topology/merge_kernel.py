"""The compiled loop of sliced Wasserstein distances: one merge for each pair and direction."""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def areas_between(at, steps, offsets, others_at, others_steps, others_offsets, symmetric):
    """(n, m): for each pair of functions the sum over directions of ∫ |F - G|.

    at, steps: (directions, total) where each function goes up or down, in increasing order within
    the part `offsets[i]:offsets[i + 1]` of function i; a function begins and ends at 0.
    symmetric: whether the others are the same, so that half of the pairs are enough.
    """
    n, m = len(offsets) - 1, len(others_offsets) - 1
    areas = np.zeros((n, m))
    for d in range(len(at)):
        for i in range(n):
            own = slice(offsets[i], offsets[i + 1])
            for j in range(i + 1 if symmetric else 0, m):
                other = slice(others_offsets[j], others_offsets[j + 1])
                areas[i, j] += _area(
                    at[d, own], steps[d, own], others_at[d, other], others_steps[d, other]
                )
    return areas + areas.T if symmetric else areas


@no_type_check
@njit(cache=True)
def _area(at, steps, others_at, others_steps):
    i, j, height, before, area = 0, 0, 0, 0.0, 0.0
    while i < len(at) and j < len(others_at):
        mine = at[i] <= others_at[j]
        here = at[i] if mine else others_at[j]
        area += abs(height) * (here - before)
        before = here
        height += steps[i] if mine else -others_steps[j]
        i, j = i + mine, j + (not mine)
    for k in range(i, len(at)):
        area += abs(height) * (at[k] - before)
        before, height = at[k], height + steps[k]
    for k in range(j, len(others_at)):
        area += abs(height) * (others_at[k] - before)
        before, height = others_at[k], height - others_steps[k]
    return area
