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
    """Matrices side by side, each on a scale of its own: diverging where entries are negative."""
    check_entries(matrices[0].name, sum(m.values.size for m in matrices), "tv.show draws more")
    panes = [_pane(field, theme, len(matrices) > 1) for field in matrices]
    title = ", ".join(f"{f.name}: {f.values.shape[0]:,} × {f.values.shape[1]:,}" for f in matrices)
    missing = sum(int((~np.isfinite(field.values)).sum()) for field in matrices)
    return Part(panes, title, missing_note(missing), columns=len(panes))


def _pane(field: Field, theme: str, named: bool) -> Pane:
    z = np.asarray(field.values, dtype=float)
    words = "row %{y}, column %{x}: %{z:.4~g}<extra></extra>"
    traces = heat(field.name, z, ~np.isfinite(z), scale_of([z]), theme, hovertemplate=words)
    x, y = axis(theme, "column", showgrid=False), axis(theme, "row", showgrid=False)
    y["autorange"] = "reversed"
    if 0 < max(z.shape) <= LONG * min(z.shape):
        x, y = {**x, "constrain": "domain"}, {**y, "constrain": "domain", "scaleanchor": True}
    return Pane(traces, x, y, field.name if named else "", bar=with_bar(traces[0], theme))
