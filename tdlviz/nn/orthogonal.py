"""Orthogonal matrices from free numbers: products of Householder reflections, and Cayley's map.

Both take (m, d (d - 1) / 2) numbers, the entries below the diagonal of a d × d matrix row by row,
and return (m, d, d) orthogonal matrices of the same dtype, device and with gradients.
"""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.nn.householder_kernel import reflections_backward, reflections_forward
from tdlviz.nn.tensors import at_least_single, compiles
from tdlviz.nn.untraced import untraced

Numbers = Float[torch.Tensor, "m entries"]
Matrices = Float[torch.Tensor, "m d d"]


def householder(numbers: Numbers, d: int) -> Matrices:
    """H₁ H₂ ⋯ H_d with Hᵢ = 1 - 2 vᵢ vᵢᵀ / |vᵢ|², as LAPACK's `orgqr` multiplies them.

    vᵢ is column i of the unit lower triangular matrix that has `numbers` below its diagonal, so
    that the last reflection is that of the last coordinate and every determinant is (-1)^d."""
    found: torch.Tensor = (_compiled if compiles(numbers) else _Householder.apply)(numbers, d)
    return found


def cayley(numbers: Numbers, d: int) -> Matrices:
    """(1 - A/2)⁻¹ (1 + A/2) of the skew matrix A = L - Lᵀ with `numbers` in L: rotations that do
    not have the eigenvalue -1. Half precision is taken to single and back."""
    free = at_least_single(numbers)
    lower = free.new_zeros(len(numbers), d, d)
    row, column = torch.tril_indices(d, d, -1, device=numbers.device)
    lower[:, row, column] = free
    half = 0.5 * (lower - lower.mT)
    one = torch.eye(d, dtype=free.dtype, device=free.device)
    return torch.linalg.solve(one - half, one + half).to(numbers.dtype)


@untraced
def _compiled(numbers: Numbers, d: int) -> Matrices:
    found: torch.Tensor = _Compiled.apply(numbers, d)
    return found


class _Compiled(torch.autograd.Function):
    """The same on the CPU, where a call of torch costs more than all these little matrices."""

    @staticmethod
    def forward(context: Any, numbers: torch.Tensor, d: int) -> torch.Tensor:
        numbers = numbers.contiguous()
        found = numbers.new_empty(len(numbers), d, d)
        reflections_forward(numbers.numpy(), tuple(range(d)), found.numpy())
        context.save_for_backward(numbers, found)
        return found

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None]:
        numbers, found = context.saved_tensors
        to_numbers = torch.empty_like(numbers)
        axes, given = tuple(range(found.shape[1])), gradient.contiguous()
        arrays = (found.numpy(), given.numpy(), to_numbers.numpy())
        reflections_backward(numbers.numpy(), axes, *arrays)
        return to_numbers, None


class _Householder(torch.autograd.Function):
    """Backward by the product rule: each reflection sees what stands left and right of it.

    Inside, the m matrices are the last axis, along which everything is one vector operation."""

    @staticmethod
    def forward(context: Any, numbers: torch.Tensor, d: int) -> torch.Tensor:
        vectors = _vectors(numbers, d)
        scales = [2 / (v * v).sum(0) for v in vectors]
        product = torch.eye(d, dtype=numbers.dtype, device=numbers.device)
        product[-1, -1] = -1
        product = product[:, :, None].expand(d, d, len(numbers))
        suffixes = [product]
        for first in reversed(range(d - 1)):
            product = _reflect(vectors[first], scales[first], product, first)
            suffixes.append(product)
        context.save_for_backward(*vectors, *scales, *suffixes)
        context.d = d
        return product.permute(2, 0, 1).contiguous()

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None]:
        d, saved = context.d, context.saved_tensors
        vectors, scales, suffixes = saved[: d - 1], saved[d - 1 : 2 * d - 2], saved[2 * d - 2 :]
        left = gradient.permute(1, 2, 0)
        found = left.new_zeros(d, d, left.shape[2])
        for first, (v, scale) in enumerate(zip(vectors, scales, strict=True)):
            right = suffixes[d - 2 - first]
            seen_left = (left[first:] * v[:, None]).sum(0)
            seen_right = (right[first:] * v[:, None]).sum(0)
            both = (left * seen_right).sum(1) + (right * seen_left).sum(1)
            whole = scale * scale * (seen_left * seen_right).sum(0)
            found[first:, first] = whole * v - scale * both[first:]
            if first < d - 2:
                left = _reflect(v, scale, left, first)
        row, column = torch.tril_indices(d, d, -1, device=gradient.device)
        return found[row, column].T, None


def _vectors(numbers: torch.Tensor, d: int) -> list[torch.Tensor]:
    """The d - 1 vectors (length, m) without the zeros before their leading 1."""
    rows, one = numbers.T, numbers.new_ones(len(numbers))
    below = [
        [rows[i * (i - 1) // 2 + first] for i in range(first + 1, d)] for first in range(d - 1)
    ]
    return [torch.stack([one, *entries]) for entries in below]


def _reflect(
    v: torch.Tensor, scale: torch.Tensor, matrix: torch.Tensor, first: int
) -> torch.Tensor:
    """H times a matrix (d, d, m), where v has zeros before `first`."""
    along = (v[:, None] * matrix[first:]).sum(0)
    below = matrix[first:] - (scale * v)[:, None] * along
    return torch.cat([matrix[:first], below]) if first else below
