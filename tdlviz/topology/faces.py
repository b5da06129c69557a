"""The faces of every cell with their signs: one incidence list for boundaries, orders and pairs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.closure import polygon_sides
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.incidence import Faces
from tdlviz.core.search import Rows, finder
from tdlviz.topology.cache import memoised

Finder = Callable[[Rows], Int[np.ndarray, "rows"]]
Signed = tuple[Int[np.ndarray, "total"], Int[np.ndarray, "total"]]


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
    _check_shapes(cx, rank)
    cells = cx.cells(rank)
    if not cells.uniform(rank + 1) or _turned(cells, cx.cells(rank - 1)):
        names, signs = _sides(cells, _finder(cx, rank - 1))
    elif rank == 1:
        ends = np.asarray(cells).reshape(-1, 2)
        names, signs = ends[:, ::-1].reshape(-1), _alternating(ends)
    else:
        names, signs = _simplex_faces(
            np.asarray(cells).reshape(-1, rank + 1), _finder(cx, rank - 1)
        )
    if len(names) and names.min() < 0:
        _missing(cx, rank, int(names.argmin()))
    return Faces(names, signs, cells.offsets)


def _finder(cx: Complex, rank: int) -> Finder:
    return finder(np.asarray(cx.cells(rank)).reshape(-1, rank + 1), cx.counts[0])


def _simplex_faces(simplices: Rows, find: Finder) -> Signed:
    """One place in the row at a time: what is left then is nearly sorted, so quickly found."""
    names = np.empty(simplices.shape, dtype=np.int64)
    for left_out in range(simplices.shape[1]):
        names[:, left_out] = find(_without(simplices, left_out))
    return names.reshape(-1), _alternating(simplices)


def _without(rows: Rows, place: int) -> Int[np.ndarray, "rows fewer"]:
    return rows[:, [k for k in range(rows.shape[1]) if k != place]]


def _alternating(simplices: Rows) -> Int[np.ndarray, "total"]:
    signs = np.empty(simplices.shape, dtype=np.int64)
    signs[:, ::2], signs[:, 1::2] = 1, -1
    return signs.reshape(-1)


def _turned(cells: Cells, below: Cells) -> bool:
    """Whether triangles are polygons still, as where the larger polygons of a complex were left
    out: their vertices may come in another order than that of the edges. In a directed flag complex
    where every edge increases, so does every simplex."""
    return cells.uniform(3) and below.uniform(2) and below.increasing and not cells.increasing


def _sides(polygons: Cells, find: Finder) -> Signed:
    sides = polygon_sides(polygons)
    signs = np.where(sides[:, 0] < sides[:, 1], 1, -1)
    return find(np.sort(sides, axis=1)), signs


def _missing(cx: Complex, rank: int, entry: int) -> None:
    cells = cx.cells(rank)
    cell = int(cells.owner[entry])
    corners, place = cells[cell], entry - int(cells.offsets[cell])
    if len(corners) == rank + 1:
        face = np.delete(corners, place)
    else:
        face = np.sort(np.roll(corners, -place)[:2])
    given = f"cell {cell} of rank {rank} = {corners.tolist()} without {face.tolist()}"
    raise InvalidInput(f"faces of rank {rank}", given, "all faces of a cell must be cells too")


def _check_shapes(cx: Complex, rank: int) -> None:
    for k in (rank - 1, rank):
        cells = cx.cells(k)
        polygonal = k == 2 and rank == 2 and (len(cells) == 0 or int(cells.sizes.min()) >= 3)
        if not polygonal and not cells.uniform(k + 1):
            bad = int((cells.sizes != k + 1).argmax())
            given = f"cell {bad} of rank {k} with {int(cells.sizes[bad])} vertices"
            rule = f"it has {k + 1}" + (", or more, as a polygon" if k == 2 else "")
            raise InvalidInput(f"faces of rank {rank}", given, rule)
