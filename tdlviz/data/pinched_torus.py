"""Points on a torus whose tube shrinks to a point at one place."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import length
from tdlviz.core.errors import InvalidInput
from tdlviz.data.noise import draw, shaken


def pinched_torus(
    n: int | Any = 400,
    noise: float | Any = 0.0,
    seed: int | Any = 0,
    major: float | Any = 2,
    minor: float | Any = 1,
) -> Float[np.ndarray, "n 3"]:
    """`n` points on the torus around the z axis whose tube has radius minor · |sin(angle / 2)|.

    The first point is the pinch, (major, 0, 0), where two cones meet: the one place that is no
    surface. The others are uniform by area but for the slope of the tube, which is left out. Plus
    Gaussian noise. major > minor > 0. Betti numbers: 1, 1, 1. Returns (n, 3) float64.
    """
    n, noise, generator = draw("pinched_torus", n, noise, seed)
    major = length("pinched_torus(major=…)", major)
    minor = length("pinched_torus(minor=…)", minor)
    if not 0 < minor < major < np.inf:
        given = f"major {major}, minor {minor}"
        raise InvalidInput("pinched_torus", given, "0 < minor < major is needed")
    around, tube = _angles(n, minor / major, generator)
    radius = minor * np.sin(around / 2)
    out = major + radius * np.cos(tube)
    points = np.column_stack([out * np.cos(around), out * np.sin(around), radius * np.sin(tube)])
    points[0] = major, 0, 0
    return shaken(points, noise, generator)


def _angles(
    n: int, ratio: float, generator: np.random.Generator
) -> tuple[Float[np.ndarray, "n"], Float[np.ndarray, "n"]]:
    """Angles around the axis and around the tube, by rejection, as in `tdlviz.data.torus`."""
    kept = np.zeros((0, 2))
    while len(kept) < n:
        around, tube = drawn = 2 * np.pi * generator.random((2, 2 * n))
        radius = np.sin(around / 2)
        area = radius * (1 + ratio * radius * np.cos(tube))
        kept = np.concatenate([kept, drawn.T[generator.random(2 * n) * (1 + ratio) <= area]])
    return kept[:n, 0], kept[:n, 1]
