"""A graph as sorted integer arrays: what Rips and clique complexes are expanded from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int
from scipy import sparse


@dataclass(frozen=True, eq=False)
class Edges:
    """An undirected graph without loops or doubles.

    vertices: how many; they are 0 to vertices - 1.
    pairs:    (m, 2) int64, i < j, in lexicographic order.
    values:   (m,) float64, when each edge enters; None for a graph without filtration.
    """

    vertices: int
    pairs: Int[np.ndarray, "m 2"]
    values: Float[np.ndarray, "m"] | None = None

    @classmethod
    def sorted(
        cls, vertices: int, pairs: Int[np.ndarray, "m 2"], values: Float[np.ndarray, "m"] | None
    ) -> Edges:
        """Edges from pairs with distinct ends in any order, each at most once."""
        # Ten times as fast as a minimum over an axis of length two.
        low, high = np.minimum(*pairs.T), np.maximum(*pairs.T)
        order = np.argsort(low * vertices + high)
        rows = np.column_stack([low[order], high[order]]).astype(np.int64)
        return cls(vertices, rows, None if values is None else values[order])

    def up_to(self, most: float) -> Edges:
        """Only the edges that enter at `most` or before."""
        assert self.values is not None
        near = self.values <= most
        return Edges(self.vertices, self.pairs[near], self.values[near])

    def __len__(self) -> int:
        return len(self.pairs)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """The symmetric (vertices, vertices) int32 matrix of ones and zeros."""
        ends = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        ones = np.ones(len(ends), dtype=np.int32)
        shape = (self.vertices, self.vertices)
        matrix = sparse.csr_array((ones, (ends[:, 0], ends[:, 1])), shape=shape)
        matrix.sort_indices()
        return matrix
