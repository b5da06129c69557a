"""Attention of cells over one of their neighbourhoods: see `tdlviz.nn.neighbourhood_attention`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch.nn.functional import elu, leaky_relu

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.neighbourhoods import Neighbourhood
from tdlviz.nn.pattern import Pattern
from tdlviz.nn.probe import Probe
from tdlviz.nn.sparse_features import first_linear

Widths = Mapping[int, int | None]
NONLINEARITIES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "elu": elu,
    "leaky_relu": lambda x: leaky_relu(x, 0.2),
    "relu": torch.relu,
    "tanh": torch.tanh,
    "identity": lambda x: x,
}
KINDS = {-1: "attention_to_faces", 0: "attention", 1: "attention_to_cofaces"}


@dataclass(frozen=True)
class Settings:
    """What all layers of one model have in common: see `NeighbourhoodAttention`."""

    heads: int
    filters: int
    harmonic: int | None
    epsilon: float
    signs: bool
    scores: str


class AttentionOver(torch.nn.Module):
    """Σ_p A^p x W_p, with A the attention of cells to their neighbours, head by head.

    features: how many come in on cells of each rank, None for what the first call says.
    width:    of what comes out, for each head.
    """

    def __init__(self, over: Neighbourhood, features: Widths, width: int, how: Settings) -> None:
        super().__init__()
        self.over, self.width, self.how = over, width, how
        self.across = over.source - over.rank
        self.filters = 1 if self.across else how.filters
        wide = how.heads * self.filters * width
        self.linear = first_linear("features", features[over.source], wide, bias=False)
        self.linear_own = (
            first_linear("features", features[over.rank], wide, bias=False) if self.across else None
        )
        weights = torch.empty(2, how.heads, self.filters * width)
        self.weights = torch.nn.Parameter(torch.nn.init.xavier_uniform_(weights))
        self.attention = Probe(KINDS[self.across], rank=over.rank)

    def linears_of(self, rank: int) -> Iterator[torch.nn.Linear]:
        """What features of this rank go into."""
        if rank == self.over.source:
            yield self.linear
        if rank == self.over.rank and self.linear_own is not None:
            yield self.linear_own

    def forward(
        self,
        own: Float[torch.Tensor, "cells d"],
        neighbours: Float[torch.Tensor, "neighbours e"],
        cells: Cochains,
    ) -> Float[torch.Tensor, "heads cells width"]:
        """What cells with features `own` get from neighbours."""
        pattern, heads = self._pattern(cells), self.how.heads
        x = self.linear(neighbours).unflatten(1, (heads, -1))
        mine = x if self.linear_own is None else self.linear_own(own).unflatten(1, (heads, -1))
        attention = self._attention(mine, x, pattern)
        if self.attention.heard:
            self.attention(attention.view(heads, -1).T, pattern.pairs)
        values = attention * pattern.value.sign() if self.how.signs else attention
        parts = x.unflatten(2, (self.filters, self.width)).permute(2, 1, 0, 3).flatten(1, 2)
        found = pattern.product(values, parts[-1])
        for part in reversed(parts[:-1].unbind()):  # Horner's rule: A has no powers
            found = pattern.product(values, found + part)
        return found.view(heads, -1, self.width)

    def _attention(
        self,
        own: Float[torch.Tensor, "cells heads width"],
        neighbours: Float[torch.Tensor, "neighbours heads width"],
        pattern: Pattern,
    ) -> Float[torch.Tensor, "places"]:
        if self.how.signs:  # so that turning a cell round changes no score
            own, neighbours = own.abs(), neighbours.abs()
        mine, theirs = (
            torch.einsum("nhd,hd->hn", x, weight).flatten()
            for x, weight in zip((own, neighbours), self.weights, strict=True)
        )
        both = mine.index_select(0, pattern.row) + theirs.index_select(0, pattern.column)
        return pattern.softmax(NONLINEARITIES[self.how.scores](both))

    def _pattern(self, cells: Cochains) -> Pattern:
        heads, signs = self.how.heads, self.how.signs

        def make() -> Pattern:
            matrix = self.over.matrix(cells.complex, signs)
            return Pattern.of(matrix, heads, cells.device, cells.dtype)

        found: Pattern = cells.keep(("attention over", self.over, signs, heads), make)
        return found
