"""A relation between rows and columns, in the forms that people have it in."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy import sparse

from tdlviz.core.door import plain_array, real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.subsets import Columns


def related(asked: str, relation: ArrayLike | Any) -> tuple[Columns, bool]:
    """The columns of a relation with the values at which their rows enter, and whether they have
    values at all: 0 stands for True."""
    stored = sparse.coo_array(relation) if sparse.issparse(relation) else None
    values = plain_array(asked, relation if stored is None else stored.data)
    shape = values.shape if stored is None else stored.shape
    if len(shape) != 2 or 0 in shape:
        raise InvalidInput(asked, f"shape {shape}", "(n, m) with n, m >= 1 is needed")
    if values.dtype.kind in "iu":
        rule = "whether 0 means unrelated or born at 0 is unclear: give bools, or floats for births"
        raise InvalidInput(asked, f"dtype {values.dtype}", rule)
    weighted = values.dtype.kind != "b"
    births = real_array(asked, values) if weighted else np.where(values, 0.0, np.inf)
    bad = ~(births > -np.inf)
    if bad.any():
        rule = "births are numbers, infinite where there never is a relation"
        raise InvalidInput(asked, f"an entry {births[bad][0]}", rule)
    columns = Columns.of(births) if stored is None else _stored(asked, stored, births)
    if len(columns.rows) == 0:
        raise InvalidInput(asked, f"shape {shape}", "at least one row and column are related")
    return columns, weighted


def _stored(asked: str, matrix: sparse.coo_array, births: Float[np.ndarray, "total"]) -> Columns:
    row, column = (np.asarray(axis, dtype=np.int64) for axis in matrix.coords)
    if (np.diff(np.sort(column * matrix.shape[0] + row)) == 0).any():
        raise InvalidInput(asked, "an entry stored twice", "each entry is stored once at most")
    order = np.lexsort((births, column))
    order = order[births[order] < np.inf]
    counts = np.bincount(column[order], minlength=matrix.shape[1])
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return Columns(matrix.shape[0], row[order], births[order], offsets)
