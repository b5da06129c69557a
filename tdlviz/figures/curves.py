"""The panes of Betti curves and of persistence landscapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.figures.bar_axes import round_numbers
from tdlviz.figures.bunches import Bunch
from tdlviz.figures.look import DASHES, axis
from tdlviz.figures.panes import Pane

FINEST = 2000  # values along a curve


def betti_curves(found: Sequence[Bunch], low: float, high: float, theme: str) -> Pane:
    """How many bars are alive, by `tdlviz.betti_curve`: exact up to `FINEST` ends of bars."""
    from plotly.graph_objects import Scatter

    from tdlviz.topology.betti_curve import betti_curve

    grid, lines = _ends(found, low, high), _lines(found, theme)
    curves = [betti_curve(bunch.values, grid) for bunch in found]
    traces: list[Any] = [
        Scatter(
            x=grid,
            y=curve,
            mode="lines",
            line={"shape": "hv", "width": 2, **line},
            name=bunch.name,
            hovertemplate=f"β{bunch.dim} = %{{y}} at %{{x:.4~g}}<extra></extra>",
        )
        for bunch, curve, line in zip(found, curves, lines, strict=True)
    ]
    most = max((int(curve.max()) for curve in curves), default=0)
    y = axis(theme, "bars alive", rangemode="tozero", tickvals=_whole_numbers(most))
    return Pane(traces, axis(theme, "filtration"), y)


def _whole_numbers(most: int) -> list[float]:
    """Ticks of a count, which has no halves."""
    return [tick for tick in round_numbers(0, most) if tick == int(tick)]


def landscapes(found: Sequence[Bunch], low: float, high: float, levels: int, theme: str) -> Pane:
    """The landscapes λ₁, λ₂, …, by `tdlviz.persistence_landscape`, each fainter than the last."""
    grid = np.linspace(low, high if high > low else low + 1, 501)
    lines = zip(found, _lines(found, theme), strict=True)
    traces = [trace for bunch, line in lines for trace in _levels(bunch, grid, high, levels, line)]
    return Pane(traces, axis(theme, "filtration"), axis(theme, "λ", rangemode="tozero"))


def _levels(
    bunch: Bunch, grid: Float[np.ndarray, "g"], high: float, levels: int, line: dict[str, Any]
) -> list[Any]:
    from plotly.graph_objects import Scatter

    from tdlviz.topology.persistence_landscape import persistence_landscape

    end = bunch.values[:, 0].max(initial=high)
    heights = persistence_landscape(bunch.values, grid, levels, end=end)
    return [
        Scatter(
            x=grid,
            y=height,
            mode="lines",
            line={"width": 2, **line},
            opacity=max(0.25, 1 - 0.75 * level / max(levels - 1, 1)),
            name=f"{bunch.name}, λ{level + 1}",
            legendgroup=bunch.name,
            hovertemplate=f"λ{level + 1} = %{{y:.4~g}} at %{{x:.4~g}}<extra></extra>",
        )
        for level, height in enumerate(heights)
    ]


def _lines(found: Sequence[Bunch], theme: str) -> list[dict[str, Any]]:
    """A hue and a dash for each dimension; second diagrams alone are dashed."""
    two = any(bunch.second for bunch in found)
    places = [int(bunch.second) if two else bunch.dim % 4 for bunch in found]
    return [
        {"color": bunch.hue(theme), "dash": DASHES[place]}
        for bunch, place in zip(found, places, strict=True)
    ]


def _ends(found: Sequence[Bunch], low: float, high: float) -> Float[np.ndarray, "g"]:
    """Every value at which a bar begins or ends, or even ones where there are too many."""
    every = np.concatenate([[low, high], *(bunch.values.ravel() for bunch in found)])
    grid = np.unique(every[np.isfinite(every)])
    return grid if len(grid) <= FINEST else np.linspace(low, high, FINEST)
