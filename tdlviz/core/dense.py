"""A sparse matrix written out in full, as long as it is small enough to be looked at."""

from __future__ import annotations

from typing import Any

from tdlviz.core.errors import TooLarge

MAX_SIDE = 4096
"""The most rows and columns of a matrix that can be shown."""


def check_side(asked: str, shape: tuple[int, ...]) -> None:
    """Raise `TooLarge` where a matrix has more than `MAX_SIDE` rows or columns."""
    if max(shape, default=0) > MAX_SIDE:
        given = " × ".join(f"{side:,}" for side in shape)
        raise TooLarge(asked, given, f"{MAX_SIDE:,} × {MAX_SIDE:,} is the limit: show a part of it")


def dense(asked: str, values: Any) -> Any:
    """A scipy sparse matrix (rows, columns) as an array; anything else as it is.

    Raises `TooLarge` above `MAX_SIDE` rows or columns.
    """
    from scipy.sparse import issparse

    if not issparse(values):
        return values
    check_side(asked, values.shape)
    return values.toarray()
