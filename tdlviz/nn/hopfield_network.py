"""Association of the vertices of a complex by a modern Hopfield network."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import linear

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.hopfield import MOST_STEPS, energy_of, given_beta
from tdlviz.nn.masked_softmax import masked_softmax
from tdlviz.nn.padded import padded
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features

MOST_WEIGHTS = 2**28
"""Of attention at once: 1 GiB in float32."""


class Hopfield(torch.nn.Module):
    """Association of vertices by a modern Hopfield network (Ramsauer et al., 2021).

    Each vertex is a state Q and a stored pattern K, by projections of h = lin1(features); states
    are updated `steps` times among the patterns of their own complex of a batch, the last time with
    values K W_V in place of K: softmax(β Q Kᵀ) K W_V for one step. Then logits = lin2 of all heads
    side by side, (vertices, classes). The layer norm of the authors' code is left to others.

    hidden: channels, a multiple of `heads`; d = hidden / heads.
    beta:   None for 1/√d.

    Watch "attention" (of every update, on pairs) and "energy" (summed over heads, before each
    update). Raises `InvalidInput` for other options, `TooLarge` where there is too much attention.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        features: int | Any | None = None,
        *,
        heads: int | Any = 4,
        beta: float | Any | None = None,
        steps: int | Any = 1,
    ) -> None:
        super().__init__()
        hidden = whole_number("Hopfield(hidden=…)", hidden, 1, MOST_HIDDEN)
        self.heads = whole_number("Hopfield(heads=…)", heads, 1)
        if hidden % self.heads:
            raise InvalidInput(
                "Hopfield(heads=…)", heads, f"a divisor of hidden={hidden} is needed"
            )
        self.beta = given_beta("Hopfield(beta=…)", beta, hidden // self.heads)
        self.steps = whole_number("Hopfield(steps=…)", steps, 1, MOST_STEPS)
        self.lin1 = first_linear("Hopfield(features=…)", features, hidden)
        self.query = torch.nn.Parameter(torch.empty(hidden, hidden))
        self.key = torch.nn.Parameter(torch.empty(hidden, hidden))
        self.value = torch.nn.Parameter(torch.empty(hidden, hidden // self.heads))
        for weight in (self.query, self.key, self.value):
            torch.nn.init.xavier_uniform_(weight)
        self.attention = Probe("attention", rank=0)
        self.energy = Probe("scalar", rank=0)
        classes = whole_number("Hopfield(classes=…)", classes, 1, MOST_CLASSES)
        self.lin2 = torch.nn.Linear(hidden, classes)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        where, x = padded(cells), linear_of_features(self.lin1, cells)
        _refuse(where.present.shape, self.heads, x.element_size())
        state, key = (where.spread(linear(x, w), self.heads) for w in (self.query, self.key))
        value = key @ self.value.view(self.heads, -1, self.value.shape[1])
        mask = where.present[:, None, None]
        for step in range(self.steps):
            if self.energy.heard:
                some = where.present.numel()
                energies = energy_of(state, key, self.beta, mask) if some else state.sum(-1)
                self.energy(where.gathered(energies[..., None]).sum(1))
            weights = masked_softmax(self.beta * state @ key.mT, mask)
            if self.attention.heard:
                self.attention(*where.tuples(weights))
            state = weights @ (value if step == self.steps - 1 else key)
        return self.lin2(where.gathered(state))


def _refuse(shape: tuple[int, ...], heads: int, size: int) -> None:
    complexes, most = shape
    weights = complexes * heads * most**2
    if weights > MOST_WEIGHTS:
        given = f"{complexes:,} × {heads} × {most:,}² weights, {weights * size / 2**30:,.1f} GiB"
        raise TooLarge("Hopfield", given, f"at most {MOST_WEIGHTS:,}: fewer vertices at once")
