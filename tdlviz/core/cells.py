"""Cells of one rank: a ragged list of vertex lists in two flat arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from jaxtyping import Bool, Int
from numpy.typing import ArrayLike, DTypeLike

from tdlviz.core.door import plain_array
from tdlviz.core.errors import InvalidInput


@dataclass(frozen=True, eq=False)
class Cells:
    """`n` cells of one rank. Cell `i` has the vertices `flat[offsets[i]:offsets[i + 1]]` (int64).

    Simplices list their vertices in increasing order; polygons list them around their boundary.
    `np.asarray(cells)` is the (n, width) array where all cells have the same number of vertices.
    """

    flat: Int[np.ndarray, "total"]
    offsets: Int[np.ndarray, "bounds"]

    def __post_init__(self) -> None:
        for array in (self.flat, self.offsets):
            array.setflags(write=False)

    @classmethod
    def of(cls, rows: ArrayLike | Sequence[ArrayLike] | Any) -> Cells:
        """Cells from an (n, width) integer array or a list of vertex lists."""
        if isinstance(rows, np.ndarray) and rows.ndim == 2:
            offsets = np.arange(len(rows) + 1, dtype=np.int64) * rows.shape[1]
            return cls(integers("cells", rows).reshape(-1), offsets)
        lists = [integers("cells", row) for row in rows]  # type: ignore[union-attr]
        if any(row.ndim != 1 for row in lists):
            raise InvalidInput("cells", rows, "a list of vertex lists is needed")
        offsets = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        return cls(np.concatenate([np.zeros(0, np.int64), *lists]), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, cell: int | Any) -> Int[np.ndarray, "width"]:
        if not isinstance(cell, (int, np.integer)):
            raise InvalidInput("a cell", repr(cell), "its name, an integer, is needed")
        if not -len(self) <= cell < len(self):
            raise IndexError(f"cell {cell} of {len(self)}")
        cell %= len(self)
        return self.flat[self.offsets[cell] : self.offsets[cell + 1]]

    def __iter__(self) -> Iterator[Int[np.ndarray, "width"]]:
        return (self[i] for i in range(len(self)))

    @property
    def sizes(self) -> Int[np.ndarray, "n"]:
        """How many vertices each cell has."""
        return np.diff(self.offsets)

    @property
    def owner(self) -> Int[np.ndarray, "total"]:
        """The cell to which each entry of `flat` belongs."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def uniform(self, width: int) -> bool:
        """Whether every cell has `width` vertices."""
        return len(self) == 0 or self.width == width

    @cached_property
    def width(self) -> int | None:
        """How many vertices every cell has, None where they differ or there are no cells."""
        sizes = self.sizes
        return int(sizes[0]) if len(self) and bool((sizes == sizes[0]).all()) else None

    @cached_property
    def increasing(self) -> bool:
        """Whether the vertices of every cell are in increasing order."""
        if self.width:
            # Along the flat list, ten times as quick as along the rows.
            steps = np.empty(len(self.flat), dtype=bool)
            np.greater(self.flat[1:], self.flat[:-1], out=steps[:-1])
            steps[self.width - 1 :: self.width] = True
            return bool(steps.all())
        within = self.owner[1:] == self.owner[:-1]
        return bool((self.flat[1:] > self.flat[:-1])[within].all())

    def where(self, mask: Bool[np.ndarray, "n"]) -> Cells:
        """The cells that `mask` chooses, in the same order."""
        sizes = self.sizes
        offsets = np.concatenate([[0], np.cumsum(sizes[mask])]).astype(np.int64)
        return Cells(self.flat[np.repeat(mask, sizes)], offsets)

    def __array__(self, dtype: DTypeLike = None, copy: bool | None = None) -> np.ndarray:
        width = self.width or 0
        if not self.uniform(width):
            sizes = f"between {self.sizes.min()} and {self.sizes.max()} vertices a cell"
            raise InvalidInput("np.asarray(cells)", sizes, "all cells must have the same number")
        rows = np.asarray(self.flat.reshape(len(self), width), dtype=dtype)
        return rows.copy() if copy else rows


def integers(asked: str, values: ArrayLike | Any) -> Int[np.ndarray, "..."]:
    """`values` as int64, refused where that would change a number or where one is negative."""
    array = plain_array(asked, values)
    if array.size and array.dtype.kind not in "iu":
        raise InvalidInput(asked, f"dtype {array.dtype}", "vertices are named by integers")
    if array.size and not 0 <= array.min() <= array.max() < 2**63:
        given = f"{array.min()} to {array.max()}"
        raise InvalidInput(asked, given, "vertices are named by integers from 0 to 2^63 - 1")
    return array.astype(np.int64)
