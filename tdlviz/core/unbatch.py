"""A batch taken apart: the complexes of a disjoint union, one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces


def unbatch(cx: Complex | Any) -> list[Complex]:
    """The complexes of a batch, each with its own names of cells, positions and fields.

    Raises `InvalidInput` for a complex that is no batch, and for a field on pairs of cells of two
    complexes.
    """
    given_complex("unbatch", cx)
    if "batch0" not in cx.fields:
        raise InvalidInput("unbatch", repr(cx), "a complex made by batch is needed, with batch0, …")
    labels = [np.asarray(cx[f"batch{rank}"]) for rank in range(cx.dim + 1)]
    many = int(labels[0][-1]) + 1
    starts = np.column_stack([np.searchsorted(label, np.arange(many + 1)) for label in labels])
    return [_part(cx, starts[i], starts[i + 1], i, many) for i in range(many)]


def _part(cx: Complex, start: np.ndarray, stop: np.ndarray, place: int, many: int) -> Complex:
    ranks = []
    for rank, cells in enumerate(cx.ranks):
        offsets = cells.offsets[start[rank] : stop[rank] + 1]
        flat = cells.flat[offsets[0] : offsets[-1]] - start[0]
        ranks.append(Cells(flat, offsets - offsets[0]))
    kept = [f for name, f in cx.fields.items() if not _is_label(name, cx.dim)]
    fields = {f.name: _own(f, start, stop, place, many) for f in kept}
    positions = None if cx.positions is None else cx.positions[start[0] : stop[0]]
    incidence = None
    if cx.incidence is not None:
        incidence = tuple(
            None if f is None else _own_faces(f, rank, start, stop)
            for rank, f in enumerate(cx.incidence)
        )
    return Complex(tuple(ranks), positions, fields, incidence, cx.oriented)


def _is_label(name: str, dim: int) -> bool:
    return name in {f"batch{rank}" for rank in range(dim + 1)}


def _own_faces(faces: Faces, rank: int, start: np.ndarray, stop: np.ndarray) -> Faces:
    offsets = faces.offsets[start[rank] : stop[rank] + 1]
    part = slice(offsets[0], offsets[-1])
    return Faces(faces.names[part] - start[rank - 1], faces.signs[part], offsets - offsets[0])


def _own(field: Field, start: np.ndarray, stop: np.ndarray, place: int, many: int) -> Field:
    if field.kind == "numbers" and len(field.values) == many:
        return Field(field.name, field.values[place], kind="number")
    if not field.placed.offsets:
        return field
    if field.index is None:
        return replace(field, values=field.values[start[field.rank] : stop[field.rank]])
    first = field.index.reshape(len(field), -1)[:, 0]
    own = (first >= start[field.rank]) & (first < stop[field.rank])
    mine = replace(field, values=field.values[own], index=field.index[own])
    return replace(mine, index=renamed(mine, -start))


def renamed(field: Field, starts: np.ndarray) -> np.ndarray:
    """The index of a field with every cell that is one (not -1) renamed by `starts` of its rank."""
    index = np.asarray(field.index)
    ranks = np.add(field.rank or 0, field.placed.offsets)
    shift = np.append(starts, 0)[np.minimum(ranks, len(starts))]
    shift = shift[0] if index.ndim == 1 else shift
    return np.where(index >= 0, index + shift, index)
