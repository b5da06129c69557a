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


def compiled_bundle(
    numbers: Float[torch.Tensor, "incidences outputs"], d: int, cells: Cochains
) -> Float[torch.Tensor, "incidences d d"]:
    """σ(a) σ(b) Q / √(Σ w² + 1) for numbers (2 edges, d (d - 1) / 2 + 1), the last for weights."""
    found: torch.Tensor = _CompiledBundle.apply(numbers, d, cells)
    return found


class _CompiledBundle(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, numbers: torch.Tensor, d: int, cells: Cochains) -> torch.Tensor:
        ends = cells.keep("numpy ends", lambda: cells.ends.numpy())
        angles = numbers[:, :-1].tanh()
        products = numbers.new_empty(len(numbers), d, d)
        reflections_forward(angles.numpy(), products.numpy())
        found, shares = torch.empty_like(products), torch.empty_like(numbers[:, 0])
        weights, roots = numbers.new_empty(len(ends)), numbers.new_ones(cells.count(0))
        arrays = (a.numpy() for a in (numbers, products, shares, weights, roots, found))
        weigh_forward(ends, *arrays)
        context.save_for_backward(angles, products, shares, weights, roots)
        context.ends = ends
        return found

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        angles, products, shares, weights, roots = context.saved_tensors
        inner = torch.empty_like(products)
        to_numbers = angles.new_empty(len(angles), angles.shape[1] + 1)
        arrays = (products, shares, weights, roots, gradient.contiguous(), inner, to_numbers)
        weigh_backward(context.ends, *(a.numpy() for a in arrays))
        to_angles = torch.empty_like(angles)
        pairs = (angles, products, inner, to_angles)
        reflections_backward(*(a.numpy() for a in pairs))
        to_numbers[:, :-1] = torch.addcmul(to_angles, to_angles * angles, angles, value=-1)
        return to_numbers, None, None


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def weigh_forward(ends, numbers, products, shares, weights, roots, out):
    """Writes σ of the last numbers, w of edges, (Σ w² + 1)^(-1/2) of vertices, and the maps."""
    edges, last, d = len(ends), numbers.shape[1] - 1, products.shape[1]
    one = roots.dtype.type(1)
    for i in range(len(numbers)):
        shares[i] = one / (one + math.exp(-numbers[i, last]))
    for edge in range(edges):
        weights[edge] = shares[edge] * shares[edges + edge]
        for side in range(2):
            roots[ends[edge, side]] += weights[edge] * weights[edge]
    for vertex in range(len(roots)):
        roots[vertex] = one / math.sqrt(roots[vertex])
    for side in range(2):
        for edge in range(edges):
            i, factor = side * edges + edge, weights[edge] * roots[ends[edge, side]]
            for j in range(d):
                for k in range(d):
                    out[i, j, k] = factor * products[i, j, k]


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def weigh_backward(ends, products, shares, weights, roots, gradient, inner, to_numbers):
    """Writes the gradients of the products and, in the last column, of the numbers of weights."""
    edges, last, d = len(ends), to_numbers.shape[1] - 1, products.shape[1]
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
    for edge in range(edges):
        for side in range(2):
            vertex = ends[edge, side]
            to_weights[edge] -= to_roots[vertex] * roots[vertex] ** 3 * weights[edge]
        for side in range(2):
            i = side * edges + edge
            to_numbers[i, last] = to_weights[edge] * weights[edge] * (1 - shares[i])
