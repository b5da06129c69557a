"""GravNetNorm: attention to the vertices that are near in a space that is learned."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float, Int
from torch.nn.functional import normalize, silu

from tdlviz.core.door import real_number, switch, whole_number
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.padded import complexes_of
from tdlviz.nn.probe import Probe
from tdlviz.nn.radius_pairs import radius_pairs
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN, MOST_LAYERS
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features

Features = Float[torch.Tensor, "vertices hidden"]


class GravConvolution(torch.nn.Module):
    """x ↦ silu(linear(the sum of x over what is near, and x)), for x (vertices, hidden).

    `points` hears where each vertex is in the learned space, `attention` the pairs that are near
    there and their weights.
    """

    def __init__(self, hidden: int, space: int, radius: float, gravity: float, loops: bool) -> None:
        super().__init__()
        self.radius, self.gravity, self.loops = radius, gravity, loops
        self.space1 = torch.nn.Linear(hidden + 1, hidden)
        self.space2 = torch.nn.Linear(hidden, space)
        self.update = torch.nn.Linear(2 * (hidden + 1), hidden)
        self.points = Probe("vector", rank=0)
        self.attention = Probe("attention", rank=0)

    def forward(self, x: Features, batch: Int[torch.Tensor, "vertices"]) -> Features:
        """batch: of which complex each vertex is; none attends to another complex."""
        x = torch.cat([x, x.mean(dim=1, keepdim=True)], dim=1)
        points = self.points(normalize(self.space2(silu(self.space1(x))), dim=1))
        pairs = radius_pairs("GravNet", points, self.radius, batch, self.loops)
        into, origin = pairs.T
        squared = ((points[into] - points[origin]) / self.radius).square().sum(1)
        weights = (-self.gravity * squared).exp()
        self.attention(weights[:, None], pairs)
        messages = weights[:, None] * normalize(x, p=1, dim=1)[origin]
        near = torch.zeros_like(x).index_add(0, into, messages)
        return silu(self.update(torch.cat([near, x], dim=1)))


class GravNet(torch.nn.Module):
    """GravNetNorm (Murnane, "Graph structure from point clouds: geometric attention is all you
    need", 2022): a graph is built anew in each layer, and no edge of the complex is looked at.

    x = silu(lin1(features)). In each layer a perceptron puts every vertex on the unit sphere of a
    learned space, its edges are exactly the pairs of one complex of a batch at most `radius` apart
    there, and vertex i gets Σ_j exp(-gravity |s_i - s_j|² / radius²) x_j, with x_j scaled to
    |x_j|₁ = 1. Weights do not add up to 1. Then logits = lin2(x), (vertices, classes). The authors
    stop at 16 neighbours of a vertex and have deeper perceptrons with layer norm; here every pair
    counts, so that it is symmetric and does not depend on the order of vertices.

    space:   how many dimensions the learned space has.
    radius:  in that space, whose points are at most 2 apart.
    gravity: how fast attention falls: to exp(-gravity) at the radius.
    loops:   whether a vertex attends to itself too.

    Watch "layers.*.points" (where they are) and "layers.*.attention" (on pairs, both ways). What is
    near is found on the CPU. Raises `InvalidInput` for other options and points that are not
    finite, `TooLarge` above 20 million pairs.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        space: int | Any = 4,
        radius: float | Any = 0.5,
        gravity: float | Any = 3.0,
        loops: bool | Any = False,
    ) -> None:
        super().__init__()
        hidden = whole_number("GravNet(hidden=…)", hidden, 1, MOST_HIDDEN)
        count = whole_number("GravNet(layers=…)", layers, 1, MOST_LAYERS)
        space = whole_number("GravNet(space=…)", space, 1, MOST_HIDDEN)
        radius = real_number("GravNet(radius=…)", radius, above=0.0)
        gravity = real_number("GravNet(gravity=…)", gravity, 0.0)
        loops = switch("GravNet(loops=…)", loops)
        self.lin1 = first_linear("GravNet(features=…)", features, hidden)
        self.layers = torch.nn.ModuleList(
            GravConvolution(hidden, space, radius, gravity, loops) for _ in range(count)
        )
        classes = whole_number("GravNet(classes=…)", classes, 1, MOST_CLASSES)
        self.lin2 = torch.nn.Linear(hidden, classes)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        batch, _ = complexes_of(cells)
        x = silu(linear_of_features(self.lin1, cells))
        for layer in self.layers:
            x = layer(x, batch)
        return self.lin2(x)
