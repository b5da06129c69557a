"""To and from trimesh: surfaces of triangles with numbers on vertices and faces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.convert.attributes import (
    Column,
    Columns,
    column_fields,
    field_columns,
    names_of,
    numbers,
    refuse_attributes,
)
from tdlviz.lift.mesh import mesh

if TYPE_CHECKING:
    import trimesh

WINDING = "winding"


def from_trimesh(
    surface: trimesh.Trimesh | Any,
    *,
    labels: Iterable[str] | Any = (),
    leave: Iterable[str] | Any = (),
) -> Complex:
    """The complex of a trimesh surface, as `tdlviz.mesh` makes it of vertices and faces.

    labels: names of attributes that are labels; other single numbers are scalars, rows vectors.
    leave:  names of attributes to leave out; "texture" for a texture, which has no place.

    `vertex_attributes` and `face_attributes` become fields of ranks 0 and 2, colours that were
    given the vectors `vertex_colors` or `face_colors`. The scalar `winding` of rank 2 is 1 where
    a face goes around as its stored vertices do, −1 where the other way, so that `to_trimesh` gives
    it back. Raises `InvalidInput` for what `mesh` refuses, faces that are given twice, and
    attributes that are no numbers.
    """
    from trimesh import Trimesh

    leave = names_of("from_trimesh(leave=…)", leave)
    if not isinstance(surface, Trimesh):
        given = type(surface).__name__
        raise InvalidInput("from_trimesh", given, "a trimesh.Trimesh is needed")
    triangles = np.asarray(surface.faces, dtype=np.int64).reshape(-1, 3)
    cx = mesh(np.asarray(surface.vertices), triangles)
    if cx.counts[2] != len(triangles):
        given = f"{len(triangles)} faces, {cx.counts[2]} of them different"
        raise InvalidInput("from_trimesh", given, "each face is given once")
    order = np.argsort(cx.find(triangles)) if len(triangles) else np.zeros(0, np.int64)
    columns = [_attributes(surface.vertex_attributes, leave), {}]
    columns.append(_attributes(surface.face_attributes, leave))
    _add_colours(surface, columns, leave)
    columns[2] = {name: Column(column.values[order]) for name, column in columns[2].items()}
    columns[2][WINDING] = Column(_winding(triangles[order]))
    named = names_of("from_trimesh(labels=…)", labels)
    return cx.with_fields(*column_fields("from_trimesh", columns, named))


def _attributes(given: dict[str, Any], leave: tuple[str, ...]) -> Columns:
    arrays = {name: numbers(value) for name, value in given.items() if name not in leave}
    refuse_attributes(
        "from_trimesh", {name: given[name] for name, array in arrays.items() if array is None}
    )
    return {name: Column(array) for name, array in arrays.items() if array is not None}


def _add_colours(surface: trimesh.Trimesh, columns: list[Columns], leave: tuple[str, ...]) -> None:
    kind = getattr(surface.visual, "kind", None)
    if kind == "texture" and "texture" not in leave:
        refuse_attributes("from_trimesh", {"texture": surface.visual})
    for rank, name in ((0, "vertex"), (2, "face")):
        colours = f"{name}_colors"
        if kind == name and colours not in leave:
            columns[rank][colours] = Column(np.array(getattr(surface.visual, colours)))


def _winding(triangles: Int[np.ndarray, "n 3"]) -> Int[np.ndarray, "n"]:
    """1 for an even permutation of increasing vertices, -1 for an odd one."""
    rise = triangles < np.roll(triangles, -1, axis=1)
    return np.where(rise.sum(axis=1) == 2, 1, -1)


def to_trimesh(cx: Complex | Any, *, leave: Iterable[str] | Any = ()) -> trimesh.Trimesh:
    """The trimesh surface of a complex of triangles in space: the reverse of `from_trimesh`.

    leave: names of fields to leave out.

    Fields of ranks 0 and 2 become `vertex_attributes` and `face_attributes`. Faces go around as
    the field `winding` says, else from the least vertex up. Raises `InvalidInput` for positions
    that are not in space, cells other than triangles and their sides, and for fields on edges, on
    some cells only, or of other kinds than scalar, label and vector.
    """
    from trimesh import Trimesh

    _check_surface(cx)
    columns = field_columns("to_trimesh", cx, names_of("to_trimesh(leave=…)", leave), (WINDING,))
    for rank, tables in enumerate(columns):
        for name, column in tables.items():
            if rank == 1 or column.cells is not None:
                rule = f"all vertices or all faces have a field: leave it out by leave=[{name!r}]"
                raise InvalidInput("to_trimesh", f"field {name!r} of rank {rank}", rule)
    triangles = np.array(cx.ranks[2]).reshape(-1, 3)
    if WINDING in cx.fields:
        turned = np.asarray(cx[WINDING].values) < 0
        triangles[turned] = triangles[turned][:, [0, 2, 1]]
    surface = Trimesh(cx.positions, triangles, process=False)
    surface.vertex_attributes.update({name: c.values for name, c in columns[0].items()})
    surface.face_attributes.update({name: c.values for name, c in columns[2].items()})
    return surface


def _check_surface(cx: Complex | Any) -> None:
    space = given_complex("to_trimesh", cx).positions
    if space is None or space.shape[1] != 3:
        given = "no positions" if space is None else f"positions in R^{space.shape[1]}"
        raise InvalidInput("to_trimesh", given, "positions in R^3 are needed")
    if cx.dim < 2 or not cx.ranks[2].uniform(3) or sum(cx.counts[3:]) or not cx.oriented:
        raise InvalidInput("to_trimesh", cx.summary(), "triangles, and nothing above, are needed")
    corners = np.asarray(cx.ranks[2]).reshape(-1, 3)
    sides = [cx.find(corners[:, pair]) for pair in ([0, 1], [0, 2], [1, 2])]
    bare = np.setdiff1d(np.arange(cx.counts[1]), np.concatenate(sides))
    if len(bare):
        given = f"edge {cx.ranks[1][int(bare[0])].tolist()} of no triangle"
        raise InvalidInput("to_trimesh", given, "a surface has no other edges than sides")
