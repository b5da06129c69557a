"""The baselines GCN, GAT and GraphSAGE: torch-geometric's layers, called with cells."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import dropout, elu, relu

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import share


class MessagePassing(torch.nn.Module):
    """`layers` convolutions over the edges in both directions: logits (vertices, classes).

    hidden:   channels between layers.
    features: how many come in; None finds out at the first call, before which no optimiser can be
              made.
    dropout, input_dropout: of what goes into each layer but the first, and into that.

    Watch "hidden", what goes into the last layer. Needs torch-geometric.
    """

    kind = ""

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        dropout: float | Any = 0.5,
        input_dropout: float | Any = 0.0,
    ) -> None:
        super().__init__()
        say = f"{type(self).__name__}({{}}=…)".format
        classes = whole_number(say("classes"), classes, 1)
        hidden = whole_number(say("hidden"), hidden, 1)
        count = whole_number(say("layers"), layers, 1)
        first = -1 if features is None else whole_number(say("features"), features, 1)
        self.dropout = share(say("dropout"), dropout)
        self.input_dropout = share(say("input_dropout"), input_dropout)
        widths = [first, *[hidden] * (count - 1), classes]
        self.layers = torch.nn.ModuleList(
            self.convolution(wide, out, layer == count - 1)
            for layer, (wide, out) in enumerate(pairwise(widths))
        )
        self.hidden = Probe("vector", rank=0)

    def convolution(self, wide: int, out: int, last: bool) -> torch.nn.Module:  # noqa: ARG002
        """One layer: for GAT alone the last is another one."""
        from torch_geometric import nn

        found: torch.nn.Module = getattr(nn, self.kind)(wide, out)
        return found

    @staticmethod
    def between(x: torch.Tensor) -> torch.Tensor:
        """The nonlinearity between layers."""
        return relu(x)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, _features_of(self.layers[0]))
        x = dropout(cells.x, self.input_dropout, self.training)
        for step, layer in enumerate(self.layers):
            x = dropout(self.between(x), self.dropout, self.training) if step else x
            x = self.hidden(x) if step == len(self.layers) - 1 else x
            x = layer(x, cells.edge_index)
        return x


def _features_of(layer: Any) -> int | None:
    """How many features a convolution takes; None before it has seen any."""
    known: int = (layer.lin if hasattr(layer, "lin") else layer.lin_l).in_channels
    return None if known < 0 else known


class GCN(MessagePassing):
    """Graph convolutional networks (Kipf and Welling, 2017)."""

    __doc__ = f"{__doc__}\n\n{MessagePassing.__doc__}"

    kind = "GCNConv"


class GraphSAGE(MessagePassing):
    """GraphSAGE with means of neighbours (Hamilton, Ying and Leskovec, 2017)."""

    __doc__ = f"{__doc__}\n\n{MessagePassing.__doc__}"

    kind = "SAGEConv"


class GAT(MessagePassing):
    """Graph attention networks (Veličković et al., 2018), with `heads` that divide `hidden`."""

    __doc__ = f"{__doc__}\n\n{MessagePassing.__doc__}"

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        heads: int | Any = 8,
        dropout: float | Any = 0.5,
        input_dropout: float | Any = 0.0,
    ) -> None:
        self.heads = whole_number("GAT(heads=…)", heads, 1)
        if whole_number("GAT(hidden=…)", hidden, 1) % self.heads:
            raise InvalidInput("GAT(heads=…)", heads, f"a divisor of hidden={hidden} is needed")
        rest = {"dropout": dropout, "input_dropout": input_dropout}
        super().__init__(classes, hidden, layers, features, **rest)

    def convolution(self, wide: int, out: int, last: bool) -> torch.nn.Module:
        """Heads side by side; their mean in the last layer."""
        from torch_geometric.nn import GATConv

        one = out if last else out // self.heads
        return GATConv(wide, one, self.heads, concat=not last, dropout=self.dropout)

    @staticmethod
    def between(x: torch.Tensor) -> torch.Tensor:
        """elu, as in the paper."""
        return elu(x)
