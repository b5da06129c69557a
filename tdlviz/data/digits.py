"""Handwritten digits of 8 by 8 pixels: a real cloud of points in 64 dimensions."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.door import switch, whole_number
from tdlviz.core.errors import InvalidInput, MissingPackage


def digits(
    digit: int | Any | None = None, *, labels: bool | Any = False
) -> Float[np.ndarray, "n 64"] | tuple[Float[np.ndarray, "n 64"], Int[np.ndarray, "n"]]:
    """Handwritten digits as points: (n, 64) float64, grey values 0 to 16, row by row.

    digit:  one of 0 to 9 only, or None for all 1,797.
    labels: True returns (points, digits), the digits as (n,) int64.
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI 1998 (test
    part), as scikit-learn carries it. Raises `MissingPackage` where scikit-learn is not installed.
    """
    if digit is not None and whole_number("digits(digit=…)", digit, 0) > 9:
        raise InvalidInput("digits(digit=…)", digit, "0 to 9, or None for all")
    labels = switch("digits(labels=…)", labels)
    try:
        from sklearn.datasets import load_digits
    except ImportError as error:
        rule = "pip install scikit-learn, or tdlviz[lab]"
        raise MissingPackage("digits", "no scikit-learn", rule) from error
    points, names = load_digits(return_X_y=True)
    chosen = slice(None) if digit is None else names == digit
    points, names = points[chosen].astype(np.float64), names[chosen].astype(np.int64)
    return (points, names) if labels else points
