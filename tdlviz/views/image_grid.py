"""The image behind a cubical complex: its shape, and where the values of cells stand in it."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field


class ImageGrid(NamedTuple):
    """What the browser needs to know where each cell is.

    shape:  pixels along each axis.
    wraps:  which axes close up.
    cells:  whether a pixel is a cell of the highest rank; otherwise it is a vertex.
    rank:   of the cells that are pixels.
    places: of each of them in the image, row by row.
    """

    shape: tuple[int, ...]
    wraps: tuple[bool, ...]
    cells: bool
    rank: int
    places: Int[np.ndarray, "pixels"]

    def spread(self, field: Field) -> Float[np.ndarray, "pixels"]:
        """The values of a field on pixels in the order of the image, NaN where it has none."""
        values = np.full(len(self.places), np.nan)
        values[self.places if field.index is None else self.places[field.index]] = field.values
        return values


def image_grid(cx: Complex) -> ImageGrid:
    """The grid of a complex that `cubical` made.

    Raises `InvalidInput` for any other, and for one whose vertices were moved.
    """
    pixel = cx.fields.get("pixel")
    corners = _corners(cx)
    if pixel is None or pixel.rank not in (0, cx.dim) or len(corners) != cx.dim:
        raise _foreign(cx)
    wraps = _wraps(cx, corners)
    counts = tuple(_count(corners, wraps, rank) for rank in range(cx.dim + 1))
    if cx.counts != counts or cx.incidence is None or not _in_place(cx, corners):
        raise _foreign(cx)
    cells = pixel.rank == cx.dim
    shape = tuple(n - (cells and not wrap) for n, wrap in zip(corners, wraps, strict=True))
    return ImageGrid(shape, wraps, cells, pixel.rank, pixel.values)


def told_by_pixels(cx: Complex, grid: ImageGrid) -> bool:
    """Whether every cell enters with its first pixel, or where pixels are vertices its last."""
    births = cx.births
    if births is None:
        return False
    if grid.cells:
        return all(_first(cx, births, rank) for rank in range(1, cx.dim + 1))
    return all(
        np.array_equal(births[0][cells.flat].reshape(-1, 2**rank).max(axis=1), births[rank])
        for rank, cells in enumerate(cx.ranks)
    )


def _first(cx: Complex, births: tuple[np.ndarray, ...], rank: int) -> bool:
    """Whether the faces of the cells of this rank enter with the first of them."""
    faces = (cx.incidence or ())[rank]
    assert faces is not None  # those of cubes are always given
    first = np.full(cx.counts[rank - 1], np.inf)
    np.minimum.at(first, faces.names, births[rank][faces.owner])
    return np.array_equal(first, births[rank - 1])


def _foreign(cx: Complex) -> InvalidInput:
    rule = "a complex as tv.cubical(image) makes it is needed, its vertices where it put them"
    return InvalidInput("ImageView", repr(cx), rule)


def _corners(cx: Complex) -> tuple[int, ...]:
    """Vertices along each axis of the array, whose last axis is the first of the positions."""
    if cx.positions is None or not len(cx.positions):
        return ()
    sides = np.rint(np.ptp(cx.positions, axis=0)).astype(int) + 1
    return tuple(sides[::-1].tolist())


def _wraps(cx: Complex, corners: tuple[int, ...]) -> tuple[bool, ...]:
    """Which axes have an edge from their first vertex to their last."""
    strides = [int(np.prod(corners[axis + 1 :])) for axis in range(len(corners))]
    return tuple(
        n >= 3 and bool(cx.find([[0, (n - 1) * stride]])[0] >= 0)
        for n, stride in zip(corners, strides, strict=True)
    )


def _count(corners: tuple[int, ...], wraps: tuple[bool, ...], rank: int) -> int:
    """How many cubes span `rank` axes."""
    edges = [n - (not wrap) for n, wrap in zip(corners, wraps, strict=True)]
    chosen = combinations(range(len(corners)), rank)
    return sum(
        int(np.prod([edges[a] if a in axes else n for a, n in enumerate(corners)]))
        for axes in chosen
    )


def _in_place(cx: Complex, corners: tuple[int, ...]) -> bool:
    """Whether the vertices are where `cubical` puts them, but for a shift."""
    places = np.indices(corners).reshape(len(corners), -1)[::-1].T
    if len(corners) == 2:
        places = places * [1, -1]
    positions = np.asarray(cx.positions)
    return np.allclose(positions - positions[0], places, atol=1e-6)
