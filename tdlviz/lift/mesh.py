"""A surface mesh as a complex: its vertices, the sides of its faces, and its faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells, integers
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift.door import plain_array, point_array, whole_number


def mesh(
    vertices: ArrayLike,
    faces: ArrayLike | Sequence[Sequence[int]],
    max_cells: int = 5_000_000,
) -> Complex:
    """The complex of a surface mesh.

    vertices: (n, d) coordinates, any d; they become the positions.
    faces:    (f, 3) or (f, k) integers, or a list of vertex lists of any sizes from 3 up, each in
              order around its face. Triangles given twice are one cell.
    Vertices in no face stay, as isolated vertices. There are no births: see `tdlviz.lower_star`.
    Raises `InvalidInput` for a face with a missing or repeated vertex, `TooLarge` above `max_cells`.
    """
    limit = whole_number("mesh(max_cells=…)", max_cells, 1)
    positions = point_array("mesh(vertices)", vertices)
    cells = _faces(faces)
    if len(cells) and cells.flat.max() >= len(positions):
        face = int(cells.owner[(cells.flat >= len(positions)).argmax()])
        rule = f"vertices are 0 to {len(positions) - 1}"
        raise InvalidInput("mesh(faces)", f"face {face} = {cells[face].tolist()}", rule)
    # A closed surface has half as many edges as sides; the exact number is not worth a sort.
    at_least = len(positions) + len(cells.flat) // 2 + len(cells)
    if at_least > limit:
        rule = f"max_cells is {limit:,}: give a coarser mesh, or raise max_cells"
        raise TooLarge("mesh", f"about {at_least:,} cells", rule)
    rows = np.asarray(cells) if len(cells) and cells.uniform(3) else cells
    return Complex.from_polygons(rows, len(positions), positions)


def _faces(faces: ArrayLike | Sequence[Sequence[int]]) -> Cells:
    if isinstance(faces, (list, tuple)):
        return Cells.of(list(faces))
    array = plain_array("mesh(faces)", faces)
    if array.ndim != 2:
        raise InvalidInput(
            "mesh(faces)", f"shape {array.shape}", "(f, k), or a list of vertex lists"
        )
    return Cells.of(integers("mesh(faces)", array))
