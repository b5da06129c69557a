"""Cells without a boundary as padded convex hulls of their vertices in the plane."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.views.convex import Owners, Points, convex, following, padded
from tdlviz.views.layout import Layout

FINE, COARSE, CROWD = np.pi / 12, np.pi / 4, 2000
"""The steps of a rounded corner, with few hulls and with a crowd of them."""
HUES = 6
"""Colours of Okabe and Ito for hulls: all but yellow, that of the selection, and grey."""


class Hulls(NamedTuple):
    """Convex outlines, larger ones first, so that the smaller ones are drawn over them.

    corners:    (total, 2) float32; hull i has `corners[offsets[i]:offsets[i + 1]]`, anticlockwise.
    rank, cell: (hulls,) the cell whose vertices hull i holds.
    """

    corners: Float[np.ndarray, "total 2"]
    offsets: Int[np.ndarray, "bounds"]
    rank: Int[np.ndarray, "hulls"]
    cell: Int[np.ndarray, "hulls"]


def hulls(cx: Complex, places: Points) -> Hulls:
    """A hull for each cell of rank 1 and more: a ring about one vertex, a lens about two.

    It is the Minkowski sum of the convex hull with a disc that grows with the number of vertices,
    and from the first to the last of cells that are the same set: no outline lies on another.
    """
    ranks = cx.ranks[1:]
    rank = np.repeat(np.arange(1, cx.dim + 1), cx.counts[1:])
    cell = np.concatenate([np.zeros(0, np.int64), *(np.arange(len(cells)) for cells in ranks)])
    sizes = np.concatenate([np.zeros(0, np.int64), *(cells.sizes for cells in ranks)])
    flat = np.concatenate([np.zeros(0, np.int64), *(cells.flat for cells in ranks)])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    unit = min(0.04, 0.3 / np.sqrt(max(len(places), 1)))
    radius = unit * (1 + 0.35 * np.log2(np.maximum(sizes, 1)) + 0.3 * _copies(flat, owner, sizes))
    corners, owner = convex(places[flat].astype(np.float64), owner)
    corners, owner = padded(corners, owner, radius[owner], FINE if len(cell) <= CROWD else COARSE)
    return _largest_first(corners, owner, rank, cell)


def around(drawing: Layout, found: Hulls) -> Layout:
    """The same drawing with room for its hulls."""
    reach = np.abs(found.corners).max(axis=0, initial=0)
    half = np.maximum(drawing.extent, reach)
    return drawing._replace(extent=(float(half[0]), float(half[1])))


def _copies(flat: Owners, owner: Owners, sizes: Owners) -> Int[np.ndarray, "hulls"]:
    """How many earlier cells are the same set of vertices as each."""
    # A sum of random 64-bit numbers, one a vertex, names a set.
    vertices = int(flat.max(initial=0)) + 1
    numbers = np.random.default_rng(0).integers(2**63, size=vertices, dtype=np.uint64)
    names = np.zeros(len(sizes), dtype=np.uint64)
    np.add.at(names, owner, numbers[flat])
    _, group, counts = np.unique(names, return_inverse=True, return_counts=True)
    order = np.argsort(group, kind="stable")
    copies = np.empty(len(sizes), dtype=np.int64)
    copies[order] = np.arange(len(sizes)) - np.repeat(np.cumsum(counts) - counts, counts)
    return copies


def _largest_first(corners: Points, owner: Owners, rank: Owners, cell: Owners) -> Hulls:
    cells = Cells(np.arange(len(corners)), np.searchsorted(owner, np.arange(len(rank) + 1)))
    after = following(owner)
    slices = corners[:, 0] * corners[after, 1] - corners[:, 1] * corners[after, 0]
    area = np.bincount(owner, slices, minlength=len(rank))
    order = np.argsort(-area, kind="stable")
    sizes = cells.sizes[order]
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    taken = np.arange(len(corners)) + np.repeat(cells.offsets[order] - offsets[:-1], sizes)
    return Hulls(corners[taken].astype(np.float32), offsets, rank[order], cell[order])
