"""GRAND: graph neural diffusion, the heat equation with attention for its conductivity."""

from __future__ import annotations

import math
from typing import Any

import torch
from jaxtyping import Float, Int
from torch.nn.functional import dropout, linear, relu

from tdlviz.core.door import real_number, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN, share
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features

Arcs = Int[torch.Tensor, "2 arcs"]


class Attention(torch.nn.Module):
    """Scaled dot products of keys and queries over the neighbours of a vertex and itself.

    Returns (arcs, heads) that add up to 1 over the arcs into each vertex. `probe` hears them, on
    (target, source).
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = torch.nn.Parameter(torch.empty(width, width))
        self.key = torch.nn.Parameter(torch.empty(width, width))
        for weight in (self.query, self.key):
            torch.nn.init.xavier_uniform_(weight)
        self.probe = Probe("attention", rank=0)

    def forward(
        self, x: Float[torch.Tensor, "vertices width"], arcs: Arcs
    ) -> Float[torch.Tensor, "arcs heads"]:
        """Attention from each vertex `arcs[0]` to its neighbour `arcs[1]`."""
        query, key = (linear(x, w).view(len(x), self.heads, -1) for w in (self.query, self.key))
        scores = (query[arcs[0]] * key[arcs[1]]).sum(2) / math.sqrt(query.shape[2])
        target = arcs[0, :, None].expand_as(scores)
        none = scores.new_full((len(x), self.heads), -torch.inf)
        largest = none.scatter_reduce(0, target, scores.detach(), "amax")
        weights = (scores - largest[arcs[0]]).exp()
        whole = weights.new_zeros(len(x), self.heads).index_add(0, arcs[0], weights)
        attention = weights / whole[arcs[0]]
        self.probe(attention, arcs.T)
        return attention


class Grand(torch.nn.Module):
    """Graph neural diffusion (Chamberlain, Rowbottom, Gorinova, Webb, Rossi, Bronstein, 2021).

    dx/dt = (A(x) - 1) x from lin1(features) at 0 to `time`, by explicit Euler steps; then
    logits = lin2(relu(x)), (vertices, classes). A is the mean over heads of attention of a vertex
    to its neighbours and itself, so that every row adds up to 1: with steps of at most 1, the
    hidden features stay between the least and the largest they had (the maximum principle).

    hidden:    channels, a multiple of `heads`.
    step:      at most 1, beyond which Euler's method is not stable; the last step is what is left.
    nonlinear: attention anew at each step; else once, from the features at time 0.

    Watch "attention.probe" (kind attention), and "hidden" (the features at each step).
    Raises `InvalidInput` for other options.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        features: int | Any | None = None,
        *,
        heads: int | Any = 4,
        time: float | Any = 4.0,
        step: float | Any = 1.0,
        nonlinear: bool | Any = False,
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
    ) -> None:
        super().__init__()
        hidden = whole_number("Grand(hidden=…)", hidden, 1, MOST_HIDDEN)
        heads = whole_number("Grand(heads=…)", heads, 1)
        if hidden % heads:
            raise InvalidInput("Grand(heads=…)", heads, f"a divisor of hidden={hidden} is needed")
        self.time = real_number("Grand(time=…)", time, 0.0)
        self.step = real_number("Grand(step=…)", step, above=0.0)
        if self.step > 1:
            raise InvalidInput("Grand(step=…)", step, "at most 1: larger steps are not stable")
        if self.time > 10_000 * self.step:
            raise InvalidInput("Grand(time=…)", time, f"at most 10,000 steps of {self.step}")
        self.nonlinear = switch("Grand(nonlinear=…)", nonlinear)
        self.dropout = share("Grand(dropout=…)", dropout)
        self.input_dropout = share("Grand(input_dropout=…)", input_dropout)
        self.lin1 = first_linear("Grand(features=…)", features, hidden)
        self.attention = Attention(hidden, heads)
        self.hidden = Probe("vector", rank=0)
        self.lin2 = torch.nn.Linear(
            hidden, whole_number("Grand(classes=…)", classes, 1, MOST_CLASSES)
        )

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        x = linear_of_features(self.lin1, cells, self.input_dropout)
        x = self.diffused(dropout(x, self.dropout, self.training), cells)
        return self.lin2(dropout(relu(x), self.dropout, self.training))

    def diffused(
        self, x: Float[torch.Tensor, "vertices width"], cells: Cochains
    ) -> Float[torch.Tensor, "vertices width"]:
        """x at `time`."""
        arcs, left = cells.keep("arcs and loops", lambda: _with_loops(cells)), self.time
        weights = self.attention(x, arcs).mean(1)
        self.hidden(x)
        while left > 1e-9:
            step = min(self.step, left)
            mean = torch.zeros_like(x).index_add(0, arcs[0], weights[:, None] * x[arcs[1]])
            x, left = self.hidden(x + step * (mean - x)), left - step
            if self.nonlinear and left > 1e-9:
                weights = self.attention(x, arcs).mean(1)
        return x


def _with_loops(cells: Cochains) -> Arcs:
    every = torch.arange(cells.count(0), device=cells.device)
    return torch.cat([cells.edge_index, every.expand(2, -1)], dim=1)
