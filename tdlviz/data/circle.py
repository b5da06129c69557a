"""Points on a circle: one loop."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.data.noise import draw, shaken


def circle(
    n: int | Any = 60, noise: float | Any = 0.0, seed: int | Any = 0
) -> Float[np.ndarray, "n 2"]:
    """`n` evenly spaced points of the unit circle, plus Gaussian noise of that standard deviation.

    Betti numbers of the circle: 1, 1. Returns (n, 2) float64.
    """
    n, noise, generator = draw("circle", n, noise, seed)
    angles = 2 * np.pi * np.arange(n) / n
    return shaken(np.column_stack([np.cos(angles), np.sin(angles)]), noise, generator)
