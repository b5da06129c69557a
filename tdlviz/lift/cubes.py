"""A grid of cubes: the cells of every rank, their vertices and faces, by arithmetic alone.

A cube is a product of edges and vertices. Cells of rank k are the cubes that span k axes: one block
for each choice of axes, in lexicographic order, and within a block in the order of the array.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.incidence import Faces

Axes = tuple[int, ...]
AROUND = [(0, 0), (1, 0), (1, 1), (0, 1)]


@dataclass(frozen=True)
class Grid:
    """`shape` vertices along each axis; an axis in `wraps` closes up."""

    shape: tuple[int, ...]
    wraps: tuple[bool, ...]

    @property
    def dim(self) -> int:
        """How many axes there are."""
        return len(self.shape)

    def blocks(self, rank: int) -> list[Axes]:
        """The choices of `rank` axes to span."""
        return list(combinations(range(self.dim), rank))

    def sizes(self, spanned: Axes) -> tuple[int, ...]:
        """The cells of a block along each axis: edges along the spanned, vertices along others."""
        return tuple(
            n - (axis in spanned and not wrap)
            for axis, (n, wrap) in enumerate(zip(self.shape, self.wraps, strict=True))
        )

    def count(self, rank: int) -> int:
        """How many cells have this rank."""
        return sum(int(np.prod(self.sizes(axes), dtype=object)) for axes in self.blocks(rank))

    def vertices_of(self, rank: int) -> Int[np.ndarray, "cells corners"]:
        """The vertices of every cell: those of an edge in order, those of a square around it."""
        corners = AROUND if rank == 2 else list(product((0, 1), repeat=rank))
        rows = [np.column_stack([self._corner(b, c) for c in corners]) for b in self.blocks(rank)]
        cells = np.concatenate(rows)
        return np.sort(cells, axis=1) if rank == 1 else cells

    def faces(self, rank: int, edges: Int[np.ndarray, "edges"]) -> Faces:
        """The signed faces of all cells of `rank` >= 1, edges being renamed to the order `edges`.

        The boundary of a product of edges e1 … ek is the alternating sum over i of the cubes with
        the end of ei in place of ei, minus those with its start. An edge runs to its larger vertex,
        so that those which close an axis run against it.
        """
        blocks = [self._faces_of_block(axes) for axes in self.blocks(rank)]
        names = np.concatenate(blocks)
        signs = np.tile(np.repeat((-1) ** np.arange(rank), 2) * np.tile([-1, 1], rank), len(names))
        signs = signs.reshape(names.shape)
        if rank == 1:
            names = np.sort(names, axis=1)[edges]
        if rank == 2:
            against = np.concatenate(self._against())
            signs = np.where(against[names], -signs, signs)
            place = np.empty(len(edges), dtype=np.int64)
            place[edges] = np.arange(len(edges))
            names = place[names]
        offsets = np.arange(len(names) + 1, dtype=np.int64) * 2 * rank
        return Faces(names.reshape(-1), signs.reshape(-1).astype(np.int64), offsets)

    def edge_order(self) -> Int[np.ndarray, "edges"]:
        """The edges of all blocks in lexicographic order of their vertices."""
        low, high = self.vertices_of(1).T
        return np.lexsort((high, low))

    def births(
        self, values: Float[np.ndarray, "..."], upward: bool
    ) -> list[Float[np.ndarray, "cells"]]:
        """When the cells of each rank enter, in the order of the blocks.

        upward: `values` are those of the vertices and a cell has the largest of its vertices';
        otherwise they are those of the cubes that span all axes, and it has the least of theirs.
        """
        ranks = []
        for rank in range(self.dim + 1):
            spread = [self._spread(values, axes, upward).reshape(-1) for axes in self.blocks(rank)]
            ranks.append(np.concatenate(spread))
        return ranks

    def positions(self, shift: float) -> Float[np.ndarray, "vertices d"]:
        """The vertices as points: last axis first, the rows of an image downwards."""
        places = np.indices(self.shape).reshape(self.dim, -1)[::-1].T - shift
        return places * [1, -1] if self.dim == 2 else places

    def _corner(self, axes: Axes, corner: tuple[int, ...]) -> Int[np.ndarray, "cells"]:
        index = np.indices(self.sizes(axes)).reshape(self.dim, -1)
        index[list(axes)] += np.array(corner, dtype=np.int64).reshape(-1, 1)
        return np.ravel_multi_index(tuple(index), self.shape, mode="wrap")

    def _faces_of_block(self, axes: Axes) -> Int[np.ndarray, "cells faces"]:
        below = self.blocks(len(axes) - 1)
        starts = np.cumsum([0, *(int(np.prod(self.sizes(b))) for b in below)])
        index = np.indices(self.sizes(axes)).reshape(self.dim, -1)
        columns = []
        for axis in axes:
            face = tuple(a for a in axes if a != axis)
            for end in (0, 1):
                at = index.copy()
                at[axis] += end
                place = np.ravel_multi_index(tuple(at), self.sizes(face), mode="wrap")
                columns.append(starts[below.index(face)] + place)
        return np.column_stack(columns)

    def _against(self) -> list[np.ndarray]:
        """For each block of edges, which run from the last vertex of an axis to the first."""
        against = []
        for (axis,) in self.blocks(1):
            index = np.indices(self.sizes((axis,))).reshape(self.dim, -1)
            against.append(index[axis] == self.shape[axis] - 1)
        return against

    def _spread(self, values: np.ndarray, axes: Axes, upward: bool) -> np.ndarray:
        for axis in range(self.dim):
            if (axis in axes) == upward:
                values = _pairwise(values, axis, self.wraps[axis], upward)
        return values


def _pairwise(values: np.ndarray, axis: int, wraps: bool, upward: bool) -> np.ndarray:
    """The larger of each entry and the next, or the smaller of each entry and the one before."""
    if wraps:
        other = np.roll(values, -1 if upward else 1, axis)
        return np.maximum(values, other) if upward else np.minimum(values, other)
    if upward:
        before, after = (np.delete(values, end, axis) for end in (-1, 0))
        return np.maximum(before, after)
    edge = [(int(a == axis), int(a == axis)) for a in range(values.ndim)]
    padded = np.pad(values, edge, constant_values=np.inf)
    return np.minimum(np.delete(padded, -1, axis), np.delete(padded, 0, axis))
