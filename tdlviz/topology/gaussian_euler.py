"""The Euler characteristic that theory expects of a Gaussian random field."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.polynomial.hermite_e import hermeval
from numpy.typing import ArrayLike

from tdlviz.core.door import length, real_array, whole_number
from tdlviz.core.errors import InvalidInput

LARGEST = 1e20


def gaussian_euler(
    levels: ArrayLike | Any, slope: float | Any, volume: float | Any, axes: int | Any = 3
) -> Float[np.ndarray, "..."]:
    """The expected Euler characteristic of {f >= level} for a smooth Gaussian random field f.

    levels: numbers ν of any shape, where f has mean 0 and standard deviation 1.
    slope:  λ, the standard deviation of the derivative of f along one axis.
    volume: of the space without boundary, as a periodic cube, in the units of length of `slope`.

    V λᵈ (2π)^(−(d+1)/2) He_{d−1}(ν) exp(−ν²/2) for d = `axes` (Adler, "The Geometry of Random
    Fields", 1981; in cosmology the genus curve, V λ³ (ν² − 1) exp(−ν²/2) / 4π²).
    Returns float64 of the shape of `levels`. Raises `InvalidInput` for levels that are not finite,
    and for a slope or volume that is negative or more than 1e20.
    """
    heights = real_array("gaussian_euler(levels=…)", levels)
    if not np.isfinite(heights).all():
        raise InvalidInput("gaussian_euler(levels=…)", "NaN or inf", "levels are finite")
    steep, size = length("gaussian_euler(slope=…)", slope), length("gaussian_euler(…)", volume)
    if max(steep, size) > LARGEST:
        rule = f"both are at most {LARGEST:.0e}"
        raise InvalidInput("gaussian_euler", f"slope {steep}, volume {size}", rule)
    axes = whole_number("gaussian_euler(axes=…)", axes, 1, 10)
    heights = np.clip(heights, -100, 100)  # beyond ±39 the exponential is zero
    curve = hermeval(heights, [0] * (axes - 1) + [1]) * np.exp(-(heights**2) / 2)
    return np.asarray(size * steep**axes * (2 * np.pi) ** (-(axes + 1) / 2) * curve)
