"""Numbers as bytes on a scale of colours, for matrices: a quarter of float32 on their way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, UInt8


class Codes(NamedTuple):
    """Numbers from `low` to `high` as 1 to 255; 0 where one is missing.

    codes:   the same shape, uint8.
    signed:  whether the scale is symmetric about 0, for a diverging map of colours.
    missing: how many numbers are NaN or infinite.
    """

    codes: UInt8[np.ndarray, "..."]
    low: float
    high: float
    signed: bool
    missing: int

    @property
    def meaning(self) -> dict[str, object]:
        """What a legend says of the scale."""
        return {
            "low": self.low,
            "high": self.high,
            "signed": self.signed,
            "missing": self.missing,
        }


def codes(values: Float[np.ndarray, "..."], ends: tuple[float, float] | None = None) -> Codes:
    """Numbers on an even scale of 255 steps between `ends`, by default the least and the largest.

    Where both signs occur the scale is symmetric about 0. Beyond the ends the last step is taken.
    """
    known = np.isfinite(values)
    missing = values.size - int(np.count_nonzero(known))
    if ends is None:
        present = values[known] if missing else values
        ends = (float(present.min()), float(present.max())) if present.size else (0, 1)
    low, high = ends
    signed = low < 0 < high
    if signed:
        low, high = -max(-low, high), max(-low, high)
    # Halves, because the difference of two floats may be larger than any. In place, because frames
    # of half a million numbers come 24 times a second.
    width, steps = high / 2 - low / 2, values / 2
    if width > 0:
        steps -= low / 2
        steps /= width
    else:
        steps[...] = 0.5
    np.clip(steps, 0, 1, out=steps)
    steps *= 254
    steps += 1.5
    if missing:
        steps[~known] = 0
    return Codes(steps.astype(np.uint8), float(low), float(high), signed, missing)
