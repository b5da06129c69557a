"""What barcode and diagram share: where ∞ is, and round numbers beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.figures.look import axis


def end_of(low: float, high: float) -> float:
    """Where bars end that never die: as far beyond the last as in the view."""
    return high + 0.08 * ((high - low) or 1)


def ends_of(values: Float[np.ndarray, "m 2"], end: float) -> Float[np.ndarray, "m 2"]:
    """Births and deaths as they are drawn: never beyond `end`."""
    return np.minimum(values, end)


def filtration_axis(theme: str, title: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis from the first birth to the last death, and ∞ beyond."""
    end, ticks = end_of(low, high), round_numbers(low, high)
    width = end - low
    return axis(
        theme,
        title,
        range=[low - 0.04 * width, end + 0.03 * width],
        tickvals=[*ticks, end],
        ticktext=[*(f"{tick:.4g}" for tick in ticks), "∞"],
        **more,
    )


def round_numbers(low: float, high: float) -> list[float]:
    """At most 6 even, round numbers within an axis."""
    raw = (high - low) / 5 or 1.0
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10, 20) if m * power >= raw * (1 - 1e-9))
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return (np.arange(first, last + 1) * step + 0.0).tolist()  # + 0.0, for -0 is written "-0"
