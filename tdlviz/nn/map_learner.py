"""What two neighbours say of the map between them: Φ(x_v, x_u) for both ends of every edge."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float

from tdlviz.nn.cochains import Cochains

Halves = Float[torch.Tensor, "vertices halves"]
"""Of the numbers of every incidence, as `at_both_ends` adds them."""


class MapLearner(torch.nn.Module):
    """V [x_v ‖ x_u] for each incidence (v, e) with u the other end of e, in two steps.

    weight: (2 · outputs, features); the first half is for v itself, the other for its neighbour.
    V [x_v ‖ x_u] is a sum of two terms, so that both are computed on vertices, here, and added on
    edges, by `at_both_ends`.
    """

    def __init__(self, features: int, outputs: int) -> None:
        super().__init__()
        bound = 1 / math.sqrt(2 * features)  # as that of a Linear from 2 · features
        weight = torch.empty(2 * outputs, features).uniform_(-bound, bound)
        self.weight = torch.nn.Parameter(weight)

    def forward(self, x: Float[torch.Tensor, "vertices features"]) -> Halves:
        """What each vertex says of its own maps, and then of those of its neighbours."""
        return torch.nn.functional.linear(x, self.weight)


def at_both_ends(halves: Halves, cells: Cochains) -> Float[torch.Tensor, "incidences outputs"]:
    """The numbers of each incidence, before any nonlinearity: what its vertex says of itself and
    the vertex at the other end says of a neighbour."""
    both = cells.keep("halves", lambda: _rows(cells))
    own, other = halves.reshape(2 * len(halves), -1).index_select(0, both).chunk(2)
    return own + other


def _rows(cells: Cochains) -> torch.Tensor:
    """Rows of (vertices · 2): first halves of the vertex of each incidence, then second halves of
    the vertex at the other end."""
    vertex, other = cells.edge_index
    return torch.cat([2 * vertex, 2 * other + 1])
