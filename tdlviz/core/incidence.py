"""Which cells bound which, with signs: one flat list for each rank."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.errors import InvalidInput


class Faces(NamedTuple):
    """Cell `i` has the faces `names[offsets[i]:offsets[i + 1]]` of one rank below, with `signs`.

    names, signs: (total,) integers, signs 1 or -1. A face may come twice, as that of a loop does.
    offsets:      (cells + 1,) from 0 to total.
    """

    names: Int[np.ndarray, "total"]
    signs: Int[np.ndarray, "total"]
    offsets: Int[np.ndarray, "bounds"]

    @property
    def owner(self) -> Int[np.ndarray, "total"]:
        """The cell to which each face belongs."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def checked_incidence(incidence: Any, counts: tuple[int, ...]) -> tuple[Faces | None, ...]:
    """Faces for rank 0, 1, …, read-only; None where vertex lists say them, as in rank 0.

    Raises `InvalidInput` for another number of ranks or cells, and for faces that do not exist.
    """
    asked = "Complex(incidence=…)"
    if not isinstance(incidence, tuple) or len(incidence) != len(counts):
        rule = f"a tuple of Faces or None for rank 0 to {len(counts) - 1} is needed"
        raise InvalidInput(asked, repr(incidence), rule)
    for rank, faces in enumerate(incidence):
        if faces is None:
            continue
        if not isinstance(faces, Faces) or rank == 0:
            raise InvalidInput(asked, f"{faces!r} for rank {rank}", "Faces, from rank 1 on")
        _check(f"{asked} of rank {rank}", faces, counts[rank], counts[rank - 1])
        for array in faces:
            array.setflags(write=False)
    return incidence


def _check(asked: str, faces: tuple[Any, ...], cells: int, below: int) -> None:
    names, signs, offsets = faces
    if any(not isinstance(a, np.ndarray) or a.ndim != 1 or a.dtype.kind != "i" for a in faces):
        raise InvalidInput(asked, "no integers", "names, signs and offsets are 1-d integer arrays")
    rules = {
        f"{cells + 1} offsets from 0 to the number of faces": len(offsets) == cells + 1
        and offsets[0] == 0
        and offsets[-1] == len(names)
        and bool((np.diff(offsets) >= 0).all()),
        "a sign 1 or -1 for each face": len(signs) == len(names) and bool((abs(signs) == 1).all()),
        f"faces are cells 0 to {below - 1}": len(names) == 0
        or bool(0 <= names.min() <= names.max() < below),
    }
    for rule, holds in rules.items():
        if not holds:
            given = f"{len(names)} names, {len(signs)} signs, {len(offsets)} offsets"
            raise InvalidInput(asked, given, rule)
