"""Products of Householder reflections, one matrix after the other in compiled code, for the CPU."""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def reflections_forward(numbers, out):
    """Writes H₁ ⋯ H_d for each row of numbers, as `tdlviz.nn.orthogonal.householder` says."""
    d = out.shape[1]
    v = np.empty(d, out.dtype)
    for m in range(len(numbers)):
        product = out[m]
        product[:] = 0
        for i in range(d):
            product[i, i] = 1
        product[d - 1, d - 1] = -1
        for first in range(d - 2, -1, -1):
            _reflect(v, _vector(numbers[m], first, v), product, first)


@no_type_check
@njit(cache=True)
def reflections_backward(numbers, products, gradient, out):
    """Writes the gradient of the numbers. H is its own inverse, so that what stands right of each
    reflection comes from the whole product, from left to right."""
    d = products.shape[1]
    v = np.empty(d, products.dtype)
    left, right = np.empty((d, d), v.dtype), np.empty((d, d), v.dtype)
    to_left, to_right = np.empty(d, v.dtype), np.empty(d, v.dtype)
    for m in range(len(numbers)):
        left[:], right[:] = gradient[m], products[m]
        for first in range(d - 1):
            scale = _vector(numbers[m], first, v)
            _reflect(v, scale, right, first)
            whole = v.dtype.type(0)
            for j in range(d):
                to_left[j] = to_right[j] = 0
                for i in range(first, d):
                    to_left[j] += v[i] * left[i, j]
                    to_right[j] += v[i] * right[i, j]
                whole += to_left[j] * to_right[j]
            for i in range(first + 1, d):
                both = v.dtype.type(0)
                for j in range(d):
                    both += left[i, j] * to_right[j] + right[i, j] * to_left[j]
                out[m, i * (i - 1) // 2 + first] = scale * (scale * whole * v[i] - both)
            _reflect(v, scale, left, first)


@no_type_check
@njit(cache=True)
def _vector(numbers, first, v):
    """Writes the vector of one reflection from its leading 1 on; returns 2 / |v|²."""
    v[first] = 1
    square = v.dtype.type(1)
    for i in range(first + 1, len(v)):
        v[i] = numbers[i * (i - 1) // 2 + first]
        square += v[i] * v[i]
    return v.dtype.type(2) / square


@no_type_check
@njit(cache=True)
def _reflect(v, scale, matrix, first):
    """H times a matrix, in place."""
    d = len(v)
    for j in range(d):
        along = v.dtype.type(0)
        for i in range(first, d):
            along += v[i] * matrix[i, j]
        along *= scale
        for i in range(first, d):
            matrix[i, j] -= along * v[i]
