"""A small gravity-evolved density: Zel'dovich's approximation."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.door import length, real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.data.gaussian_field import wave_numbers

FARTHEST = 1e6


def zeldovich(overdensity: ArrayLike | Any, growth: float | Any = 1.0) -> Float[np.ndarray, "..."]:
    """The density after particles, one in each cell, have followed their first pull by `growth`.

    overdensity: a field of 1 to 3 periodic axes, such as `gaussian_field`; its mean does not count.
    growth:      the linear growth factor D: 0 is the uniform start, and about 1 the time at which
                 the first walls of a field of standard deviation 1 collapse.

    x = q + D ψ with ∇·ψ = −δ (Zel'dovich, "Gravitational instability", 1970); the mass of each
    particle is shared among the cells around it (cloud in cell; Hockney and Eastwood 1988, §5-2).
    Returns an array of the same shape, float64, with mean 1. Raises `InvalidInput` for another
    number of axes, for values that are not finite, and for particles that would go absurdly far.
    """
    delta = real_array("zeldovich", overdensity)
    if not 1 <= delta.ndim <= 3 or delta.size == 0 or not np.isfinite(delta).all():
        rule = "1 to 3 axes of finite numbers are needed"
        raise InvalidInput("zeldovich", f"an array of shape {delta.shape}", rule)
    growth = length("zeldovich(growth=…)", growth)
    if not growth * abs(delta).max() <= FARTHEST:
        given = f"growth {growth} of an overdensity up to {abs(delta).max()}"
        raise InvalidInput("zeldovich", given, f"their product is at most {FARTHEST:,.0f}")
    grids = np.meshgrid(*map(np.arange, delta.shape), indexing="ij", sparse=True)
    shifts = _displacement(delta)
    return _deposited([grid + growth * shift for grid, shift in zip(grids, shifts, strict=True)])


def _displacement(delta: Float[np.ndarray, "..."]) -> list[Float[np.ndarray, "..."]]:
    waves = wave_numbers(delta.shape)
    squared = np.asarray(sum(wave**2 for wave in waves))
    squared[(0,) * delta.ndim] = 1
    potential = np.fft.fftn(delta - delta.mean()) / squared
    return [np.fft.ifftn(1j * wave * potential).real for wave in waves]


def _deposited(places: list[Float[np.ndarray, "..."]]) -> Float[np.ndarray, "..."]:
    """The mass in each cell, that of a particle shared linearly along each axis."""
    shape = places[0].shape
    low = [np.floor(place).astype(np.int64) for place in places]
    beyond = [place - cell for place, cell in zip(places, low, strict=True)]
    density = np.zeros(places[0].size)
    for corner in product((0, 1), repeat=len(shape)):
        wrapped = [(c + s) % n for c, s, n in zip(low, corner, shape, strict=True)]
        weight = np.prod([b if s else 1 - b for b, s in zip(beyond, corner, strict=True)], axis=0)
        cells = np.ravel_multi_index(wrapped, shape).reshape(-1)
        density += np.bincount(cells, weight.reshape(-1), minlength=density.size)
    return density.reshape(shape)
