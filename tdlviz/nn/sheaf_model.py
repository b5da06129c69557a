"""What all models that work on the stalks of a sheaf begin and end with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch.amp.autocast_mode import autocast
from torch.nn.functional import elu

from tdlviz.core.door import real_number, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.dropout import dropout_masks, masked
from tdlviz.nn.probe import Probe
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features
from tdlviz.nn.stalk_linear import StalkLinear

MOST_STALK, MOST_HIDDEN, MOST_CLASSES, MOST_LAYERS = 64, 16_384, 1_000_000, 1_000
"""More is a mistake, which would fill the memory before anybody says so."""
Stalks = Float[torch.Tensor, "vertices d h"]
Mask = Float[torch.Tensor, "vertices width"] | None
"""What features are multiplied with; None where nothing is dropped."""


class SheafModel(torch.nn.Module):
    """logits = lin2(layers(elu(lin1(features)))), with stalks (vertices, d, hidden) between.

    A model of its own has `layers`, and says in `through` how x goes through one of them. It
    computes in the dtype of its weights: autocast is off inside, as roots and inverses of matrices
    have no half precision.
    """

    layers: torch.nn.ModuleList

    def __init__(
        self,
        stalk: int,
        hidden: int | Any,
        classes: int | Any,
        features: int | Any | None,
        dropout: float | Any,
        input_dropout: float | Any,
    ) -> None:
        super().__init__()
        self.say = f"{type(self).__name__}({{}}=…)".format
        self.stalk = stalk
        self.width = whole_number(self.say("hidden"), hidden, 1, MOST_HIDDEN // stalk)
        self.dropout = share(self.say("dropout"), dropout)
        self.input_dropout = share(self.say("input_dropout"), input_dropout)
        self.lin1 = first_linear(self.say("features"), features, stalk * self.width)
        self.hidden = Probe("vector", rank=0)
        classes = whole_number(self.say("classes"), classes, 1, MOST_CLASSES)
        self.lin2 = torch.nn.Linear(stalk * self.width, classes)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        with autocast(cells.device.type, enabled=False):
            return self.logits(cells)

    def logits(self, cells: Cochains) -> Float[torch.Tensor, "vertices classes"]:
        """The same, of cells that were looked at."""
        x = elu(linear_of_features(self.lin1, cells, self.input_dropout))
        masks = self.masks(x)
        x = masked(x, masks[0]).view(len(x), self.stalk, -1)
        for layer, *mine in zip(self.layers, masks[1::2], masks[2::2], strict=True):
            x = self.through(layer, x, cells, mine)
        return self.lin2(self.hidden(x.flatten(1)))

    def through(self, layer: Any, x: Stalks, cells: Cochains, masks: Sequence[Mask]) -> Stalks:
        """x after one layer. masks: for what is spread, and for what maps are made of."""
        raise NotImplementedError

    def linears(
        self, layers: int | Any, left_weights: bool | Any, right_weights: bool | Any
    ) -> list[StalkLinear]:
        """What acts on the stalks, for each of so many layers."""
        left = switch(self.say("left_weights"), left_weights)
        right = switch(self.say("right_weights"), right_weights)
        count = whole_number(self.say("layers"), layers, 1, MOST_LAYERS)
        return [StalkLinear(self.stalk, self.width, left, right) for _ in range(count)]

    def masks(self, x: torch.Tensor) -> tuple[Mask, ...]:
        """One for the features, then two for each layer; but the maps of the first layer are made
        of all that came in. None where nothing is dropped."""
        count = 2 * len(self.layers)
        if not self.training or not self.dropout:
            return (None,) * (count + 1)
        first, spread, *others = dropout_masks(count, self.dropout, x).unbind()
        return first, spread, None, *others


def share(asked: str, value: Any) -> float:
    """A number from 0 to less than 1."""
    found = real_number(asked, value, 0.0)
    if found >= 1:
        raise InvalidInput(asked, value, "less than 1")
    return found
