"""Points on a figure eight: two loops that meet in one point."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.data.noise import draw, shaken


def figure_eight(
    n: int | Any = 100, noise: float | Any = 0.0, seed: int | Any = 0
) -> Float[np.ndarray, "n 2"]:
    """`n` points on two unit circles that touch in the origin, plus Gaussian noise.

    The first n - n // 2 points lie on the circle to the right, the others to the left, evenly
    spaced. Betti numbers: 1, 2. Returns (n, 2) float64.
    """
    n, noise, generator = draw("figure_eight", n, noise, seed)
    halves = [(n - n // 2, 1.0), (n // 2, -1.0)]
    # The left circle starts half a step further, so that the origin is not given twice.
    angles = [2 * np.pi * (np.arange(m) + (side < 0) / 2) / max(m, 1) for m, side in halves]
    loops = [
        np.column_stack([side * (1 - np.cos(angle)), np.sin(angle)])
        for (_, side), angle in zip(halves, angles, strict=True)
    ]
    return shaken(np.concatenate(loops), noise, generator)
