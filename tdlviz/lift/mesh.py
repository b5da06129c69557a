"""A surface mesh as a complex: its vertices, the sides of its faces, and its faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells, integers
from tdlviz.core.closure import polygon_cells, polygon_sides
from tdlviz.core.complex import Complex
from tdlviz.core.door import plain_array, point_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.search import unique_rows
from tdlviz.lift.expected import Expected, Limit


def mesh(
    vertices: ArrayLike | Any,
    faces: ArrayLike | Any | Sequence[Sequence[int]],
    max_cells: int | Any = 5_000_000,
) -> Complex:
    """The complex of a surface mesh.

    vertices: (n, d) coordinates, any d; they become the positions.
    faces:    (f, 3) or (f, k) integers, or a list of vertex lists of any sizes from 3 up, each in
              order around its face. Triangles given twice are one cell.
    Vertices in no face stay, as isolated vertices: `tdlviz.without_unused_vertices` takes them
    away. There are no births: see `tdlviz.lower_star`.
    Raises `InvalidInput` for a face with a missing or repeated vertex, `TooLarge` above
    `max_cells`.
    """
    limit = Limit(whole_number("mesh(max_cells=…)", max_cells, 1), "mesh", "give a coarser mesh")
    positions, cells = _checked(vertices, faces)
    # Sides are counted twice on a closed surface; they are counted right only where that matters.
    if len(positions) + len(cells.flat) + len(cells) > limit.cells:
        limit.check(_counts(positions, cells))
    rows = np.asarray(cells) if len(cells) and cells.uniform(3) else list(cells)
    return Complex.from_polygons(rows, len(positions), positions)


def mesh_counts(
    vertices: ArrayLike | Any, faces: ArrayLike | Any | Sequence[Sequence[int]]
) -> Expected:
    """How many cells `mesh` will make, exactly."""
    return _counts(*_checked(vertices, faces))


def _counts(positions: Float[np.ndarray, "n d"], cells: Cells) -> Expected:
    sides = unique_rows(np.sort(polygon_sides(cells), axis=1))
    return Expected((len(positions), len(sides), len(cells)), (True,) * 3, faces="faces")


def _checked(
    vertices: ArrayLike | Any, faces: ArrayLike | Any | Sequence[Sequence[int]]
) -> tuple[Float[np.ndarray, "n d"], Cells]:
    positions, cells = point_array("mesh(vertices)", vertices), _faces(faces)
    if len(cells) and len(cells.flat) and cells.flat.max() >= len(positions):
        face = int(cells.owner[(cells.flat >= len(positions)).argmax()])
        rule = f"vertices are 0 to {len(positions) - 1}"
        raise InvalidInput("mesh(faces)", f"face {face} = {cells[face].tolist()}", rule)
    rows = np.asarray(cells) if len(cells) and cells.uniform(len(cells[0])) else list(cells)
    return positions, polygon_cells(rows)


def _faces(faces: ArrayLike | Any | Sequence[Sequence[int]]) -> Cells:
    if isinstance(faces, (list, tuple)):
        return Cells.of(list(faces))
    array = plain_array("mesh(faces)", faces)
    if array.ndim != 2:
        raise InvalidInput(
            "mesh(faces)", f"shape {array.shape}", "(f, k), or a list of vertex lists"
        )
    return Cells.of(integers("mesh(faces)", array))
