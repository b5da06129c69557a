"""Cells as the places along them: what plotly draws lines and outlines of."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells


def chosen(cells: Cells, names: Int[np.ndarray, "n"]) -> Cells:
    """The cells of these names, which increase."""
    mask = np.zeros(len(cells), dtype=bool)
    mask[names] = True
    return cells.where(mask)


def outlines(cells: Cells, places: Float[np.ndarray, "v d"]) -> Float[np.ndarray, "rows d"]:
    """The places along each cell, a row of NaN after each, as plotly lifts its pen."""
    rows = np.full((len(cells.flat) + len(cells), places.shape[1]), np.nan, dtype=np.float32)
    rows[np.arange(len(cells.flat)) + cells.owner] = places[cells.flat]
    return rows


def middles(cells: Cells, places: Float[np.ndarray, "v d"]) -> Float[np.ndarray, "n d"]:
    """The mean of the places of each cell."""
    if not len(cells):
        return np.zeros((0, places.shape[1]), dtype=np.float32)
    sums = np.add.reduceat(places[cells.flat], cells.offsets[:-1])
    return (sums / cells.sizes[:, None]).astype(np.float32)


def anticlockwise(cells: Cells, places: Float[np.ndarray, "v d"]) -> Cells:
    """Polygons of the plane, all turning the same way, so that no two cancel where they overlap."""
    if not len(cells):
        return cells
    after = np.arange(len(cells.flat)) + 1
    after[cells.offsets[1:] - 1] = cells.offsets[:-1]
    x, y = places[cells.flat, :2].T
    area = np.add.reduceat(x * y[after] - x[after] * y, cells.offsets[:-1])
    owner = cells.owner
    turned = cells.offsets[owner + 1] - 1 - (np.arange(len(owner)) - cells.offsets[owner])
    flip = area[owner] < 0
    return Cells(np.where(flip, cells.flat[turned], cells.flat), cells.offsets)
