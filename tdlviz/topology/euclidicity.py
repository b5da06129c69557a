"""How far a space is from Euclidean space around each of its points."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.door import whole_number
from tdlviz.topology.annuli import annuli, given_annuli, rips_diagrams
from tdlviz.topology.bottleneck import bottleneck

MOST_DIM = 5


def euclidicity(
    points: ArrayLike | Any,
    dim: int | Any = 2,
    *,
    radii: ArrayLike | Any | None = None,
    at: ArrayLike | Any | None = None,
    seed: int | Any = 0,
) -> Float[np.ndarray, "m"]:
    """Euclidicity: how much the annuli around points differ from annuli of Euclidean space.

    points: (n, d), a sample of a space.
    dim:    its intrinsic dimension, 1 to 5: that of the Euclidean space. See `local_dimension`.
    radii:  (scales, 2) inner and outer radii. None: outer radii that hold 100 `dim` points
            (median), but no more than a quarter of all, and 0.85 and 0.7 of that, each with an
            inner radius of a half and three quarters.
    at:     (m,) the points to ask about; None: all.
    seed:   of the model annuli, and of which 100 points stay of an annulus that has more.

    The bottleneck distance between the Rips persistence of the points in the annulus and that of as
    many points drawn uniformly from the annulus of R^dim, the largest of the dimensions below
    `dim`, averaged over the scales (von Rohrscheidt and Rieck, "Topological Singularity Detection
    at Multiple Scales", 2023). High at singular points, in the units of `points`.
    Returns (m,) float64; NaN where all annuli are empty. It takes some milliseconds an annulus.
    Raises `InvalidInput` for what breaks these rules.
    """
    dim = whole_number("euclidicity(dim=…)", dim, 1, MOST_DIM)
    generator = np.random.default_rng(whole_number("euclidicity(seed=…)", seed, 0))
    asked = given_annuli("euclidicity", points, dim, radii, at)
    total, count = np.zeros(len(asked.centres)), np.zeros(len(asked.centres))
    models: dict[tuple[int, int], list[Float[np.ndarray, "_ 2"]]] = {}
    for place, scale, ring in annuli(asked, generator):
        if len(ring) == 0:
            continue
        key = len(ring), scale
        if key not in models:
            inner, outer = asked.radii[scale]
            drawn = euclidean_annulus(len(ring), dim, inner, outer, generator)
            models[key] = rips_diagrams(drawn, dim)
        pairs = zip(rips_diagrams(ring, dim), models[key], strict=True)
        total[place] += max(bottleneck(ours, model).distance for ours, model in pairs)
        count[place] += 1
    return np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)


def euclidean_annulus(
    n: int, dim: int, inner: float, outer: float, generator: np.random.Generator
) -> Float[np.ndarray, "n dim"]:
    """`n` points drawn uniformly by volume from the annulus between two radii around 0 in R^dim."""
    directions = generator.standard_normal((n, dim))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    ratio = (inner / outer) ** dim
    radii = outer * (ratio + (1 - ratio) * generator.random(n)) ** (1 / dim)
    return radii[:, None] * directions
