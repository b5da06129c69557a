"""Points on a torus: two loops around one hollow."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import length
from tdlviz.core.errors import InvalidInput
from tdlviz.data.noise import draw, shaken


def torus(
    n: int | Any = 400,
    noise: float | Any = 0.0,
    seed: int | Any = 0,
    major: float | Any = 2,
    minor: float | Any = 1,
) -> Float[np.ndarray, "n 3"]:
    """`n` points uniform by area on the torus around the z axis, plus Gaussian noise.

    major, minor: radius of the core circle and of the tube, major >= minor > 0.
    The tube's angle is drawn by rejection (Diaconis, Holmes and Shahshahani, "Sampling from a
    manifold", 2013, section 2). Betti numbers of the torus: 1, 2, 1. Returns (n, 3) float64.
    """
    n, noise, generator = draw("torus", n, noise, seed)
    major, minor = length("torus(major=…)", major), length("torus(minor=…)", minor)
    if not 0 < minor <= major < np.inf:
        raise InvalidInput("torus", f"major {major}, minor {minor}", "0 < minor <= major")
    around = 2 * np.pi * generator.random(n)
    tube = _tube_angles(n, minor / major, generator)
    out = major + minor * np.cos(tube)
    points = np.column_stack([out * np.cos(around), out * np.sin(around), minor * np.sin(tube)])
    return shaken(points, noise, generator)


def _tube_angles(n: int, ratio: float, generator: np.random.Generator) -> Float[np.ndarray, "n"]:
    """Angles with density (1 + ratio cos) / 2 pi, the area that the tube has there."""
    angles = np.zeros(0)
    while len(angles) < n:
        drawn = 2 * np.pi * generator.random(2 * n)
        kept = generator.random(2 * n) * (1 + ratio) <= 1 + ratio * np.cos(drawn)
        angles = np.concatenate([angles, drawn[kept]])
    return angles[:n]
