"""One step of diffusion over a sheaf, whatever its maps are made of."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch.nn.functional import elu

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.sheaf_operator import sheaf_laplacian
from tdlviz.nn.stalk_linear import StalkLinear


class SheafStep(torch.nn.Module):
    """x ← (1 + tanh ε) x - elu(Δ_F (W₁ x W₂)), with one ε for each dimension of the stalks."""

    def __init__(self, stalk: int, linear: StalkLinear, form: str) -> None:
        super().__init__()
        self.linear, self.form = linear, form
        self.epsilon = torch.nn.Parameter(torch.zeros(stalk, 1))

    def forward(
        self,
        x: Float[torch.Tensor, "vertices d h"],
        maps: Float[torch.Tensor, "incidences *block"],
        cells: Cochains,
        mask: Float[torch.Tensor, "vertices width"] | None = None,
    ) -> Float[torch.Tensor, "vertices d h"]:
        """One step. mask: what x is multiplied with before it is spread."""
        spread = sheaf_laplacian(maps, self.linear(x, mask), cells, self.form)
        return (1 + self.epsilon.tanh()) * x - elu(spread)
