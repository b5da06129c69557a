"""The inverse square root of symmetric positive definite matrices, with a gradient that exists."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.nn.tensors import at_least_single


def inverse_root(matrices: Float[torch.Tensor, "m d d"]) -> Float[torch.Tensor, "m d d"]:
    """S^(-1/2) for (m, d, d) symmetric positive definite S.

    The gradient of `eigh` itself is infinite where two eigenvalues are equal. That of the function
    is not: by Daleckii and Krein it has the divided differences of λ^(-1/2),
    -1 / (√λ √μ (√λ + √μ)), in the eigenbasis. Half precision is taken to single and back."""
    found: torch.Tensor = _InverseRoot.apply(at_least_single(matrices))
    return found.to(matrices.dtype)


class _InverseRoot(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, matrices: torch.Tensor) -> torch.Tensor:
        values, basis = torch.linalg.eigh(matrices)
        roots = values.sqrt()
        context.save_for_backward(roots, basis)
        return (basis / roots[:, None, :]) @ basis.mT

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> torch.Tensor:
        roots, basis = context.saved_tensors
        row, column = roots[:, :, None], roots[:, None, :]
        inner = basis.mT @ (gradient + gradient.mT) @ basis
        return basis @ (-0.5 * inner / (row * column * (row + column))) @ basis.mT
