"""The randomness that all point clouds share."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import MOST, length, whole_number
from tdlviz.core.errors import InvalidInput


def draw(asked: str, n: Any, noise: Any, seed: Any) -> tuple[int, float, np.random.Generator]:
    """The checked number of points, the checked noise and a generator of its own."""
    count = whole_number(f"{asked}(n=…)", n, 1, MOST // 2)
    generator = np.random.default_rng(whole_number(f"{asked}(seed=…)", seed, 0))
    deviation = length(f"{asked}(noise=…)", noise)
    if deviation == np.inf:
        raise InvalidInput(f"{asked}(noise=…)", noise, "noise is finite")
    return count, deviation, generator


def shaken(
    points: Float[np.ndarray, "n d"], noise: float, generator: np.random.Generator
) -> Float[np.ndarray, "n d"]:
    """The points with Gaussian noise of this standard deviation on every coordinate."""
    return points + noise * generator.standard_normal(points.shape)
