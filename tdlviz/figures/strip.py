"""Small matrices next to each other on one grid, as large as a place allows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int


class Strip(NamedTuple):
    """Matrices on one grid.

    first:   row and column of the first entry of each.
    entries: NaN between matrices and where a number is missing.
    owner:   which matrix an entry belongs to, -1 for none.
    pixels:  the side of an entry.
    gap:     free entries above and beside a matrix.
    """

    first: Int[np.ndarray, "m 2"]
    entries: Float[np.ndarray, "rows columns"]
    owner: Int[np.ndarray, "rows columns"]
    pixels: float
    gap: tuple[int, int]

    @property
    def inside(self) -> Bool[np.ndarray, "rows columns"]:
        """Which entries belong to a matrix."""
        return self.owner >= 0

    def room_for(self, letters: int, width: int) -> bool:
        """Whether a name of so many letters stands above each matrix of this width without touching
        its neighbours."""
        above, beside = (self.pixels * gap for gap in self.gap)
        return above >= 11 and 5.6 * letters + 4 <= self.pixels * width + beside


def strip(matrices: Float[np.ndarray, "m d e"], width: float, height: float) -> Strip:
    """Matrices in rows, as many a row as makes their entries largest in a place of width × height
    pixels, with free entries for a name above each."""
    count, rows, columns = matrices.shape
    gap = max(1, -(-2 * rows // 5)), max(1, -(-columns // 4))
    high, wide = rows + gap[0], columns + gap[1]
    across, pixels = _packed(count, high / height, wide / width)
    row, column = np.divmod(np.arange(count), across)
    first = np.column_stack([row * high + gap[0], column * wide])
    shape = (high * (int(row.max(initial=0)) + 1), wide * across - gap[1])
    entries, owner = np.full(shape, np.nan), np.full(shape, -1)
    at = first[:, :, None, None] + np.indices((rows, columns))
    entries[at[:, 0], at[:, 1]] = matrices
    owner[at[:, 0], at[:, 1]] = np.arange(count)[:, None, None]
    return Strip(first, entries, owner, pixels, gap)


def _packed(count: int, high: float, wide: float) -> tuple[int, float]:
    """How many matrices stand in a row, and how large an entry is then: the best of all ways. A
    matrix is `high` × `wide` in shares of the place; rows are evenly filled."""
    across = np.arange(1, max(count, 1) + 1)
    rows = -(-max(count, 1) // across)
    sides = 1 / np.maximum(across * wide, rows * high)
    best = int(sides.argmax())
    return -(-max(count, 1) // int(rows[best])), float(sides[best])
