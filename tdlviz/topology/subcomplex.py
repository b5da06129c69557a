"""Subcomplexes: some cells of a complex and all their faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import listed, plain_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.restrict import restrict
from tdlviz.topology.faces import faces


def subcomplex(cx: Complex | Any, keep: Sequence[ArrayLike] | Any) -> Complex:
    """The complex of the cells that `keep` chooses: one mask (cells,) of bools for each rank.

    Cells are renumbered in order; positions and fields follow, the filtration among them. Where
    vertices are left out, the label field `vertex` holds their old names, or those that it held
    before. Hypergraphs and ranked complexes need the vertices of their cells, others all faces.

    Raises `InvalidInput` for masks that do not fit, for a cell without one of its faces, and for a
    field, such as a diagram, that names a cell left out.
    """
    given_complex("subcomplex", cx)
    masks = listed("subcomplex(keep=…)", keep)
    if len(masks) != len(cx.ranks):
        rule = f"one for each rank 0 to {cx.dim} is needed"
        raise InvalidInput("subcomplex", f"{len(masks)} masks", rule)
    masks = [_mask(mask, rank, cx.counts[rank]) for rank, mask in enumerate(masks)]
    for rank in range(1, cx.dim + 1) if cx.oriented else ():
        _check_faces(cx, rank, masks)
    return restrict("subcomplex", cx, masks)


def _mask(mask: Any, rank: int, count: int) -> np.ndarray:
    asked = f"subcomplex: mask of rank {rank}"
    array = plain_array(asked, mask)
    if array.dtype != np.bool_ or array.shape != (count,):
        rule = f"({count},) bools are needed"
        raise InvalidInput(asked, f"{array.shape} {array.dtype}", rule)
    return array


def _check_faces(cx: Complex, rank: int, masks: Sequence[np.ndarray]) -> None:
    below = faces(cx, rank)
    missing = masks[rank][below.owner] & ~masks[rank - 1][below.names]
    if missing.any():
        cell, face = (int(array[missing.argmax()]) for array in (below.owner, below.names))
        given = f"cell {cell} of rank {rank} without its face {face}"
        raise InvalidInput("subcomplex", given, "all faces of a cell that is kept must be kept")
