"""Attention of cells of any rank over any of their neighbourhoods, and what is built of it.

In the notation of Papillon, Sanborn, Hajij and Miolane, "Architectures of Topological Deep
Learning: A Survey on Topological Neural Networks" (2023): messages along each neighbourhood are
weighted by attention and added up within it, then over all neighbourhoods of a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import dropout

from tdlviz.core.door import one_of, real_number, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.attention_over import NONLINEARITIES, Settings
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.neighbourhood_layer import NeighbourhoodLayer
from tdlviz.nn.neighbourhoods import MOST_RANK, given_neighbourhoods, ranks_needed
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN, MOST_LAYERS, share
from tdlviz.nn.sparse_features import MOST_FEATURES, features_of

MOST_STEPS = 1_000


class NeighbourhoodAttention(torch.nn.Module):
    """Layers of attention over neighbourhoods: logits (cells of `rank`, classes).

    x_r ← σ(Σ_N Σ_p (A_N)^p x_s W_N,p + (1 - εL_r)^J x_r W_r), over the neighbourhoods N of rank r,
    whose neighbours have rank s. Row i of A_N is the softmax of f(a·h_i + b·h_j) over the
    neighbours j of i, with h = x W_N for all p side by side, and x_r W' in place of h_i where s is
    not r. A cell without neighbours gets zero. Powers are repeated products with x. The last layer
    has no σ and takes the mean of its heads, others have them side by side.

    rank:           of the cells that logits are asked for.
    neighbourhoods: pairs (kind, rank of the cells that attend), of kind "upper", "lower" (cells of
                    the same rank with a common coface, face), "boundary" (faces), "coboundary"
                    (cofaces), "upper_laplacian" or "lower_laplacian" (the first two, with the cell
                    itself). A rank without cells needs no features.
    hidden:         channels, a multiple of `heads`.
    features:       how many come in on the cells of every rank that is named, a number or a
                    mapping by rank; None finds out at the first call.
    filters:        p goes from 1 to this, and is 1 between ranks.
    harmonic:       J, where 0 is a plain skip term, and None for no such term. With 0 < ε < 2/λ,
                    λ the largest eigenvalue of the Hodge Laplacian L, it keeps harmonic x.
    signs:          A_N has the signs of the boundary or Laplacian in the sum, and the absolute
                    values of h in the softmax: where features turn with the cells that are turned
                    round, so does what comes out, if σ is odd. Without signs attention does not see
                    how cells are turned, but a filter with J > 0 does: what comes out of both
                    depends on it.
    activation, scores: σ and f, one of elu, leaky_relu (0.2), relu, tanh, identity.
    dropout:        of what goes into each layer but the first.

    There are no biases. Watch "hidden" (what goes into the last layer, on `rank`) and
    "layers.*.over.*.attention", without signs: of kind attention within a rank, attention_to_faces
    or attention_to_cofaces between ranks. Raises `InvalidInput` or `UnknownName` for other options.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Mapping[int, int | None] | Any | None = None,
        *,
        rank: int | Any = 1,
        neighbourhoods: Iterable[tuple[str, int]] | Any = (("lower", 1), ("upper", 1)),
        heads: int | Any = 4,
        filters: int | Any = 1,
        harmonic: int | Any | None = 0,
        epsilon: float | Any = 0.1,
        signs: bool | Any = False,
        activation: str | Any = "elu",
        scores: str | Any = "leaky_relu",
        dropout: float | Any = 0.0,
    ) -> None:
        super().__init__()
        self.say = say = f"{type(self).__name__}({{}}=…)".format
        self.rank = whole_number(say("rank"), rank, 0, MOST_RANK)
        how = Settings(
            whole_number(say("heads"), heads, 1, MOST_HIDDEN),
            whole_number(say("filters"), filters, 1, MOST_STEPS),
            None if harmonic is None else whole_number(say("harmonic"), harmonic, 0, MOST_STEPS),
            real_number(say("epsilon"), epsilon, above=0.0),
            switch(say("signs"), signs),
            one_of(say("scores"), scores, NONLINEARITIES),
        )
        over = given_neighbourhoods(say("neighbourhoods"), neighbourhoods, how.signs)
        hidden = whole_number(say("hidden"), hidden, 1, MOST_HIDDEN)
        if hidden % how.heads:
            raise InvalidInput(say("heads"), heads, f"a divisor of hidden={hidden} is needed")
        self.classes = whole_number(say("classes"), classes, 1, MOST_CLASSES)
        self.activation = one_of(say("activation"), activation, NONLINEARITIES)
        self.dropout = share(say("dropout"), dropout)
        self.hidden = Probe("vector", rank=self.rank)
        count = whole_number(say("layers"), layers, 1, MOST_LAYERS)
        needed = ranks_needed(say("neighbourhoods"), over, self.rank, count, harmonic is not None)
        given = self._features(features, needed[0])
        self.layers = torch.nn.ModuleList()
        for into, ranks in pairwise(needed):
            last = len(self.layers) == len(needed) - 2
            width = self.classes if last else hidden // how.heads
            wide = dict.fromkeys(into, hidden) if len(self.layers) else given
            seen = tuple(one for one in over if one.rank in ranks)
            self.layers.append(NeighbourhoodLayer(wide, ranks, width, seen, how, not last))

    def _features(self, given: Any, ranks: set[int]) -> dict[int, int | None]:
        asked = self.say("features")
        if not isinstance(given, Mapping):
            given = dict.fromkeys(ranks, given)
        if not ranks <= set(given):
            rule = f"how many there are on cells of rank {sorted(ranks)} is needed"
            raise InvalidInput(asked, f"ranks {[*given]}", rule)
        return {
            k: n if n is None else whole_number(asked, n, 1, MOST_FEATURES)
            for k, n in given.items()
            if k in ranks
        }

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "cells classes"]:
        """Logits of every cell of `rank`."""
        x = self._given(cells)
        for place, layer in enumerate(self.layers):
            if place:
                x = {k: self._between(rows) for k, rows in x.items()}
            if place == len(self.layers) - 1 and self.rank in x:
                x[self.rank] = self.hidden(x[self.rank])
            x = layer(x, cells)
        if self.rank not in x:
            return torch.zeros(0, self.classes, dtype=cells.dtype, device=cells.device)
        return x[self.rank]

    def _between(self, x: torch.Tensor) -> torch.Tensor:
        return dropout(NONLINEARITIES[self.activation](x), self.dropout, self.training)

    def _given(self, cells: Any) -> dict[int, torch.Tensor]:
        """The features that go into the first layer, of ranks that have cells."""
        first: Any = self.layers[0]
        for rank in first.sources:
            known = (features_of(linear) for linear in first.linears_of(rank))
            given_cells(self, cells, next((n for n in known if n is not None), None), rank)
        return {rank: cells.on(rank) for rank in first.sources if cells.count(rank)}
