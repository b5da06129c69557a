"""Points on a sphere: one hollow."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.data.noise import draw, shaken


def sphere(
    n: int | Any = 300, noise: float | Any = 0.0, seed: int | Any = 0
) -> Float[np.ndarray, "n 3"]:
    """`n` points uniform by area on the unit sphere, plus Gaussian noise of that deviation.

    Betti numbers of the sphere: 1, 0, 1. Returns (n, 3) float64.
    """
    n, noise, generator = draw("sphere", n, noise, seed)
    directions = generator.standard_normal((n, 3))
    points = directions / np.linalg.norm(directions, axis=1, keepdims=True)
    return shaken(points, noise, generator)
