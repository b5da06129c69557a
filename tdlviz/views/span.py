"""The part of a filtration that a slider and an axis show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field


def span(births: Sequence[np.ndarray]) -> tuple[float, float]:
    """From the first birth to the last; short of it where a few late cells would eat the scale.

    The flat cells at the hull of an alpha complex enter thousands of times later than all others.
    Where the last birth lies more than 3 times as far as the 90th percentile, the span ends at
    1.5 times that percentile; what comes later is seen at the slider's last notch, "all".
    """
    every = np.concatenate([np.zeros(0), *births])
    every = every[np.isfinite(every)]
    if not len(every):
        return 0.0, 1.0
    low, most, high = np.quantile(every, [0, 0.9, 1])
    if high - low > 3 * (most - low) > 0:
        high = low + 1.5 * (most - low)
    return float(low), float(high)


def bars_span(cx: Complex, diagrams: Sequence[Field]) -> tuple[float, float]:
    """The part of the filtration that bars are drawn in: to where the last of them ends.

    A hole that never ends is there to the end of the filtration; a component that never ends says
    nothing.
    """
    low, high = span(cx.births or ())
    values = np.concatenate([np.zeros((0, 2)), *(field.values for field in diagrams)])
    ends = values[np.isfinite(values[:, 1]), 1]
    endless = any(np.isinf(field.values[:, 1]).any() for field in diagrams if field.rank)
    if len(ends):
        high = max(ends.max(), values[:, 0].max(), high if endless else ends.max())
    return float(min(low, values[:, 0].min(initial=low), ends.min(initial=low))), float(high)
