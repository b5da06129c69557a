"""The first sheaf network: a graph convolution with a given sheaf in place of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn.functional import relu

from tdlviz.core.door import one_of, switch, whole_number, words
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.given_maps import given_maps
from tdlviz.nn.inverse_root import inverse_root
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_maps import at_incidences, at_vertices
from tdlviz.nn.sheaf_model import MOST_STALK, Mask, SheafModel
from tdlviz.nn.sheaf_operator import FORMS, sheaf_laplacian


class SheafNetwork(SheafModel):
    """Sheaf neural networks (Hansen and Gebhart, 2020).

    x ← relu((1 - Δ_F)(W₁ x W₂)), with the normalised Laplacian of a sheaf that is not learned: the
    field `maps` of the complex, of kind maps on (vertex, edge), square and of dimension `stalk`.
    Signed relations are its simplest use: 1 at both ends of a friendship, 1 and -1 of an enmity.

    Options are those of `SheafDiffusion`. Watch "maps" and "hidden". Raises `InvalidInput` where
    the complex has no such maps.
    """

    def __init__(
        self,
        stalk: int | Any = 1,
        layers: int | Any = 2,
        classes: int | Any = 2,
        hidden: int | Any = 16,
        features: int | Any | None = None,
        *,
        maps: str | Any = "maps",
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
        left_weights: bool | Any = True,
        right_weights: bool | Any = True,
        normalised: bool | Any = True,
        form: str | Any = "auto",
    ) -> None:
        stalk = whole_number("SheafNetwork(stalk=…)", stalk, 1, MOST_STALK)
        super().__init__(stalk, hidden, classes, features, dropout, input_dropout)
        self.name = words(self.say("maps"), maps)
        self.normalised = switch(self.say("normalised"), normalised)
        self.form = one_of(self.say("form"), form, FORMS)
        self.layers = torch.nn.ModuleList(self.linears(layers, left_weights, right_weights))
        self.maps = Probe("maps", rank=0)

    def forward(self, cells: Cochains | Any) -> torch.Tensor:
        """Logits of every vertex, (vertices, classes)."""
        if isinstance(cells, Cochains):
            self.maps.offer(lambda: self._maps(cells), cells.incidences)
        return super().forward(cells)

    def _maps(self, cells: Cochains) -> torch.Tensor:
        found: torch.Tensor = cells.keep(
            ("given maps", self.name), lambda: given_maps(cells, self.name)
        )
        if found.shape[1] != self.stalk:
            given = f"maps of dimension {found.shape[1]}"
            raise InvalidInput(self.say("stalk"), given, f"stalk={self.stalk} was asked for")
        return found

    def _scaled(self, cells: Cochains) -> torch.Tensor:
        maps = self._maps(cells)
        one = torch.eye(self.stalk, dtype=maps.dtype, device=maps.device)
        roots = inverse_root(at_vertices(maps.mT @ maps, cells) + one)
        return maps @ at_incidences(roots, cells)

    def through(
        self, layer: Any, x: torch.Tensor, cells: Cochains, masks: Sequence[Mask]
    ) -> torch.Tensor:
        """x after one convolution."""
        maps = self._maps(cells)
        if self.normalised:
            maps = cells.keep(("scaled given maps", self.name), lambda: self._scaled(cells))
        mixed = layer(x, masks[0])
        return relu(mixed - sheaf_laplacian(maps, mixed, cells, self.form))
