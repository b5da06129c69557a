"""Filtrations: when each cell enters. A cell never enters before its faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import listed, real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.faces import faces


def filtration(cx: Complex | Any, births: Sequence[ArrayLike] | Any) -> Complex:
    """`cx` with the fields `birth0`, `birth1`, …: one array of `births` a rank, one number a cell.

    Raises `InvalidInput` where a rank or a number is missing, where a number is not finite, and
    where a cell would enter before one of its faces: it names both and their values.
    """
    given_complex("filtration", cx)
    births = listed("filtration(births=…)", births)
    if len(births) != len(cx.ranks):
        given, rule = f"{len(births)} arrays", f"one for each rank 0 to {cx.dim} is needed"
        raise InvalidInput("filtration", given, rule)
    arrays = [real_array(f"births of rank {k}", array, "iubf") for k, array in enumerate(births)]
    for rank, array in enumerate(arrays):
        if array.shape != (cx.counts[rank],):
            rule = f"({cx.counts[rank]},) is needed"
            raise InvalidInput(f"births of rank {rank}", array.shape, rule)
    check_monotone(cx, arrays)
    named = [Field(f"birth{k}", array, k, kind="scalar") for k, array in enumerate(arrays)]
    return cx.with_fields(*named)


def lower_star(cx: Complex | Any, values: ArrayLike | Field | Any) -> Complex:
    """The sublevel filtration of a function on the vertices: a cell enters with its last vertex.

    values: (vertices,) numbers, or a scalar field of rank 0 on all vertices.
    Raises `InvalidInput` for another shape, kind or rank, and for values that are not finite.
    """
    return filtration(cx, star_births(cx, _heights("lower_star", cx, values)))


def upper_star(cx: Complex | Any, values: ArrayLike | Field | Any) -> Complex:
    """The superlevel filtration of a function on the vertices, from its highest value downwards.

    values: as in `lower_star`. A cell enters at minus the least value of its vertices, so that
    births increase: this is the lower-star filtration of -`values`.
    Raises `InvalidInput` as `lower_star` does.
    """
    return filtration(cx, star_births(cx, -_heights("upper_star", cx, values)))


def star_births(
    cx: Complex, heights: Float[np.ndarray, "vertices"]
) -> list[Float[np.ndarray, "cells"]]:
    """The largest of the `heights` of each cell's vertices, rank by rank."""
    return [
        np.maximum.reduceat(heights[cells.flat], cells.offsets[:-1]) if len(cells) else np.zeros(0)
        for cells in cx.ranks
    ]


def _heights(asked: str, cx: Complex | Any, values: Any) -> Float[np.ndarray, "vertices"]:
    given_complex(asked, cx)
    if isinstance(values, Field):
        if (values.kind, values.rank) != ("scalar", 0) or values.index is not None:
            raise InvalidInput(asked, repr(values), "a scalar field on all vertices is needed")
        values = values.values
    heights = real_array(asked, values, "iubf")
    if heights.shape != (cx.counts[0],):
        raise InvalidInput(asked, heights.shape, f"({cx.counts[0]},) is needed")
    return heights


def check_monotone(cx: Complex, births: Sequence[np.ndarray]) -> None:
    """Raise `InvalidInput` where a birth is NaN or infinite, or a cell enters before a face."""
    for rank, array in enumerate(births):
        if not np.isfinite(array).all():
            cell = int((~np.isfinite(array)).argmax())
            given = f"{array[cell]} for cell {cell}"
            raise InvalidInput(f"births of rank {rank}", given, "births are finite")
    for rank in range(1, cx.dim + 1):
        below = faces(cx, rank)
        names, cells = below.names, below.owner
        early = births[rank - 1][names] > births[rank][cells]
        if early.any():
            place = int(early.argmax())
            cell, face = int(cells[place]), int(names[place])
            given = (
                f"{_named(cx, rank, cell)} at {births[rank][cell]} before its face "
                f"{_named(cx, rank - 1, face)} at {births[rank - 1][face]}"
            )
            raise InvalidInput("a filtration", given, "a cell enters no earlier than its faces")


def _named(cx: Complex, rank: int, cell: int) -> str:
    return f"cell {cell} of rank {rank} = {cx.cells(rank)[cell].tolist()}"
