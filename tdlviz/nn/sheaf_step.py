"""One step of diffusion over a sheaf, whatever its maps are made of."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch.nn.functional import elu, linear

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.sheaf_operator import sheaf_laplacian


class SheafStep(torch.nn.Module):
    """x ← (1 + tanh ε) x - elu(Δ_F (W₁ x W₂)).

    left, right: whether W₁ (d, d), from the identity, and W₂ (hidden, hidden), from a random
    orthogonal one, are learned.
    """

    def __init__(self, stalk: int, hidden: int, left: bool, right: bool, form: str) -> None:
        super().__init__()
        self.form = form
        self.left = torch.nn.Parameter(torch.eye(stalk)) if left else None
        self.right = torch.nn.Parameter(torch.empty(hidden, hidden)) if right else None
        if self.right is not None:
            torch.nn.init.orthogonal_(self.right)
        self.epsilon = torch.nn.Parameter(torch.zeros(stalk, 1))

    def forward(
        self,
        x: Float[torch.Tensor, "vertices d h"],
        maps: Float[torch.Tensor, "incidences *block"],
        cells: Cochains,
        mask: Float[torch.Tensor, "vertices width"] | None = None,
    ) -> Float[torch.Tensor, "vertices d h"]:
        """One step. mask: what x is multiplied with before it is spread."""
        spread = sheaf_laplacian(maps, self.mixed(x, mask), cells, self.form)
        return (1 + self.epsilon.tanh()) * x - elu(spread)

    def mixed(
        self, x: Float[torch.Tensor, "vertices d h"], mask: torch.Tensor | None = None
    ) -> Float[torch.Tensor, "vertices d h"]:
        """W₁ x W₂ of every vertex, as one product with W₁ ⊗ W₂."""
        flat = x.reshape(len(x), -1)
        flat = flat if mask is None else flat * mask
        if self.left is None and self.right is None:
            return flat.view(x.shape)
        left = torch.eye(x.shape[1]).to(x) if self.left is None else self.left
        right = torch.eye(x.shape[2]).to(x) if self.right is None else self.right
        return linear(flat, torch.kron(left, right)).view(x.shape)
