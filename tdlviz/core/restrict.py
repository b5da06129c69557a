"""A complex on some of its cells: new names for those, and for whatever names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces

Names = Int[np.ndarray, "_"]


def restrict(asked: str, cx: Complex, keep: Sequence[Bool[np.ndarray, "_"]]) -> Complex:
    """`cx` on the cells that `keep` chooses, one mask a rank; `asked` is the call in errors.

    Cells are renumbered in order. Where vertices are left out, the label field `vertex` holds the
    old names, or those that it held before. Positions and fields follow. Raises `InvalidInput` for
    a cell of which a vertex, or an explicit face, is left out, and for a field, such as a diagram,
    that names a cell that is.
    """
    names = [new_names(kept) for kept in keep]
    ranks = [_renumbered(asked, cx, rank, keep[rank], names[0]) for rank in range(cx.dim + 1)]
    fields = {name: _follow(asked, field, keep, names) for name, field in cx.fields.items()}
    if not keep[0].all():
        fields.setdefault("vertex", Field("vertex", np.flatnonzero(keep[0]), 0, kind="label"))
    incidence = cx.incidence
    if incidence is not None:
        incidence = tuple(
            None if faces is None else faces_among(faces, keep[rank], names[rank - 1])
            for rank, faces in enumerate(incidence)
        )
    positions = None if cx.positions is None else cx.positions[keep[0]]
    return Complex(tuple(ranks), positions, fields, incidence, cx.oriented)


def new_names(kept: Bool[np.ndarray, "_"]) -> Names:
    """What each cell is called among those kept; -1 where it is not."""
    return np.where(kept, np.cumsum(kept) - 1, -1)


def faces_among(faces: Faces, kept: Bool[np.ndarray, "_"], below: Names) -> Faces:
    """The faces of the cells that are `kept`, which are called as `below` says: -1 if left out."""
    sizes = np.diff(faces.offsets)
    entries = np.repeat(kept, sizes)
    offsets = np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64)
    return Faces(below[faces.names[entries]], faces.signs[entries], offsets)


def _renumbered(
    asked: str, cx: Complex, rank: int, kept: Bool[np.ndarray, "_"], vertices: Names
) -> Cells:
    cells = cx.ranks[rank].where(kept)
    flat = vertices[cells.flat]
    if len(flat) and flat.min() < 0:
        cell = int(np.flatnonzero(kept)[cells.owner[flat.argmin()]])
        given = f"cell {cell} of rank {rank} = {cx.ranks[rank][cell].tolist()}"
        raise InvalidInput(asked, given, "all vertices of a cell that is kept must be kept")
    return Cells(flat, cells.offsets)


def _follow(asked: str, field: Field, keep: Sequence[np.ndarray], names: Sequence[Names]) -> Field:
    """The field on the cells that are left, called by their new names."""
    if field.rank is None:
        return field
    if field.index is None:
        return replace(field, values=field.values[keep[field.rank]])
    columns = field.index.reshape(len(field), -1).copy()
    for column, offset in zip(columns.T, field.placed.offsets, strict=True):
        said = column >= 0
        column[said] = names[field.rank + offset][column[said]] if said.any() else []
        if (column[said] < 0).any():
            row = int(np.flatnonzero(said)[column[said].argmin()])
            rule = "it names a cell that is left out: leave the field out, or make it anew"
            raise InvalidInput(asked, f"row {row} of {field!r}", rule)
    return replace(field, index=columns.reshape(field.index.shape))
