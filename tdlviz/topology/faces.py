"""The faces of every cell with their signs: one incidence list for boundaries, orders and pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.closure import polygon_sides
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.incidence import Faces
from tdlviz.core.search import find_rows
from tdlviz.topology.cache import memoised


def check_rank(asked: str, cx: Complex | Any, rank: Any, low: int = 0) -> int:
    """`rank` as an int, refused where the complex has no such rank or it is below `low`."""
    given_complex(asked, cx)
    whole = isinstance(rank, (int, np.integer)) and not isinstance(rank, bool)
    if not whole or not low <= rank <= cx.dim:
        rule = f"an integer from {low} to {cx.dim} is needed" if low <= cx.dim else "there is none"
        raise InvalidInput(asked, f"{rank!r} on {cx.summary()}", rule)
    return int(rank)


@memoised
def faces(cx: Complex, rank: int) -> Faces:
    """The signed faces of all cells of `rank` >= 1.

    Simplices leave out their vertices in turn, with alternating signs; polygons have their directed
    sides, so that a sorted triangle means the same either way; other cells have the faces that the
    complex says. Raises `InvalidInput` for a cell that is none of these, for a cell with a face
    that is not in the complex, and for a complex without orientation.
    """
    if not cx.oriented:
        rule = "cells of hypergraphs and ranked complexes have no boundary: see incidence"
        raise InvalidInput(f"faces of rank {rank}", cx.summary(), rule)
    if cx.incidence is not None and (given := cx.incidence[rank]) is not None:
        return given
    cells, below = cx.cells(rank), cx.cells(rank - 1)
    _check_shapes(cx, rank)
    if cells.uniform(rank + 1):
        rows, owners, signs = _simplex_faces(np.asarray(cells).reshape(-1, rank + 1))
    else:
        rows, owners, signs = _sides(cells)
    names = rows[:, 0] if rank == 1 else find_rows(rows, np.asarray(below).reshape(-1, rank))
    if len(names) and names.min() < 0:
        missing = int(names.argmin())
        cell, face = int(owners[missing]), rows[missing].tolist()
        lacking = f"cell {cell} of rank {rank} = {cells[cell].tolist()} without {face}"
        raise InvalidInput(
            f"faces of rank {rank}", lacking, "all faces of a cell must be cells too"
        )
    if cells.uniform(rank + 1):
        names, signs = (array.reshape(rank + 1, -1).T.reshape(-1) for array in (names, signs))
    return Faces(names, signs, cells.offsets)


def _simplex_faces(simplices: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All faces without vertex 0, then all without vertex 1, …: nearly sorted, so quickly found."""
    count, width = simplices.shape
    rows = np.concatenate([np.delete(simplices, vertex, axis=1) for vertex in range(width)])
    signs = np.repeat((-1) ** np.arange(width), count)
    return rows, np.tile(np.arange(count), width), signs


def _sides(polygons: Cells) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sides = polygon_sides(polygons)
    signs = np.where(sides[:, 0] < sides[:, 1], 1, -1)
    return np.sort(sides, axis=1), polygons.owner, signs


def _check_shapes(cx: Complex, rank: int) -> None:
    for k in (rank - 1, rank):
        cells = cx.cells(k)
        polygonal = k == 2 and rank == 2 and (len(cells) == 0 or int(cells.sizes.min()) >= 3)
        if not polygonal and not cells.uniform(k + 1):
            bad = int((cells.sizes != k + 1).argmax())
            given = f"cell {bad} of rank {k} with {int(cells.sizes[bad])} vertices"
            rule = f"it has {k + 1}" + (", or more, as a polygon" if k == 2 else "")
            raise InvalidInput(f"faces of rank {rank}", given, rule)
