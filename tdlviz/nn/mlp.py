"""A perceptron on each vertex alone: what features say without the graph."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import dropout, relu

from tdlviz.core.door import whole_number
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN, MOST_LAYERS, share
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features


class MLP(torch.nn.Module):
    """`layers` linear layers with relu and dropout between: logits (vertices, classes).

    The baseline that sees no edge. `layers` is at least 2; dropout is of what goes into each layer
    but the first, `input_dropout` into that. Watch "hidden", what goes into the last layer.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
    ) -> None:
        super().__init__()
        hidden = whole_number("MLP(hidden=…)", hidden, 1, MOST_HIDDEN)
        count = whole_number("MLP(layers=…)", layers, 2, MOST_LAYERS)
        self.dropout = share("MLP(dropout=…)", dropout)
        self.input_dropout = share("MLP(input_dropout=…)", input_dropout)
        self.lin1 = first_linear("MLP(features=…)", features, hidden)
        self.layers = torch.nn.ModuleList(torch.nn.Linear(hidden, hidden) for _ in range(count - 2))
        self.hidden = Probe("vector", rank=0)
        self.lin2 = torch.nn.Linear(
            hidden, whole_number("MLP(classes=…)", classes, 1, MOST_CLASSES)
        )

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        x = dropout(
            relu(linear_of_features(self.lin1, cells, self.input_dropout)),
            self.dropout,
            self.training,
        )
        for layer in self.layers:
            x = dropout(relu(layer(x)), self.dropout, self.training)
        return self.lin2(self.hidden(x))
