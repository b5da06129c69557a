"""Points on two spheres that touch in one point: no manifold there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import listed, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.data.noise import draw, shaken


def wedge(
    n: int | Any = 400,
    noise: float | Any = 0.0,
    seed: int | Any = 0,
    dims: Sequence[int] | Any = (2, 2),
) -> Float[np.ndarray, "n d"]:
    """`n` points, drawn uniformly, on two unit spheres of `dims` that touch in the origin.

    dims: 1 for a circle, 2 for a sphere, up to 10. The first n - n // 2 points lie on the first,
          which is on the side of positive first coordinates; both have their other coordinates in
          common. One point is the origin itself, the singular one: the first.
    Plus Gaussian noise. Returns (n, max(dims) + 1) float64.
    """
    n, noise, generator = draw("wedge", n, noise, seed)
    sizes = [whole_number("wedge(dims=…)", dim, 1, 10) for dim in listed("wedge(dims=…)", dims)]
    if len(sizes) != 2:
        raise InvalidInput("wedge(dims=…)", f"{len(sizes)} numbers", "two spheres are needed")
    points, start = np.zeros((n, max(sizes) + 1)), 0
    for count, dim, side in zip((n - n // 2, n // 2), sizes, (1.0, -1.0), strict=True):
        drawn = generator.standard_normal((count, dim + 1))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        drawn[:, 0] += side
        points[start : start + count, : dim + 1] = drawn
        start += count
    points[0] = 0
    return shaken(points, noise, generator)
