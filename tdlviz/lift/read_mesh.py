"""Mesh files as complexes: OBJ, OFF, PLY and STL, and each of them compressed as .gz."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import file_path, whole_number
from tdlviz.core.errors import InvalidInput, UnreadableFile
from tdlviz.lift.content import content
from tdlviz.lift.mesh import mesh
from tdlviz.lift.mesh_promise import PROMISES, Broken, Promise


def read_mesh(
    path: str | os.PathLike[str] | Any,
    max_cells: int | Any = 5_000_000,
    max_bytes: int | Any = 500_000_000,
) -> Complex:
    """The complex of a mesh file; its form is told by its name: .obj, .off, .ply, .stl (or .gz).

    Read by trimesh, whose quads and larger polygons come as fans of triangles. Vertices keep the
    order of the file, used or not: `tdlviz.without_unused_vertices` takes the unused away. An OBJ's
    texture and normals are not read, so that seams do not split its vertices. STL has no vertex
    numbers: its equal points are one vertex, in the order of their coordinates. Not read:
    materials, colours, normals; relative OBJ indices (refused).
    max_bytes: a larger file, packed or unpacked, is refused (`TooLarge`) before it is parsed.
    Raises `UnreadableFile` for a file that is missing, empty, cut short, mislabelled, or broken.
    """
    whole_number("read_mesh(max_cells=…)", max_cells, 1)
    file = file_path("read_mesh", path)
    asked = f"read_mesh({str(file)!r})"
    kind = Path(file.stem if file.suffix.lower() == ".gz" else file.name).suffix.lower()[1:]
    if kind not in PROMISES:
        forms = ", ".join(f".{form}" for form in PROMISES)
        raise UnreadableFile(
            asked, f"the ending {file.suffix!r}", f"known: {forms} (or .gz of them)"
        )
    data = content(asked, file, whole_number("read_mesh(max_bytes=…)", max_bytes, 1))
    try:
        promise = PROMISES[kind](data)
        vertices, faces = _parsed(promise, kind)
        return mesh(vertices, faces, max_cells)
    except (Broken, InvalidInput) as error:
        raise UnreadableFile(asked, error, f"a whole {kind.upper()} file is needed") from error


def _parsed(promise: Promise, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (n, 3) and triangles (f, 3), as many as were promised."""
    import trimesh

    options = {"ply": {"fix_texture": False}, "obj": {"maintain_order": True}}.get(kind, {})
    try:
        with warnings.catch_warnings():
            # numpy warns, and goes on, where text is not a number.
            warnings.simplefilter("error", DeprecationWarning)
            loaded = trimesh.load_mesh(
                io.BytesIO(promise.data), file_type=kind, process=False, **options
            )
            vertices, faces = np.array(loaded.vertices, dtype=float), np.array(loaded.faces)
    # The reader lets through whatever its own parsing meets: there is no narrower class to name.
    except Exception as error:
        raise Broken(f"{type(error).__name__}: {error}") from error
    if kind == "stl":
        vertices, corner = np.unique(vertices, axis=0, return_inverse=True)
        faces = corner.reshape(-1)[faces]
    # Header and count of a binary PLY say how many faces, but not of which sizes.
    exact = kind != "ply" or len(faces) < promise.triangles
    if len(vertices) != (promise.vertices or len(vertices)) or (
        exact and len(faces) != promise.triangles
    ):
        raise Broken(
            f"{promise.vertices or 'any'} vertices and {promise.triangles} triangles promised, "
            f"{len(vertices)} and {len(faces)} read"
        )
    return vertices, faces
