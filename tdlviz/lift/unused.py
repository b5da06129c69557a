"""A mesh without the vertices that nothing uses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from jaxtyping import Bool, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field


def without_unused_vertices(cx: Complex | Any) -> Complex:
    """The same mesh without the vertices that lie in no other cell, as scans often leave behind.

    The Stanford bunny has 1,113 of them: each would be a component, and an endless bar, of its own.
    Vertices are renumbered in order; their old names (or those in a field `vertex`) are kept in the
    label field `vertex`. Positions and fields on all vertices follow, and fields whose cells keep
    their names. Raises `InvalidInput` where every vertex is unused, and for an indexed field on
    vertices, or a diagram, that names one of those left out.
    """
    given_complex("without_unused_vertices", cx)
    used = np.zeros(cx.counts[0], dtype=bool)
    for cells in cx.ranks[1:]:
        used[cells.flat] = True
    if used.all():
        return cx
    if not used.any():
        rule = "at least one vertex must lie in an edge or a face"
        raise InvalidInput("without_unused_vertices", cx.summary(), rule)
    place = np.where(used, np.cumsum(used) - 1, -1)
    higher = (Cells(place[cells.flat], cells.offsets) for cells in cx.ranks[1:])
    ranks = (Cells.of(np.arange(used.sum())[:, None]), *higher)
    fields = {name: _renumbered(field, used, place) for name, field in cx.fields.items()}
    fields.setdefault("vertex", Field("vertex", np.flatnonzero(used), 0, kind="label"))
    return Complex(ranks, None if cx.positions is None else cx.positions[used], fields)


def _renumbered(field: Field, used: Bool[np.ndarray, "n"], place: Int[np.ndarray, "n"]) -> Field:
    """The field with its vertices renumbered; those on other cells stay as they are."""
    if field.rank != 0:
        return field
    if field.index is None:
        return replace(field, values=field.values[used])
    # A diagram or maps name a vertex first and then a cell of rank 1, whose name stays.
    columns = field.index.reshape(len(field), -1).copy()
    own = [column for column, offset in enumerate(field.placed.offsets) if offset == 0]
    columns[:, own] = place[columns[:, own]]
    if (columns[:, own] < 0).any():
        row = int((columns[:, own] < 0).any(axis=1).argmax())
        rule = "it names a vertex that lies in no other cell: leave the field out, or make it anew"
        raise InvalidInput("without_unused_vertices", f"row {row} of {field!r}", rule)
    return replace(field, index=columns.reshape(field.index.shape))
