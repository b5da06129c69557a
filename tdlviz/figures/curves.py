"""The panes of Betti curves and of persistence landscapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.field import Field
from tdlviz.figures.look import DASHES, axis, hue
from tdlviz.figures.panes import Pane

FINEST = 2000  # values along a curve


def betti_curves(diagrams: Sequence[Field], low: float, high: float, theme: str) -> Pane:
    """How many bars are alive, by `tdlviz.betti_curve`: exact up to `FINEST` ends of bars."""
    from plotly.graph_objects import Scatter

    from tdlviz.topology.betti_curve import betti_curve

    grid = _ends(diagrams, low, high)
    traces: list[Any] = [
        Scatter(
            x=grid,
            y=betti_curve(field, grid),
            mode="lines",
            line={"shape": "hv", "width": 2, **_line(field, theme)},
            name=field.name,
            hovertemplate=f"β{field.rank} = %{{y}} at %{{x:.4~g}}<extra></extra>",
        )
        for field in diagrams
    ]
    y = axis(theme, "bars alive", rangemode="tozero", tickformat="d")
    return Pane(traces, axis(theme, "filtration"), y)


def landscapes(diagrams: Sequence[Field], low: float, high: float, levels: int, theme: str) -> Pane:
    """The landscapes λ₁, λ₂, …, by `tdlviz.persistence_landscape`, each fainter than the last."""
    grid = np.linspace(low, high if high > low else low + 1, 501)
    traces = [trace for field in diagrams for trace in _levels(field, grid, high, levels, theme)]
    return Pane(traces, axis(theme, "filtration"), axis(theme, "λ", rangemode="tozero"))


def _levels(
    field: Field, grid: Float[np.ndarray, "g"], high: float, levels: int, theme: str
) -> list[Any]:
    from plotly.graph_objects import Scatter

    from tdlviz.topology.persistence_landscape import persistence_landscape

    end = field.values[:, 0].max(initial=high)
    heights = persistence_landscape(field, grid, levels, end=end)
    return [
        Scatter(
            x=grid,
            y=height,
            mode="lines",
            line={"width": 2, **_line(field, theme)},
            opacity=max(0.25, 1 - 0.75 * level / max(levels - 1, 1)),
            name=f"{field.name}, λ{level + 1}",
            legendgroup=field.name,
            hovertemplate=f"λ{level + 1} = %{{y:.4~g}} at %{{x:.4~g}}<extra></extra>",
        )
        for level, height in enumerate(heights)
    ]


def _line(field: Field, theme: str) -> dict[str, Any]:
    rank = field.rank or 0
    return {"color": hue(theme, rank), "dash": DASHES[rank % 4]}


def _ends(diagrams: Sequence[Field], low: float, high: float) -> Float[np.ndarray, "g"]:
    """Every value at which a bar begins or ends, or even ones where there are too many."""
    every = np.concatenate([[low, high], *(field.values.ravel() for field in diagrams)])
    grid = np.unique(every[np.isfinite(every)])
    return grid if len(grid) <= FINEST else np.linspace(low, high, FINEST)
