"""Many complexes as one, their disjoint union, so that any function works on all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces
from tdlviz.core.unbatch import renamed, unbatch


def batch(complexes: Iterable[Complex] | Any) -> Complex:
    """The disjoint union of complexes, in order: cell i of the second comes after all of the first.

    Label fields `batch0`, `batch1`, … say which complex each cell of a rank is from. Fields are
    joined and must be the same in all, by name, kind and shape of one value; a number of the whole
    complex becomes one entry of a field of `numbers`. Ranks go up to the highest of all, and a
    filtration is taken along to ranks that a complex does not have. A batch among `complexes` is
    first taken apart.
    Raises `InvalidInput` for no complexes, for one without vertices, and where only some have
    positions, a field, explicit incidences or an orientation.
    """
    parts = [part for cx in listed("batch", complexes) for part in _parts(cx)]
    if not parts:
        raise InvalidInput("batch", "no complexes", "at least one is needed")
    dim = max(cx.dim for cx in parts)
    parts = [_raised(cx, dim) for cx in parts]
    _check_alike(parts)
    starts = np.cumsum([np.zeros(dim + 1, np.int64), *(cx.counts for cx in parts)], axis=0)
    ranks = tuple(_joined([cx.ranks[k] for cx in parts], starts[:, 0]) for k in range(dim + 1))
    fields = [_field([cx[name] for cx in parts], starts) for name in parts[0].fields]
    for rank in range(dim + 1):
        labels = np.repeat(np.arange(len(parts)), np.diff(starts[:, rank]))
        fields.append(Field(f"batch{rank}", labels, rank, kind="label"))
    positions = None
    if parts[0].positions is not None:
        positions = np.concatenate([cx.positions for cx in parts])
    incidence = _incidence(parts, starts)
    named = {field.name: field for field in fields}
    return Complex(ranks, positions, named, incidence, parts[0].oriented)


def _parts(cx: Any) -> list[Complex]:
    if given_complex("batch", cx).counts[0] == 0:
        raise InvalidInput("batch", "a complex without vertices", "each has one at least")
    return unbatch(cx) if "batch0" in cx.fields else [cx]


def _raised(cx: Complex, dim: int) -> Complex:
    """The same complex with empty ranks up to `dim`, and births for them where it has births."""
    missing = range(cx.dim + 1, dim + 1)
    if not missing:
        return cx
    births = {}
    if cx.births is not None:
        births = {f"birth{k}": Field(f"birth{k}", np.zeros(0), k, kind="scalar") for k in missing}
    none = np.zeros(0, np.int64)
    incidence = cx.incidence
    if incidence is not None:
        incidence = (*incidence, *(Faces(none, none, np.zeros(1, np.int64)) for _ in missing))
    empty = tuple(Cells(none, np.zeros(1, np.int64)) for _ in missing)
    fields = {**cx.fields, **births}
    return replace(cx, ranks=(*cx.ranks, *empty), fields=fields, incidence=incidence)


def _check_alike(parts: Sequence[Complex]) -> None:
    for place, cx in enumerate(parts):
        for said, ours, first in (
            ("fields", set(cx.fields), set(parts[0].fields)),
            ("dimensions of space", _space(cx), _space(parts[0])),
            ("explicit incidences", _explicit(cx), _explicit(parts[0])),
            ("orientation", cx.oriented, parts[0].oriented),
        ):
            if ours != first:
                given = f"{said} {ours} in complex {place} and {first} in complex 0"
                raise InvalidInput("batch", given, "they must be the same in all")


def _space(cx: Complex) -> int | None:
    return None if cx.positions is None else int(cx.positions.shape[1])


def _explicit(cx: Complex) -> tuple[bool, ...] | None:
    return None if cx.incidence is None else tuple(f is not None for f in cx.incidence)


def _joined(cells: Sequence[Cells], starts: np.ndarray) -> Cells:
    flat = [part.flat + start for part, start in zip(cells, starts, strict=False)]
    sizes = np.concatenate([part.sizes for part in cells])
    return Cells(np.concatenate(flat), np.cumsum([0, *sizes], dtype=np.int64))


def _incidence(parts: Sequence[Complex], starts: np.ndarray) -> tuple[Faces | None, ...] | None:
    if parts[0].incidence is None:
        return None
    rows = zip(*(cx.incidence for cx in parts if cx.incidence is not None), strict=True)
    return tuple(
        None if any(f is None for f in faces) else _faces(faces, starts[:, max(rank - 1, 0)])
        for rank, faces in enumerate(rows)
    )


def _faces(faces: Sequence[Faces], starts: np.ndarray) -> Faces:
    names = [f.names + start for f, start in zip(faces, starts, strict=False)]
    sizes = np.concatenate([np.diff(f.offsets) for f in faces])
    signs = np.concatenate([f.signs for f in faces])
    return Faces(np.concatenate(names), signs, np.cumsum([0, *sizes], dtype=np.int64))


def _field(fields: Sequence[Field], starts: np.ndarray) -> Field:
    first = fields[0]
    for place, field in enumerate(fields):
        alike = (field.kind, field.rank, field.index is None)
        if alike != (first.kind, first.rank, first.index is None) or (
            first.placed.offsets and field.values.shape[1:] != first.values.shape[1:]
        ):
            raise InvalidInput("batch", f"{field!r} in complex {place}", f"{first!r} in complex 0")
    if first.kind == "number":
        return Field(first.name, np.array([f.values for f in fields]), kind="numbers")
    if not first.placed.offsets:
        rule = "only a number of the whole complex can be joined: leave the field out"
        raise InvalidInput("batch", repr(first), rule)
    values = np.concatenate([field.values for field in fields])
    if first.index is None:
        return replace(first, values=values)
    index = [renamed(field, starts[i]) for i, field in enumerate(fields)]
    return replace(first, values=values, index=np.concatenate(index))
