"""The reader's own file: points, a mesh or a graph, told by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.door import file_path, whole_number
from tdlviz.core.errors import InvalidInput, UnreadableFile
from tdlviz.data.arrays import read_npy, read_npz
from tdlviz.data.edge_list import read_edge_list
from tdlviz.data.table import read_table
from tdlviz.lift.content import content
from tdlviz.lift.read_mesh import read_mesh

if TYPE_CHECKING:
    import networkx

READERS = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), read_table),
    **dict.fromkeys((".edges", ".edgelist"), read_edge_list),
    ".npy": read_npy,
}
MESHES = (".obj", ".off", ".ply", ".stl")
ENDINGS = (*READERS, ".npz", *MESHES)


def read(
    path: str | os.PathLike[str] | Any,
    *,
    name: str | Any | None = None,
    max_bytes: int | Any = 200_000_000,
) -> Float[np.ndarray, "n d"] | Complex | networkx.Graph:
    """What is in a file, by its ending; each may also be compressed as .gz.

    .csv .tsv .txt:     rows of numbers, (n, d) float64; separated by semicolons, commas, tabs or
                        spaces; a first line without numbers is a header; # and % begin comments.
    .npy .npz:          (n, d) real numbers as float64. `name` chooses the array of an .npz that
                        holds several.
    .obj .off .ply .stl: a surface mesh, as a `Complex` (see `tdlviz.read_mesh`).
    .edges .edgelist:   lines "u v" or "u v weight", as an undirected networkx graph.

    A square symmetric matrix is an array like any other: it is up to you whether its rows are
    points, `rips(array)`, or distances, `rips(distances=array)`.
    Raises `UnreadableFile` for a file that is missing, empty, cut short or not what its name says
    (with line and column), `TooLarge` above `max_bytes`, packed or not.
    """
    file = file_path("read", path)
    asked = f"read({str(file)!r})"
    ending, limit = kind(file), whole_number("read(max_bytes=…)", max_bytes, 1)
    if name is not None and ending != ".npz":
        raise InvalidInput(asked, f"name={name!r}", "only an .npz file holds named arrays")
    if ending in MESHES:
        return read_mesh(path, max_bytes=limit)
    if ending not in ENDINGS:
        known = f"known: {', '.join(ENDINGS)}, and .gz of them"
        raise UnreadableFile(asked, f"the ending {file.suffix!r}", known)
    data = content(asked, file, limit)
    return read_npz(asked, data, name, limit) if ending == ".npz" else READERS[ending](asked, data)


def kind(file: Path) -> str:
    """The ending that tells what is in a file, without .gz: ".csv"."""
    inner = file.with_suffix("") if file.suffix.lower() == ".gz" else file
    return inner.suffix.lower()
