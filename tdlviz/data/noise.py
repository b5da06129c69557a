"""The randomness that all point clouds share."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.lift.door import length, whole_number


def draw(asked: str, n: Any, noise: Any, seed: Any) -> tuple[int, float, np.random.Generator]:
    """The checked number of points, the checked noise and a generator of its own."""
    count = whole_number(f"{asked}(n=…)", n, 1)
    generator = np.random.default_rng(whole_number(f"{asked}(seed=…)", seed, 0))
    return count, length(f"{asked}(noise=…)", noise), generator


def shaken(
    points: Float[np.ndarray, "n d"], noise: float, generator: np.random.Generator
) -> Float[np.ndarray, "n d"]:
    """The points with Gaussian noise of this standard deviation on every coordinate."""
    return points + noise * generator.standard_normal(points.shape)
