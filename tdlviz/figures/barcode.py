"""The pane of a barcode: a row a bar, dimensions below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.field import Field
from tdlviz.figures.bar_axes import end_of, ends_of, filtration_axis, naming
from tdlviz.figures.look import axis, hue
from tdlviz.figures.panes import Pane

ROWS = 1000  # beyond which no bar can be told from the next


def barcode(diagrams: Sequence[Field], low: float, high: float, theme: str) -> tuple[Pane, str]:
    """The longest bars of each dimension in an equal share of the rows, and what is left out."""
    end, count = end_of(low, high), sum(map(len, diagrams))
    kept = [longest(field, end, ROWS // len(diagrams)) for field in diagrams]
    starts = np.cumsum([0, *map(len, kept)])
    shown = int(starts[-1])
    width = max(1.0, min(6.0, 260 / max(shown, 1)))
    traces: list[Any] = []
    for field, bars, start in zip(diagrams, kept, starts, strict=False):
        rows = start + np.arange(len(bars))
        line = {"color": hue(theme, field.rank or 0), "width": width}
        traces += [_bars(field, bars, rows, end, line), _arrows(field, bars, rows, end, theme)]
    # The name of each dimension stands at its first bar.
    named = {int(s): f.name for s, f, b in zip(starts, diagrams, kept, strict=False) if len(b)}
    y = axis(
        theme,
        tickvals=[*named],
        ticktext=[*named.values()],
        showgrid=False,
        range=[max(shown, 1) - 0.4, -0.6],
    )
    x = filtration_axis(theme, "filtration", low, high)
    note = f"Shown: the {shown:,} longest of {count:,} bars." if shown < count else ""
    return Pane(traces, x, y), note


def longest(field: Field, end: float, most: int) -> Int[np.ndarray, "n"]:
    """The longest bars, in the order of birth and death."""
    births, deaths = ends_of(field, end).T
    kept = np.argsort(births - deaths, kind="stable")[:most]
    return kept[np.lexsort((kept, deaths[kept], births[kept]))]


def _bars(
    field: Field, bars: np.ndarray, rows: np.ndarray, end: float, line: dict[str, Any]
) -> Any:
    from plotly.graph_objects import Scatter

    births, deaths = ends_of(field, end)[bars].T
    pen_up = np.full(len(bars), np.nan)
    return Scatter(
        x=np.column_stack([births, deaths, pen_up]).ravel(),
        y=np.column_stack([rows, rows, pen_up]).ravel(),
        mode="lines",
        line=line,
        name=field.name,
        **naming(field, np.repeat(bars, 3)),
    )


def _arrows(field: Field, bars: np.ndarray, rows: np.ndarray, end: float, theme: str) -> Any:
    """Heads at the ends of the bars that never die."""
    from plotly.graph_objects import Scatter

    endless = np.isinf(field.values[bars, 1])
    return Scatter(
        x=np.full(int(endless.sum()), end),
        y=rows[endless],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 10, "color": hue(theme, field.rank or 0)},
        cliponaxis=False,
        showlegend=False,
        **naming(field, bars[endless]),
    )
