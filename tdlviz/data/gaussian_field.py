"""A random field on a periodic grid: what the universe looked like before gravity."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import length, real_number, whole_number
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.data.noise import draw

MOST_CELLS = 20_000_000
STEEPEST = 10.0


def gaussian_field(
    n: int | Any = 32,
    index: float | Any = -1.0,
    seed: int | Any = 0,
    smoothing: float | Any = 2.0,
    axes: int | Any = 3,
) -> Float[np.ndarray, "..."]:
    """A Gaussian random field on a periodic grid of `n` cells along each of `axes`, 1 to 3.

    Its power spectrum is |k|^`index`, -10 to 10, smoothed by a Gaussian of standard deviation
    `smoothing`, in cells: white noise is coloured in Fourier space (Peebles, "The Large-Scale
    Structure of the Universe", 1980, §10). Returns (n, …) float64 with mean 0 and standard
    deviation 1, the same for the same `seed`. Raises `InvalidInput` for what breaks these rules and
    for a field smoothed to a constant, `TooLarge` above 20 million cells.
    """
    n, _, generator = draw("gaussian_field", n, 0.0, seed)
    axes = whole_number("gaussian_field(axes=…)", axes, 1, 3)
    power = real_number("gaussian_field(index=…)", index, -STEEPEST)
    if power > STEEPEST:
        raise InvalidInput("gaussian_field(index=…)", power, f"at most {STEEPEST}")
    width = length("gaussian_field(smoothing=…)", smoothing)
    if n**axes > MOST_CELLS:
        raise TooLarge("gaussian_field", f"{n**axes:,} cells", f"at most {MOST_CELLS:,}: lower n")
    waves = wave_numbers((n,) * axes)
    squared = np.asarray(sum(wave**2 for wave in waves))
    squared[(0,) * axes] = 1  # the mean has no place in the spectrum, below
    filtered = squared ** (power / 4) * np.exp(-squared * width**2 / 2)
    filtered[(0,) * axes] = 0
    noise = np.fft.fftn(generator.standard_normal((n,) * axes))
    field = np.fft.ifftn(noise * filtered).real
    if not field.std() > 0:
        rule = "more than one cell, and a smoothing that leaves a wave"
        raise InvalidInput("gaussian_field", f"n {n}, smoothing {width}", rule)
    return (field - field.mean()) / field.std()


def wave_numbers(shape: tuple[int, ...]) -> list[Float[np.ndarray, "..."]]:
    """The wave number along each axis, in radians a cell, ready to be broadcast."""
    lines = [2 * np.pi * np.fft.fftfreq(n) for n in shape]
    return [np.asarray(axis) for axis in np.meshgrid(*lines, indexing="ij", sparse=True)]
