"""One layer of attention over neighbourhoods: see `tdlviz.nn.neighbourhood_attention`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from jaxtyping import Float

from tdlviz.nn.attention_over import AttentionOver, Settings, Widths
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.harmonic_filter import HarmonicFilter
from tdlviz.nn.neighbourhoods import Neighbourhood

ByRank = dict[int, Float[torch.Tensor, "_ _"]]


class NeighbourhoodLayer(torch.nn.Module):
    """The sum over all neighbourhoods and of the cell's own term, for the cells of some ranks.

    features: how many come in on cells of each rank, None for what the first call says.
    joined:   heads are side by side, of `width` each; else their mean is taken.
    """

    def __init__(
        self,
        features: Widths,
        ranks: set[int],
        width: int,
        over: tuple[Neighbourhood, ...],
        how: Settings,
        joined: bool,
    ) -> None:
        super().__init__()
        self.joined, self.wide = joined, width * how.heads if joined else width
        self.ranks = sorted(ranks)
        self.sources = sorted(ranks | {one.source for one in over})
        self.over = torch.nn.ModuleDict(
            {f"{one.kind}{one.rank}": AttentionOver(one, features, width, how) for one in over}
        )
        self.own = torch.nn.ModuleDict()
        if how.harmonic is not None:
            for rank in self.ranks:
                self.own[f"rank{rank}"] = HarmonicFilter(
                    rank, features[rank], self.wide, how.harmonic, how.epsilon
                )

    def linears_of(self, rank: int) -> Iterator[torch.nn.Linear]:
        """What features of one rank go into."""
        one: Any
        for one in (*self.over.values(), *self.own.values()):
            yield from one.linears_of(rank)

    def forward(self, x: ByRank, cells: Cochains) -> ByRank:
        """Features by rank after the layer. Ranks without cells are left out."""
        found = {k: x[k].new_zeros(len(x[k]), self.wide) for k in self.ranks if k in x}
        one: Any
        for one in self.own.values():
            if one.rank in x:
                found[one.rank] = one(x[one.rank], cells)
        for one in self.over.values():
            if one.over.rank in x and one.over.source in x:
                heads = one(x[one.over.rank], x[one.over.source], cells)
                heads = heads.transpose(0, 1).flatten(1) if self.joined else heads.mean(0)
                found[one.over.rank] = found[one.over.rank] + heads
        return found
