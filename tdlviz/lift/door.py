"""What every lifting asks of its arguments before it believes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Shaped
from numpy.typing import ArrayLike

from tdlviz.core.errors import InvalidInput


def plain_array(asked: str, values: ArrayLike | Any) -> Shaped[np.ndarray, "..."]:
    """`values` as a numpy array; torch tensors are detached. Ragged rows are refused."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    try:
        return np.asarray(values)
    except ValueError as error:
        raise InvalidInput(asked, "rows of different lengths", "rows must be alike") from error


def real_array(asked: str, values: ArrayLike) -> Float[np.ndarray, "..."]:
    """`values` as float64 where they are real numbers; bools, strings and objects are refused."""
    array = plain_array(asked, values)
    if array.dtype.kind not in "iuf":
        raise InvalidInput(asked, f"dtype {array.dtype}", "real numbers are needed")
    return np.asarray(array, dtype=np.float64)


def point_array(asked: str, points: ArrayLike) -> Float[np.ndarray, "n d"]:
    """Points as (n, d) float64, n, d >= 1, finite coordinates. A row that is not is named."""
    array = real_array(asked, points)
    if array.ndim != 2 or 0 in array.shape:
        raise InvalidInput(asked, f"shape {array.shape}", "(n, d) with n, d >= 1 is needed")
    bad = ~np.isfinite(array).all(axis=1)
    if bad.any():
        row = int(bad.argmax())
        raise InvalidInput(asked, f"row {row} = {array[row]}", "coordinates are finite")
    return array


def whole_number(asked: str, value: Any, least: int) -> int:
    """An integer of at least `least`. Bools and floats are refused."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise InvalidInput(asked, repr(value), "an integer is needed")
    if value < least:
        raise InvalidInput(asked, value, f"at least {least}")
    return int(value)


def length(asked: str, value: Any) -> float:
    """A number >= 0, infinity allowed. Bools, strings and NaN are refused."""
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not real or not value >= 0:
        raise InvalidInput(asked, repr(value), "a number >= 0 is needed")
    return float(value)


def switch(asked: str, value: Any) -> bool:
    """True or False and nothing that merely acts like them."""
    if not isinstance(value, (bool, np.bool_)):
        raise InvalidInput(asked, repr(value), "True or False is needed")
    return bool(value)
