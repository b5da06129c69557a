"""The figure of matrices: a heat map each."""

from __future__ import annotations

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.heat import check_entries, heat, missing_note, scale_of, with_bar
from tdlviz.figures.look import axis
from tdlviz.figures.panes import Pane, Part

LONG = 4  # times as long as wide: then entries are not squares


def matrix_figure(_: Complex, *matrices: Field, theme: str = "light") -> Part:
    """Matrices on one colour scale: diverging where there are negative entries."""
    values = [np.asarray(field.values, dtype=float) for field in matrices]
    check_entries(matrices[0].name, sum(v.size for v in values), "tv.show(cx, …) draws more")
    scale = scale_of(values)
    panes: list[Pane] = []
    for field, z in zip(matrices, values, strict=True):
        words = "row %{y}, column %{x}: %{z:.4~g}<extra></extra>"
        traces = heat(field.name, z, ~np.isfinite(z), scale, theme, hovertemplate=words)
        bar = None if panes else with_bar(traces[0], theme, "")
        x, y = axis(theme, "column", showgrid=False), axis(theme, "row", showgrid=False)
        y["autorange"] = "reversed"
        if 0 < max(z.shape) <= LONG * min(z.shape):
            x, y = x | {"constrain": "domain"}, y | {"constrain": "domain", "scaleanchor": True}
        panes.append(Pane(traces, x, y, field.name if len(matrices) > 1 else "", bar=bar))
    title = ", ".join(f"{f.name}: {f.values.shape[0]:,} × {f.values.shape[1]:,}" for f in matrices)
    missing = sum(int((~np.isfinite(v)).sum()) for v in values)
    return Part(panes, title, missing_note(missing), columns=len(panes))
