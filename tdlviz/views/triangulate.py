"""Polygons as triangles, for drawing."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells


def triangulate(faces: Cells) -> tuple[Int[np.ndarray, "t 3"], Int[np.ndarray, "t"]]:
    """Polygons as fans of triangles (t, 3) of vertices, and the face (t,) that owns each."""
    owner = np.repeat(np.arange(len(faces)), faces.sizes - 2)
    first = np.concatenate([[0], np.cumsum(faces.sizes - 2)])[:-1]
    corner = faces.offsets[owner] + 1 + np.arange(len(owner)) - first[owner]
    fan = [faces.flat[faces.offsets[owner]], faces.flat[corner], faces.flat[corner + 1]]
    return np.stack(fan, axis=1).astype(np.int64), owner
