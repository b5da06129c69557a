"""The linear map that acts alike on every stalk: W₁ on its dimensions, W₂ on its channels."""

from __future__ import annotations

import torch
from jaxtyping import Float

from tdlviz.nn.dropout import masked


class StalkLinear(torch.nn.Module):
    """x ↦ W₁ x W₂ for x (vertices, d, hidden).

    left, right: whether W₁ (d, d), from the identity, and W₂ (hidden, hidden), from a random
    orthogonal one, are learned; the identity where not.
    """

    def __init__(self, stalk: int, hidden: int, left: bool, right: bool) -> None:
        super().__init__()
        self.left = torch.nn.Parameter(torch.eye(stalk)) if left else None
        self.right = torch.nn.Parameter(torch.empty(hidden, hidden)) if right else None
        if self.right is not None:
            torch.nn.init.orthogonal_(self.right)

    def forward(
        self,
        x: Float[torch.Tensor, "vertices d h"],
        mask: Float[torch.Tensor, "vertices width"] | None = None,
    ) -> Float[torch.Tensor, "vertices d h"]:
        """As one product with W₁ ⊗ W₂. mask: what x is multiplied with before."""
        flat = masked(x.reshape(len(x), -1), mask)
        if self.left is None and self.right is None:
            return flat.view(x.shape)
        left = torch.eye(x.shape[1]).to(x) if self.left is None else self.left
        right = torch.eye(x.shape[2]).to(x) if self.right is None else self.right
        return torch.nn.functional.linear(flat, torch.kron(left, right)).view(x.shape)
