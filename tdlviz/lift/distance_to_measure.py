"""The distance to a measure: how far a point is from where the points lie densely."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.door import length, point_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.crowd import check_spread
from tdlviz.lift.nearest import nearest_lengths

ASKED = "distance_to_measure"


def distance_to_measure(
    points: ArrayLike | Any,
    *,
    k: int | Any | None = None,
    mass: float | Any | None = None,
) -> Field:
    """The distance of every point to the empirical measure of all (Chazal, Cohen-Steiner and
    Mérigot, "Geometric inference for probability measures", Found. Comput. Math. 11, 2011).

    points: (n, d) real numbers.
    k:      1 to n: the root of the mean square of the distances to the k nearest points, of which
            the point itself is the first.
    mass:   instead of k: a part of all points, above 0 and at most 1. With mass × n no integer the
            last of the nearest points counts in part.

    Returns a scalar field of rank 0, in the units of the data; it is 1-Lipschitz, and small moves
    of few points change it little. As `weights=` of `rips` it gives the DTM-filtration, which
    forgives outliers. Raises `InvalidInput` for what breaks these rules.
    """
    cloud = point_array(f"{ASKED}(points)", points)
    check_spread(f"{ASKED}(points)", cloud)
    if (k is None) == (mass is None):
        raise InvalidInput(ASKED, "neither" if k is None else "both", "give either k or mass")
    if mass is None:
        counted = float(whole_number(f"{ASKED}(k=…)", k, 1, len(cloud)))
    else:
        part = length(f"{ASKED}(mass=…)", mass)
        if not 0 < part <= 1:
            raise InvalidInput(f"{ASKED}(mass=…)", mass, "a part of all points, at most 1")
        counted = part * len(cloud)
    near = int(np.ceil(counted))
    shares = np.minimum(1.0, counted - np.arange(near)) / counted
    squares = nearest_lengths(cloud, near) ** 2
    return Field(ASKED, np.sqrt(squares @ shares), 0, kind="scalar")
