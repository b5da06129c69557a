"""What two neighbours say of the map between them: Φ(x_v, x_u) for both ends of every edge."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float

from tdlviz.nn.cochains import Cochains


class MapLearner(torch.nn.Module):
    """V [x_v ‖ x_u] for each incidence (v, e) with u the other end of e: (2 edges, outputs).

    weight: (2 · outputs, features); the first half is for v itself, the other for its neighbour.
    V [x_v ‖ x_u] is a sum of two terms, so that it is computed on vertices and added on edges.
    """

    def __init__(self, features: int, outputs: int) -> None:
        super().__init__()
        bound = 1 / math.sqrt(2 * features)  # as that of a Linear from 2 · features
        weight = torch.empty(2 * outputs, features).uniform_(-bound, bound)
        self.weight = torch.nn.Parameter(weight)

    def forward(
        self, x: Float[torch.Tensor, "vertices features"], cells: Cochains
    ) -> Float[torch.Tensor, "incidences outputs"]:
        """The numbers of each incidence, before any nonlinearity."""
        halves = torch.nn.functional.linear(x, self.weight).view(2 * len(x), -1)
        both = cells.keep("halves", lambda: _halves(cells))
        own, other = halves.index_select(0, both).chunk(2)
        return own + other


def _halves(cells: Cochains) -> torch.Tensor:
    """Rows of (vertices · 2): first halves of the vertex of each incidence, then second halves of
    the vertex at the other end."""
    vertex, other = cells.edge_index
    return torch.cat([2 * vertex, 2 * other + 1])
