"""A complex as plain arrays and a few words, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces


def taken_apart(cx: Complex) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What JSON can say of a complex, and all its arrays by name."""
    arrays: dict[str, np.ndarray] = {}
    for rank, cells in enumerate(cx.ranks):
        arrays |= {f"rank {rank} flat": cells.flat, f"rank {rank} offsets": cells.offsets}
    for rank, faces in enumerate(cx.incidence or ()):
        if faces is not None:
            arrays |= {f"faces {rank} {part}": a for part, a in faces._asdict().items()}
    for place, field in enumerate(cx.fields.values()):
        arrays[f"field {place} values"] = field.values
        if field.index is not None:
            arrays[f"field {place} index"] = field.index
    if cx.positions is not None:
        arrays["positions"] = cx.positions
    return {
        "ranks": len(cx.ranks),
        "oriented": bool(cx.oriented),
        "incidence": cx.incidence is not None,
        "fields": [
            [f.name, f.kind, None if f.rank is None else int(f.rank)] for f in cx.fields.values()
        ],
    }, arrays


def put_together(said: dict[str, Any], array: Callable[[str], np.ndarray | None]) -> Complex:
    """The complex that was taken apart. `array` gives an array by its name, None for none."""
    ranks = tuple(
        Cells(array(f"rank {rank} flat"), array(f"rank {rank} offsets"))  # type: ignore[arg-type]
        for rank in range(said["ranks"])
    )
    fields = [
        Field(name, array(f"field {place} values"), rank, array(f"field {place} index"), kind=kind)
        for place, (name, kind, rank) in enumerate(said["fields"])
    ]
    incidence = tuple(_faces(array, rank) for rank in range(len(ranks)))
    return Complex(
        ranks,
        array("positions"),
        {field.name: field for field in fields},
        incidence if said["incidence"] else None,
        said["oriented"],
    )


def _faces(array: Callable[[str], np.ndarray | None], rank: int) -> Faces | None:
    names, signs, offsets = (array(f"faces {rank} {part}") for part in Faces._fields)
    if names is None or signs is None or offsets is None:
        return None
    return Faces(names, signs, offsets)
