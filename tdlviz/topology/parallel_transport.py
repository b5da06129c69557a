"""Parallel transport in a sheaf: what its maps make of a vector carried along edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.cells import integers
from tdlviz.core.door import switch
from tdlviz.core.errors import InvalidInput
from tdlviz.core.search import find_rows, pack
from tdlviz.topology.section import given_sheaf
from tdlviz.topology.sheaf import Sheaf

SINGULAR = 1e-6
"""Singular values below this share of a map's largest are none, as in `MapsView`."""


def transport(
    sheaf: Sheaf | Any, path: Sequence[int] | ArrayLike | Any, pseudo_inverse: bool | Any = False
) -> Float[np.ndarray, "e e"]:
    """The matrix (e, e) that carries a vector of the first vertex of a path to the last: along an
    edge e = {u, v} from u to v it is F_{v⊴e}⁻¹ F_{u⊴e}.

    path:           vertices, each joined to the next by an edge; of several edges between two
                    vertices the first is taken. One vertex alone gives the identity.
    pseudo_inverse: False refuses a path on which F_{v⊴e} has no inverse. True takes its
                    pseudo-inverse there, as `MapsView` does where it says so.

    Raises `InvalidInput` for a vertex that does not exist, a step that is no edge, and a map
    without an inverse: one that is not square or has a singular value below a millionth of the
    largest.
    """
    return _carried("transport", sheaf, _vertices("transport", sheaf, path), pseudo_inverse)


def holonomy(
    sheaf: Sheaf | Any, cycle: Sequence[int] | ArrayLike | Any, pseudo_inverse: bool | Any = False
) -> Float[np.ndarray, "e e"]:
    """The matrix (e, e) that `transport` around a cycle makes of a vector of its first vertex: the
    identity around every cycle exactly where vectors can be compared without regard to the path.

    cycle: vertices, each joined to the next and the last to the first, which may be written at the
           end again. pseudo_inverse and errors as in `transport`; under two vertices are refused.
    """
    vertices = _vertices("holonomy", sheaf, cycle)
    if len(vertices) > 1 and vertices[0] == vertices[-1]:
        vertices = vertices[:-1]
    if len(vertices) < 2:
        raise InvalidInput("holonomy", vertices.tolist(), "a cycle has two vertices or more")
    return _carried("holonomy", sheaf, np.append(vertices, vertices[0]), pseudo_inverse)


def _vertices(asked: str, sheaf: Any, path: Any) -> Int[np.ndarray, "n"]:
    given_sheaf(asked, sheaf)
    vertices = integers(f"{asked}(path)", path)
    if vertices.ndim != 1 or not len(vertices):
        rule = "a list of one vertex or more is needed"
        raise InvalidInput(f"{asked}(path)", f"shape {vertices.shape}", rule)
    if vertices.max() >= sheaf.counts[0]:
        rule = f"vertices are 0 to {sheaf.counts[0] - 1}"
        raise InvalidInput(f"{asked}(path)", f"vertex {vertices.max()}", rule)
    return vertices


def _carried(
    asked: str, sheaf: Sheaf, vertices: Int[np.ndarray, "n"], pseudo_inverse: Any
) -> Float[np.ndarray, "e e"]:
    loose = switch(f"{asked}(pseudo_inverse=…)", pseudo_inverse)
    total, maps = np.eye(sheaf.stalks[0]), sheaf.maps[0].values
    for place, (source, target) in enumerate(_steps(asked, sheaf, vertices).tolist()):
        u, s, vt = np.linalg.svd(maps[target], full_matrices=False)
        kept = s > SINGULAR * s[0]
        if not loose and not (maps.shape[1] == maps.shape[2] and kept.all()):
            given = f"{sheaf.where(0).name(target)} in step {place} to {vertices[place + 1]}"
            rule = "its map has no inverse: pass pseudo_inverse=True to go on with the next best"
            raise InvalidInput(asked, given, rule)
        inverse = (vt[kept].T / s[kept]) @ u[:, kept].T
        total = inverse @ maps[source] @ total
    return total


def _steps(asked: str, sheaf: Sheaf, vertices: Int[np.ndarray, "n"]) -> Int[np.ndarray, "steps 2"]:
    """For each step the places of two maps: that of the vertex it leaves and of the one it reaches.

    Loops lead nowhere."""
    cell, face = sheaf.where(0).pairs.T
    first = np.flatnonzero(cell[:-1] == cell[1:])
    ends = np.column_stack([face[first], face[first + 1]])
    order = np.unique(pack(ends), return_index=True)[1]
    taken = np.column_stack([vertices[:-1], vertices[1:]])
    place = find_rows(np.sort(taken, axis=1), ends[order])
    if (place < 0).any():
        step = int((place < 0).argmax())
        given = f"step {step} from vertex {taken[step, 0]} to vertex {taken[step, 1]}"
        raise InvalidInput(asked, given, "no edge joins the two")
    low = first[order][place]
    back = taken[:, 0] > taken[:, 1]
    return np.column_stack([low + back, low + ~back])
