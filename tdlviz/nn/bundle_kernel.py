"""Weighted orthogonal maps of the normalised Laplacian from learned numbers, for the CPU.

One pass in compiled code for what takes torch a dozen calls: see `OrthogonalMaps` in
`tdlviz.nn.sheaf_maps`, which says the same in torch.
"""

from __future__ import annotations

import math
from typing import Any, no_type_check

import numpy as np
import torch
from jaxtyping import Float
from numba import njit

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.householder_kernel import reflections_backward, reflections_forward
from tdlviz.nn.map_learner import Halves
from tdlviz.nn.untraced import untraced


@untraced
def compiled_bundle(
    halves: Halves, d: int, cells: Cochains
) -> Float[torch.Tensor, "incidences d d"]:
    """σ(a) σ(b) Q / √(Σ w² + 1) for the halves of d (d - 1) / 2 + 1 numbers, the last for weights,
    as `at_both_ends` adds them."""
    found: torch.Tensor = _CompiledBundle.apply(halves, d, cells)
    return found


class _CompiledBundle(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, halves: torch.Tensor, d: int, cells: Cochains) -> torch.Tensor:
        ends = context.ends = cells.keep("numpy ends", lambda: cells.ends.numpy())
        numbers = halves.new_empty(2 * len(ends), halves.shape[1] // 2)
        sums_forward(ends, halves.contiguous().numpy(), numbers.numpy())
        products = halves.new_empty(len(numbers), d, d)
        shares, angles = numbers[:, -1].sigmoid(), numbers.tanh_()
        weights, roots = halves.new_empty(len(ends)), halves.new_ones(len(halves))
        found = torch.empty_like(products)
        arrays = (angles, products, shares, weights, roots, found)
        bundle_forward(ends, tuple(range(d)), *(a.numpy() for a in arrays))
        context.save_for_backward(angles, products, shares, weights, roots)
        return found

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        angles, products, shares, weights, roots = context.saved_tensors
        inner, outer = torch.empty_like(products), torch.empty_like(angles)
        arrays = (angles, products, shares, weights, roots, gradient.contiguous(), inner, outer)
        axes = tuple(range(products.shape[1]))
        bundle_backward(context.ends, axes, *(a.numpy() for a in arrays))
        found = roots.new_zeros(len(roots), 2 * angles.shape[1])
        sums_backward(context.ends, outer.numpy(), found.numpy())
        return found, None, None


@no_type_check
@njit(cache=True)
def sums_forward(ends, halves, out):
    """Writes the sums of halves at the tails of all edges, then those at their heads."""
    edges, outputs = len(ends), out.shape[1]
    for side in range(2):
        for edge in range(edges):
            vertex, other = ends[edge, side], ends[edge, 1 - side]
            for k in range(outputs):
                out[side * edges + edge, k] = halves[vertex, k] + halves[other, outputs + k]


@no_type_check
@njit(cache=True)
def sums_backward(ends, gradient, out):
    """Adds the gradient of the halves to `out`."""
    edges, outputs = len(ends), gradient.shape[1]
    for side in range(2):
        for edge in range(edges):
            vertex, other = ends[edge, side], ends[edge, 1 - side]
            for k in range(outputs):
                out[vertex, k] += gradient[side * edges + edge, k]
                out[other, outputs + k] += gradient[side * edges + edge, k]


@no_type_check
@njit(cache=True)
def bundle_forward(ends, axes, angles, products, shares, weights, roots, out):
    """Writes Q, w of edges, (Σ w² + 1)^(-1/2) of vertices, whose roots begin as ones, and the maps.

    shares: σ of the numbers of weights. axes: as in `tdlviz.nn.householder_kernel`."""
    reflections_forward(angles, axes, products)
    edges, d = len(ends), len(axes)
    for edge in range(edges):
        weights[edge] = shares[edge] * shares[edges + edge]
        for side in range(2):
            roots[ends[edge, side]] += weights[edge] * weights[edge]
    for vertex in range(len(roots)):
        roots[vertex] = 1 / math.sqrt(roots[vertex])
    for side in range(2):
        for edge in range(edges):
            i, factor = side * edges + edge, weights[edge] * roots[ends[edge, side]]
            for j in range(d):
                for k in range(d):
                    out[i, j, k] = factor * products[i, j, k]


@no_type_check
@njit(cache=True)
def bundle_backward(ends, axes, angles, products, shares, weights, roots, gradient, inner, out):
    """Writes the gradient of the numbers; `inner` is room for that of Q."""
    edges, d = len(ends), len(axes)
    last = d * (d - 1) // 2
    to_weights, to_roots = np.zeros_like(weights), np.zeros_like(roots)
    for side in range(2):
        for edge in range(edges):
            i, vertex = side * edges + edge, ends[edge, side]
            along, factor = roots.dtype.type(0), weights[edge] * roots[vertex]
            for j in range(d):
                for k in range(d):
                    along += gradient[i, j, k] * products[i, j, k]
                    inner[i, j, k] = factor * gradient[i, j, k]
            to_weights[edge] += roots[vertex] * along
            to_roots[vertex] += weights[edge] * along
    reflections_backward(angles, axes, products, inner, out)
    for edge in range(edges):
        for side in range(2):
            vertex = ends[edge, side]
            to_weights[edge] -= to_roots[vertex] * roots[vertex] ** 3 * weights[edge]
        for side in range(2):
            i = side * edges + edge
            out[i, last] = to_weights[edge] * weights[edge] * (1 - shares[i])
            for k in range(last):
                out[i, k] *= 1 - angles[i, k] * angles[i, k]
