"""Sets of vertices in the forms that people have them in, as cells with increasing vertices."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike
from scipy import sparse

from tdlviz.core.cells import Cells, integers
from tdlviz.core.door import MOST, listed, plain_array, whole_number
from tdlviz.core.errors import InvalidInput

Names = Int[np.ndarray, "n"] | None


def set_lists(asked: str, sets: Iterable[Any] | Any) -> Cells:
    """Cells from a list of vertex lists or sets, or an (n, width) array of integers, in its order.

    Raises `InvalidInput` for a set that is empty or names a vertex twice.
    """
    if hasattr(sets, "__array__"):
        sets = plain_array(asked, sets)
    if isinstance(sets, np.ndarray) and sets.ndim == 2:
        sizes, flat = np.full(len(sets), sets.shape[1]), sets.reshape(-1)
    else:
        rows = listed(asked, sets)
        sizes = np.array([_size(asked, row) for row in rows], dtype=np.int64)
        flat = plain_array(asked, list(chain.from_iterable(rows)))
    if flat.ndim != 1:
        raise InvalidInput(asked, "lists of lists", "a list of vertices is needed for each")
    return set_pairs(asked, np.repeat(np.arange(len(sizes)), sizes), integers(asked, flat), sizes)


def set_pairs(
    asked: str,
    owner: Int[np.ndarray, "total"],
    vertex: Int[np.ndarray, "total"],
    sizes: Int[np.ndarray, "n"],
) -> Cells:
    """Cells from the pairs (cell, vertex), in any order."""
    if len(sizes) and sizes.min() == 0:
        given = f"number {sizes.argmin()} without vertices"
        raise InvalidInput(asked, given, "each has at least one vertex")
    order = np.lexsort((vertex, owner))
    cells = Cells(vertex[order], np.concatenate([[0], np.cumsum(sizes)]))
    if not cells.increasing:
        again = (cells.flat[1:] == cells.flat[:-1]) & (cells.owner[1:] == cells.owner[:-1])
        place = int(again.argmax())
        given = f"number {cells.owner[place]} with vertex {cells.flat[place]} twice"
        raise InvalidInput(asked, given, "vertices must differ")
    return cells


def set_columns(asked: str, matrix: ArrayLike | Any) -> tuple[Cells, int]:
    """Cells from the columns of a matrix of zeros and ones, and the number of its rows."""
    if sparse.issparse(matrix):
        stored = sparse.coo_array(matrix)
        shape, values, places = stored.shape, stored.data, stored.coords
    else:
        dense = plain_array(asked, matrix)
        shape, values, places = dense.shape, dense.reshape(-1), np.indices(dense.shape)
    if len(shape) != 2 or values.dtype.kind not in "biuf":
        rule = "a matrix (vertices, cells) of zeros and ones is needed"
        raise InvalidInput(asked, f"shape {shape} of {values.dtype}", rule)
    if not np.isin(values, (0, 1)).all():
        given = f"an entry {values[~np.isin(values, (0, 1))][0]}"
        raise InvalidInput(asked, given, "entries are 0 or 1")
    vertex, owner = (axis.reshape(-1)[values != 0].astype(np.int64) for axis in places)
    sizes = np.bincount(owner, minlength=shape[1])
    return set_pairs(asked, owner, vertex, sizes), int(shape[0])


def numbered(asked: str, cells: Cells, vertices: int | Any | None) -> tuple[Cells, int, Names]:
    """The cells with their vertices named 0 to n - 1, n, and the old names where they were others.

    vertices: there are so many, and they have these names already. None: those that cells name.
    """
    if vertices is not None:
        count = whole_number(f"{asked}(vertices=…)", vertices, 1, MOST)
        if len(cells.flat) and cells.flat.max() >= count:
            given = f"vertex {cells.flat.max()}"
            raise InvalidInput(asked, given, f"vertices are 0 to {count - 1:,}")
        return cells, count, None
    labels = np.unique(cells.flat)
    if not len(labels):
        raise InvalidInput(asked, "nothing", "at least one vertex is needed")
    if labels[-1] == len(labels) - 1:
        return cells, len(labels), None
    return Cells(np.searchsorted(labels, cells.flat), cells.offsets), len(labels), labels


def membership(cells: Cells, vertices: int) -> sparse.csr_array:
    """The (cells, vertices) int64 matrix of ones and zeros."""
    shape = (len(cells), vertices)
    return sparse.csr_array((np.ones_like(cells.flat), cells.flat, cells.offsets), shape=shape)


def _size(asked: str, row: Any) -> int:
    try:
        if isinstance(row, (str, bytes, dict)):
            raise TypeError
        return len(row)
    except TypeError as error:
        raise InvalidInput(asked, repr(row), "a list of vertices is needed") from error
