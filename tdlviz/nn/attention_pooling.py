"""Attention pooling: what a learned query finds important, in place of the average."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.door import whole_number
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.padded import complexes_of
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_HIDDEN


class AttentionPooling(torch.nn.Module):
    """One vector for each complex of a batch: its vertices, weighted (complexes, features).

    Σ_v w_v x_v, where w is the softmax of q · (W x_v) / √features over the vertices of one complex:
    the attention of PatchConvNet (Touvron et al., "Augmenting convolutional networks with
    attention-based aggregation", 2021), whose one learned query q takes the place of average
    pooling. With q = 0 it is average pooling. The values are the features themselves: what is
    linear after them belongs to the layer that comes next. A complex without vertices gives zeros.

    features: how many there are on each vertex.

    Watch "weights", one number for each vertex, which add up to 1 over each complex.
    Raises `InvalidInput` for another number of features.
    """

    def __init__(self, features: int | Any) -> None:
        super().__init__()
        self.features = whole_number("AttentionPooling(features)", features, 1, MOST_HIDDEN)
        self.query = torch.nn.Parameter(torch.empty(self.features))
        torch.nn.init.trunc_normal_(self.query, std=0.02)
        self.key = torch.nn.Linear(self.features, self.features, bias=False)
        self.weights = Probe("scalar", rank=0)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "complexes features"]:
        """The pooled features of every complex, in the order of the batch."""
        cells = given_cells(self, cells, self.features)
        (batch, count), x = complexes_of(cells), cells.x
        # q meets W first: one vector, in place of a key for each vertex
        scores = x @ (self.query @ self.key.weight) / self.features**0.5
        none = scores.new_full((count,), -torch.inf)
        largest = none.scatter_reduce(0, batch, scores.detach(), "amax")
        weights = (scores - largest[batch]).exp()
        weights = weights / weights.new_zeros(count).index_add(0, batch, weights)[batch]
        weights = self.weights(weights)
        return x.new_zeros(count, x.shape[1]).index_add(0, batch, weights[:, None] * x)
