"""What every public function asks of its arguments before it believes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float, Shaped
from numpy.typing import ArrayLike

from tdlviz.core.errors import InvalidInput, UnknownName

MOST = 20_000_000
"""More points or vertices than this are asked for by mistake: their names alone take 160 MB."""
FOREIGN = (TypeError, ValueError, ArithmeticError, RuntimeError, BufferError)
"""What numpy, torch and others raise while they turn something into an array."""


def plain_array(asked: str, values: ArrayLike | Any) -> Shaped[np.ndarray, "..."]:
    """`values` as a numpy array; torch tensors are detached.

    Refused: ragged rows, masked entries, and what numpy cannot read."""
    if np.ma.is_masked(values):
        raise InvalidInput(asked, "a masked array", "no entry may be masked: fill or leave out")
    try:
        if hasattr(values, "detach"):
            values = values.detach().cpu()
        return np.asarray(values)
    except ValueError as error:
        raise InvalidInput(asked, "rows of different lengths", "rows must be alike") from error
    except FOREIGN as error:
        given = f"{type(values).__name__} ({error})"
        raise InvalidInput(asked, given, "an array that numpy can read is needed") from error


def real_array(asked: str, values: ArrayLike | Any, kinds: str = "iuf") -> Float[np.ndarray, "..."]:
    """`values` as float64 where they are real numbers; strings and objects are refused.

    kinds: the numpy kinds of numbers; with "b" among them True and False are 1 and 0."""
    array = plain_array(asked, values)
    if array.dtype.kind not in kinds:
        raise InvalidInput(asked, f"dtype {array.dtype}", "real numbers are needed")
    with np.errstate(over="ignore"):
        real = np.asarray(array, dtype=np.float64)
    if array.dtype.itemsize > 8 and (np.isinf(real) & np.isfinite(array)).any():
        raise InvalidInput(asked, f"a number beyond {np.finfo(float).max:.1e}", "float64 holds all")
    return real


def point_array(asked: str, points: ArrayLike | Any) -> Float[np.ndarray, "n d"]:
    """Points as (n, d) float64, n, d >= 1, finite coordinates. A row that is not is named."""
    array = real_array(asked, points)
    if array.ndim != 2 or 0 in array.shape:
        raise InvalidInput(asked, f"shape {array.shape}", "(n, d) with n, d >= 1 is needed")
    bad = ~np.isfinite(array).all(axis=1)
    if bad.any():
        row = int(bad.argmax())
        raise InvalidInput(asked, f"row {row} = {array[row]}", "coordinates are finite")
    return array


def listed(asked: str, rows: Iterable[Any] | Any) -> Sequence[Any] | Shaped[np.ndarray, "..."]:
    """`rows` as a list; an array of rows stays what it is."""
    if isinstance(rows, np.ndarray) and rows.ndim:
        return rows
    if isinstance(rows, (str, bytes)) or not isinstance(rows, Iterable):
        raise InvalidInput(asked, repr(rows), "a list is needed")
    try:
        return list(rows)
    except FOREIGN as error:
        raise InvalidInput(asked, type(rows).__name__, f"a list is needed ({error})") from error


def whole_number(asked: str, value: Any, least: int, most: int | None = None) -> int:
    """An integer of at least `least`, and at most `most`. Bools and floats are refused."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise InvalidInput(asked, repr(value), "an integer is needed")
    if value < least:
        raise InvalidInput(asked, value, f"at least {least:,}")
    if most is not None and value > most:
        raise InvalidInput(asked, value, f"at most {most:,}")
    return int(value)


def length(asked: str, value: Any) -> float:
    """A number >= 0, infinity allowed. Bools, strings and NaN are refused."""
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not real or not value >= 0:
        raise InvalidInput(asked, repr(value), "a number >= 0 is needed")
    return float(value) if value <= np.finfo(float).max else np.inf


def real_number(
    asked: str,
    value: Any,
    least: float = -np.inf,
    above: float = -np.inf,
    endless: bool = False,
) -> float:
    """A number of at least `least` and more than `above`, infinite only where it may be `endless`.

    Bools, strings and NaN are refused."""
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not real or value != value or not (endless or abs(value) <= np.finfo(float).max):
        raise InvalidInput(asked, repr(value), f"a {'' if endless else 'finite '}number is needed")
    if value < least or (value <= above and not endless):
        rule = f"at least {least}" if value < least else f"more than {above}"
        raise InvalidInput(asked, value, rule)
    return float(value) if abs(value) <= np.finfo(float).max else float(np.sign(value) * np.inf)


def switch(asked: str, value: Any) -> bool:
    """True or False and nothing that merely acts like them."""
    if not isinstance(value, (bool, np.bool_)):
        raise InvalidInput(asked, repr(value), "True or False is needed")
    return bool(value)


def one_of(asked: str, value: Any, known: Iterable[str]) -> str:
    """An option: one of the names that are known."""
    known = tuple(known)
    if not isinstance(value, str) or value not in known:
        raise UnknownName(asked, repr(value), f"one of {', '.join(known)}")
    return value


def words(asked: str, value: Any) -> str:
    """A name: a string that is not empty."""
    if not isinstance(value, str) or not value:
        raise InvalidInput(asked, repr(value), "a name, a string, is needed")
    return value


def file_path(asked: str, path: str | os.PathLike[str] | Any) -> Path:
    """The path of a file: a string or something like `pathlib.Path`."""
    if not isinstance(path, (str, os.PathLike)) or not isinstance(os.fspath(path), str):
        raise InvalidInput(asked, repr(path), "the path of a file is needed")
    return Path(path)
