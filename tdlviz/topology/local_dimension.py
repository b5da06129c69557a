"""The dimension of a space around each of its points, by local homology."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.core.door import whole_number
from tdlviz.topology.annuli import annuli, given_annuli, rips_diagrams
from tdlviz.topology.euclidicity import MOST_DIM


def local_dimension(
    points: ArrayLike | Any,
    max_dim: int | Any = 2,
    *,
    radii: ArrayLike | Any | None = None,
    at: ArrayLike | Any | None = None,
    seed: int | Any = 0,
) -> Int[np.ndarray, "m"]:
    """The persistent intrinsic dimension around points: the highest sphere that surrounds them.

    points: (n, d), a sample of a space; it may have parts of different dimensions.
    max_dim: the highest dimension looked for, 1 to 5.
    radii, at, seed: as in `tdlviz.euclidicity`, for `max_dim`.

    An annulus in a space of dimension k is a sphere of dimension k − 1, up to homotopy; so k is the
    largest for which the annulus has (reduced) homology of dimension k − 1, at any scale (von
    Rohrscheidt and Rieck 2023). So that noise does not count, a class has to live in
    the Rips filtration from the inner radius r, or before, to √2 r, as those of round spheres of
    radius r do: a circle is filled at √3 r, and spheres of any dimension only after √2 r.

    Returns (m,) int64; 0 where no class is found, as at isolated points and ends of curves. Raises
    `InvalidInput` for what breaks these rules.
    """
    highest = whole_number("local_dimension(max_dim=…)", max_dim, 1, MOST_DIM)
    generator = np.random.default_rng(whole_number("local_dimension(seed=…)", seed, 0))
    asked = given_annuli("local_dimension", points, highest, radii, at)
    found = np.zeros(len(asked.centres), dtype=np.int64)
    for place, scale, ring in annuli(asked, generator):
        if len(ring) and found[place] < highest:
            inner = asked.radii[scale, 0]
            for k, bars in enumerate(rips_diagrams(ring, highest)):
                alive = (bars[:, 0] <= inner) & (bars[:, 1] > np.sqrt(2) * inner)
                if alive.sum() > (k == 0):  # one component is no class of reduced homology
                    found[place] = max(found[place], k + 1)
    return found
