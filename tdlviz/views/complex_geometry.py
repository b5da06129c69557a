"""The arrays that the browser draws a complex from: cells, layers or hulls."""

from __future__ import annotations

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.views.hulls import HUES, Hulls
from tdlviz.views.layout import Layout
from tdlviz.views.triangulate import triangulate

Arrays = dict[str, np.ndarray]


def cell_arrays(cx: Complex) -> Arrays:
    """Edges, triangles of the faces and solids, all by their vertices."""
    edges = cx.ranks[1].flat if cx.dim >= 1 else np.zeros(0)
    triangles, owner = triangulate(cx.ranks[2] if cx.dim >= 2 else Cells.of([]))
    arrays = {"edges": edges, "triangles": triangles}
    if len(owner) and not cx.ranks[2].uniform(3):
        arrays["owner"] = owner
    if cx.dim >= 3 and cx.ranks[3].uniform(4):
        arrays["solids"] = cx.ranks[3].flat
    return {name: array.astype(np.int32) for name, array in arrays.items()}


def layer_arrays(drawing: Layout) -> Arrays:
    """Which places a line joins."""
    assert drawing.covers is not None
    return {"covers": drawing.covers.astype(np.int32)}


def hull_arrays(cx: Complex, hulls: Hulls) -> Arrays:
    """Outlines with a hue each, the cells that they stand for, and those cells' vertices."""
    none = np.zeros(0, dtype=np.int64)
    sizes = np.concatenate([none, *(cells.sizes for cells in cx.ranks[1:])])
    whole = {
        "hullOffsets": hulls.offsets,
        "hullRanks": hulls.rank,
        "hullCells": hulls.cell,
        "hullHues": hulls.cell % HUES,
        "members": np.concatenate([none, *(cells.flat for cells in cx.ranks[1:])]),
        "memberOffsets": np.concatenate([[0], np.cumsum(sizes)]),
    }
    ready = {name: array.astype(np.int32) for name, array in whole.items()}
    return {"hullCorners": hulls.corners, **ready}
