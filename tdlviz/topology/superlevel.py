"""Betti numbers of what is above each level of a density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.cubical import cubical_counts


def superlevel_betti(
    density: ArrayLike | Any,
    levels: ArrayLike | Any,
    *,
    pixels: str | Any = "cells",
    periodic: bool | Sequence[bool] | Any = True,
) -> Int[np.ndarray, "levels ranks"]:
    """The Betti numbers of {density >= level} at each level, one column a dimension.

    density: an array of 1 to 3 axes; islands, tunnels and voids are the columns 0, 1 and 2.
    levels:  (levels,) numbers, not NaN, in any order.
    pixels, periodic: as in `tdlviz.cubical`, which gives the same complex, with cells that can be
             seen, at some ten times the time and memory.

    Found by gudhi's persistence of the periodic cubical complex over Z/2, for all levels at once.
    Below the least density a periodic cube is the 3-torus: 1, 3, 3, 1. Raises `InvalidInput` for
    what `cubical` refuses, in its name, and for levels that are none.
    """
    from gudhi import PeriodicCubicalComplex

    values = real_array("superlevel_betti", density, "iubf")
    cubical_counts(values, pixels=pixels, periodic=periodic)
    heights = real_array("superlevel_betti(levels=…)", levels)
    if heights.ndim != 1 or np.isnan(heights).any():
        given = f"shape {heights.shape}" if heights.ndim != 1 else "NaN"
        raise InvalidInput("superlevel_betti(levels=…)", given, "(levels,) numbers are needed")
    wraps = [periodic] * values.ndim if isinstance(periodic, (bool, np.bool_)) else [*periodic]
    pixel = "top_dimensional_cells" if pixels == "cells" else "vertices"
    cubes = PeriodicCubicalComplex(periodic_dimensions=wraps, **{pixel: -values})
    cubes.compute_persistence(homology_coeff_field=2)
    bars = [cubes.persistence_intervals_in_dimension(k) for k in range(values.ndim + 1)]
    return np.column_stack([_alive(-np.asarray(bar).reshape(-1, 2), heights) for bar in bars])


def _alive(bars: np.ndarray, heights: np.ndarray) -> Int[np.ndarray, "levels"]:
    """How many bars hold each height: born at it or above, and dead only below it."""
    born = len(bars) - np.searchsorted(np.sort(bars[:, 0]), heights, side="left")
    dead = len(bars) - np.searchsorted(np.sort(bars[:, 1]), heights, side="left")
    return born - dead
