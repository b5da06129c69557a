"""The incidences of a complex, each with the restriction map that a field puts on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int, UInt8

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import find_rows
from tdlviz.topology.cache import memoised
from tdlviz.topology.coboundary import face_rows

ABSENT, PRESENT, MISSING = 0, 1, 2
RANKS = ("vertex", "edge", "face", "solid")


class Incidences(NamedTuple):
    """The pairs (cell, face) of two neighbouring ranks, sorted by the cell and then by the face.

    rank:  of the faces; the cells have one more.
    pairs: (incidences, 2) integers, cell and face.
    signs: (incidences,) in the boundary of the cell; 0 for a loop, which has its vertex twice.
    """

    rank: int
    pairs: Int[np.ndarray, "incidences 2"]
    signs: Float[np.ndarray, "incidences"]

    def name(self, incidence: int) -> str:
        """One incidence in words, such as "vertex 3 → edge 7"."""
        cell, face = self.pairs[incidence].tolist()
        return f"{cell_name(self.rank, face)} → {cell_name(self.rank + 1, cell)}"


class Maps(NamedTuple):
    """Restriction maps spread over all incidences.

    values: (incidences, d, e) float64. The map of an incidence takes the stalk of the face, of
            dimension e, to the stalk of the cell, of dimension d. NaN where there is none.
    state:  (incidences,) 0 where the field has no map, 1 where it has, 2 where it is not finite.
    """

    values: Float[np.ndarray, "incidences d e"]
    state: UInt8[np.ndarray, "incidences"]


def cell_name(rank: int, cell: int) -> str:
    """A cell in words."""
    return f"{RANKS[rank] if rank < len(RANKS) else f'cell of rank {rank}'} {cell}"


@memoised
def incidences(cx: Complex, rank: int) -> Incidences:
    """All incidences between the cells of `rank` and those of the next rank. Read-only."""
    if rank >= cx.dim:
        return Incidences(rank, np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    rows = face_rows(cx, rank + 1)
    rows.sum_duplicates()
    cells = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    pairs, signs = np.column_stack([cells, rows.indices]), rows.data
    for array in (pairs, signs):
        array.setflags(write=False)
    return Incidences(rank, pairs, signs)


def spread(asked: str, cx: Complex, where: Incidences, field: Field | None) -> Maps:
    """The maps of a field on all incidences; none of them where there is no field yet.

    Raises `InvalidInput` for another kind or rank, for a pair that is no incidence or comes twice.
    """
    shape = (0, 0) if field is None else checked_maps(asked, cx, field, where.rank).values.shape[1:]
    values, state = (
        np.full((len(where.pairs), *shape), np.nan),
        np.zeros(len(where.pairs), np.uint8),
    )
    if field is not None:
        place = _places(where, field)
        values[place] = field.values
        finite = np.isfinite(field.values).all(axis=(1, 2))
        state[place] = np.where(finite, PRESENT, MISSING)
    return Maps(values, state)


def checked_maps(asked: str, cx: Complex, field: Field | Any, rank: int) -> Field:
    """A field of kind "maps" on faces of this rank."""
    if not isinstance(field, Field) or field.kind != "maps" or field.rank != rank:
        rule = f"kind maps on faces of rank {rank} is needed"
        raise InvalidInput(asked, repr(field), rule)
    field.check(cx)
    if 0 in field.values.shape[1:]:
        raise InvalidInput(asked, f"maps of shape {field.values.shape[1:]}", "d, e >= 1")
    return field


def _places(where: Incidences, field: Field) -> Int[np.ndarray, "maps"]:
    given = np.asarray(field.index)
    place = find_rows(given[:, ::-1].astype(np.int64), where.pairs)
    if (place < 0).any():
        face, cell = given[place.argmin()].tolist()
        pair = f"({face}, {cell})"
        rule = f"{cell_name(where.rank, face)} is no face of {cell_name(where.rank + 1, cell)}"
        raise InvalidInput(f"index of field {field.name!r}", pair, rule)
    known, times = np.unique(place, return_counts=True)
    if (times > 1).any():
        pair = where.name(int(known[times.argmax()]))
        raise InvalidInput(f"index of field {field.name!r}", f"{pair} twice", "one map each")
    return place
