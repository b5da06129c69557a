"""The cubical complex of an image or a volume: pixels, their sides and their corners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, real_array, switch, whole_number, words
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.lift.cubes import Grid
from tdlviz.lift.expected import Expected, Limit

PIXELS = ("cells", "vertices")
MOST_AXES = 3


def cubical(
    image: ArrayLike | Any,
    *,
    pixels: str | Any = "cells",
    periodic: bool | Sequence[bool] | Any = False,
    max_cells: int | Any = 5_000_000,
) -> Complex:
    """The cubical complex of an array of 1 to 3 axes, filtered by its values from low to high.

    image:    finite numbers, such as (rows, columns) or (depth, rows, columns). To see the bright
              first (the superlevel filtration), give `-image`.
    pixels:   "cells": a pixel is a cell of the highest rank, and a smaller cell enters with the
              first pixel that it bounds, so that pixels which touch at a corner are joined.
              "vertices": a pixel is a vertex, and a larger cell enters with its last pixel, so that
              they are not.
    periodic: whether an axis closes up: one bool for all axes or one for each. Such an axis has 3
              pixels or more.

    Cells of rank k have 2^k vertices and 2k faces, given in `incidence` (Kaczynski, Mischaikow and
    Mrozek, "Computational Homology", 2004, chapter 2). Edges are in lexicographic order, squares
    list their vertices around, others in the order of the grid. Pixel (i, j) of an image is at
    (j, -i), upright; pixel (h, i, j) of a volume is at (j, i, h).
    Fields: `birth0`, `birth1`, … and, on the cells that are pixels, the label `pixel`, the place of
    each in `image.ravel()`, and `image`, its value: `tv.show(cx, cx["image"])` shows the image.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    limit = Limit(
        whole_number("cubical(max_cells=…)", max_cells, 1), "cubical", "give fewer pixels"
    )
    values, grid, cells = _checked(image, pixels, periodic)
    limit.check(_counts(grid))
    births, edges = grid.births(values, upward=not cells), grid.edge_order()
    births[1] = births[1][edges]
    rows = [grid.vertices_of(rank) for rank in range(grid.dim + 1)]
    rows[1] = rows[1][edges]
    fields = [Field(f"birth{k}", birth, k, kind="scalar") for k, birth in enumerate(births)]
    top = grid.dim if cells else 0
    places = edges if top == 1 else np.arange(values.size)
    fields.append(Field("pixel", places, top, kind="label"))
    fields.append(Field("image", values.reshape(-1)[places], top, kind="image"))
    incidence = (None, *(grid.faces(rank, edges) for rank in range(1, grid.dim + 1)))
    positions = grid.positions(0.5 if cells else 0.0)
    named = {field.name: field for field in fields}
    return Complex(tuple(map(Cells.of, rows)), positions, named, incidence)


def cubical_counts(
    image: ArrayLike | Any,
    *,
    pixels: str | Any = "cells",
    periodic: bool | Sequence[bool] | Any = False,
) -> Expected:
    """How many cells `cubical` will make, exactly."""
    return _counts(_checked(image, pixels, periodic)[1])


def _counts(grid: Grid) -> Expected:
    counts = tuple(grid.count(rank) for rank in range(grid.dim + 1))
    return Expected(counts, (True,) * len(counts), faces="squares", solids="cubes")


def _checked(
    image: ArrayLike | Any, pixels: Any, periodic: Any
) -> tuple[Float[np.ndarray, "..."], Grid, bool]:
    """The values, the grid of vertices, and whether pixels are cells."""
    values = real_array("cubical(image)", image, "iubf")
    if not 1 <= values.ndim <= MOST_AXES or 0 in values.shape:
        rule = f"1 to {MOST_AXES} axes with a pixel or more along each are needed"
        raise InvalidInput("cubical(image)", f"shape {values.shape}", rule)
    if not np.isfinite(values).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise InvalidInput(
            "cubical(image)", f"pixel {place} = {values[place]}", "pixels are finite"
        )
    if words("cubical(pixels=…)", pixels) not in PIXELS:
        raise UnknownName("cubical(pixels=…)", repr(pixels), f"choose one of {', '.join(PIXELS)}")
    wraps, cells = _wraps(periodic, values), pixels == "cells"
    shape = (n + (cells and not wrap) for n, wrap in zip(values.shape, wraps, strict=True))
    return values, Grid(tuple(shape), wraps), cells


def _wraps(periodic: Any, values: np.ndarray) -> tuple[bool, ...]:
    asked = "cubical(periodic=…)"
    if isinstance(periodic, (bool, np.bool_)):
        periodic = [periodic] * values.ndim
    wraps = tuple(switch(asked, wrap) for wrap in listed(asked, periodic))
    if len(wraps) != values.ndim:
        raise InvalidInput(
            asked, f"{len(wraps)} bools", f"one, or one for each of {values.ndim} axes"
        )
    if any(wrap and n < 3 for wrap, n in zip(wraps, values.shape, strict=True)):
        rule = "an axis that closes up has 3 pixels or more"
        raise InvalidInput(asked, f"shape {values.shape} with {wraps}", rule)
    return wraps
