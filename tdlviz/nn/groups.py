"""Vertices in groups, each group a row of a padded tensor: for attention of all to all in each."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int

from tdlviz.core.errors import TooLarge

MOST = 2**29
"""More numbers in one padded tensor of pairs take over 2 GB, and training several times that."""


class Groups(NamedTuple):
    """Which row and column of a padded (groups, most) tensor each vertex has.

    place: (vertices,) row times most, plus column.
    there: (groups, most) where there is a vertex.
    """

    place: Int[torch.Tensor, "vertices"]
    there: Bool[torch.Tensor, "groups most"]

    @classmethod
    def of(cls, labels: Int[torch.Tensor, "vertices"]) -> Groups:
        """Vertices with one label are one group, in their order; labels are 0, 1, …"""
        sizes = torch.bincount(labels)
        order = torch.argsort(labels, stable=True)
        most = int(sizes.max()) if len(sizes) else 0
        first = (sizes.cumsum(0) - sizes)[labels[order]]
        column = torch.arange(len(labels), device=labels.device) - first
        place = torch.empty_like(labels)
        place[order] = labels[order] * most + column
        there = torch.arange(most, device=labels.device) < sizes[:, None]
        return cls(place, there)

    def check(self, asked: str, heads: int) -> None:
        """Raises `TooLarge` where pairs of vertices would take too much memory."""
        count = self.there.numel() * self.there.shape[1] * heads
        if count > MOST:
            given = f"{count:,} pairs, {4e-9 * count:.1f} GB a tensor"
            raise TooLarge(asked, given, f"at most {MOST:,}: take fewer or smaller graphs at once")

    def pad(self, x: Float[torch.Tensor, "vertices *rest"]) -> torch.Tensor:
        """(groups, most, …), zero where there is no vertex."""
        rows = x.new_zeros(self.there.numel(), *x.shape[1:]).index_copy(0, self.place, x)
        return rows.view(*self.there.shape, *x.shape[1:])

    def unpad(self, rows: torch.Tensor) -> Float[torch.Tensor, "vertices *rest"]:
        """The rows of the vertices, in their order."""
        return rows.flatten(0, 1)[self.place]

    def pairs(self) -> tuple[Int[torch.Tensor, "pairs 3"], Int[torch.Tensor, "pairs 2"]]:
        """All pairs within groups: (group, column, column), and the names of the two vertices."""
        both = (self.there[:, :, None] & self.there[:, None]).nonzero()
        vertex = self.place.new_zeros(self.there.numel())
        vertex[self.place] = torch.arange(len(self.place), device=self.place.device)
        vertex = vertex.view(self.there.shape)
        return both, torch.stack([vertex[both[:, 0], both[:, k]] for k in (1, 2)], dim=1)
