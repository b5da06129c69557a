"""Sheaf diffusion whose maps are found in the data before training, and stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from tdlviz.core.door import one_of, switch, whole_number
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_maps import flat_roots
from tdlviz.nn.sheaf_model import MOST_STALK, Mask, SheafModel
from tdlviz.nn.sheaf_operator import FORMS
from tdlviz.nn.sheaf_step import SheafStep
from tdlviz.nn.tangent_maps import tangent_maps


class ConnectionSheafDiffusion(SheafModel):
    """Sheaf networks with connection Laplacians (Barbero, Bodnar, Sáez de Ocáriz Borde, Bronstein,
    Veličković, Liò, 2022): Conn-NSD.

    As `SheafDiffusion`, with O(d) maps that align the tangent spaces of neighbours in the space of
    features (`tdlviz.nn.tangent_maps`). They are found at the first call for given cells and kept
    with these, not with the model, which runs on any graph of at least `stalk` features.

    Options are those of `SheafDiffusion`. Watch "maps", the one sheaf of all layers, and "hidden".
    """

    def __init__(
        self,
        stalk: int | Any = 3,
        layers: int | Any = 4,
        classes: int | Any = 2,
        hidden: int | Any = 16,
        features: int | Any | None = None,
        *,
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
        left_weights: bool | Any = True,
        right_weights: bool | Any = True,
        normalised: bool | Any = True,
        form: str | Any = "auto",
    ) -> None:
        stalk = whole_number("ConnectionSheafDiffusion(stalk=…)", stalk, 1, MOST_STALK)
        super().__init__(stalk, hidden, classes, features, dropout, input_dropout)
        self.normalised = switch(self.say("normalised"), normalised)
        form = one_of(self.say("form"), form, FORMS)
        self.layers = torch.nn.ModuleList(
            SheafStep(stalk, linear, form)
            for linear in self.linears(layers, left_weights, right_weights)
        )
        self.maps = Probe("maps", rank=0)

    def forward(self, cells: Cochains | Any) -> torch.Tensor:
        """Logits of every vertex, (vertices, classes)."""
        if isinstance(cells, Cochains):
            self.maps.offer(lambda: self._maps(cells), cells.incidences)
        return super().forward(cells)

    def _maps(self, cells: Cochains) -> torch.Tensor:
        found: torch.Tensor = cells.keep_with_features(
            ("tangent maps", self.stalk), lambda: tangent_maps(cells, self.stalk)
        )
        return found

    def through(
        self, layer: Any, x: torch.Tensor, cells: Cochains, masks: Sequence[Mask]
    ) -> torch.Tensor:
        """x after one step on the maps of the cells."""
        maps = self._maps(cells)
        if self.normalised:
            maps = cells.keep_with_features(
                ("scaled tangent maps", self.stalk), lambda: maps * flat_roots(cells)[:, None, None]
            )
        found: torch.Tensor = layer(x, maps, cells, masks[0])
        return found
