"""The figure of vectors: cells as points along the principal axes of their values."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.figures.look import axis, colour_bar
from tdlviz.figures.names import naming
from tdlviz.figures.panes import Pane, Part
from tdlviz.figures.shades import Group, ends, grouped, on_cells, paint
from tdlviz.views.channel import checked
from tdlviz.views.colours import THEMES
from tdlviz.views.payload import single
from tdlviz.views.principal_axes import principal_axes

MAX_POINTS, SVG = 300_000, 5000  # more than `SVG` points are drawn by WebGL


def scatter_figure(
    cx: Complex,
    *fields: Field,
    color: Field | Track | str | Any | None = None,
    axes: int | Any = 2,
    theme: str = "light",
) -> Part:
    """A point for each cell, along the first `axes` (2 or 3) principal axes of its vectors.

    color: a scalar or label on the same cells.
    """
    axes = whole_number("axes", axes, 2, 3)
    count = sum(map(len, fields))
    if count > MAX_POINTS:
        rule = f"a figure takes {MAX_POINTS:,}: take some, as in {fields[0].name}[:1000]"
        raise TooLarge("figure", f"{count:,} vectors", rule)
    given = color.latest if isinstance(color, Track) else color
    panes, notes = [], []
    for field in fields:
        shade = checked(cx, "color", given, (field.rank or 0,))
        assert shade is None or isinstance(shade, Field)  # its latest, if it was a track
        pane, note = _pane(cx, field, shade, axes, theme)
        panes.append(pane._replace(title=field.name if len(fields) > 1 else ""))
        notes.append(note)
    title = ", ".join(f"{f.name}: {len(f):,} vectors in R^{f.values.shape[1]}" for f in fields)
    return Part(panes, title, " ".join(filter(None, notes)), columns=len(panes))


def _pane(
    cx: Complex, field: Field, shade: Field | None, axes: int, theme: str
) -> tuple[Pane, str]:
    known = np.isfinite(field.values).all(axis=1)
    cells = np.arange(len(field)) if field.index is None else field.index
    places, shares = along_axes(field.values[known], axes)
    scale = ends(cx, shade) if shade is not None and shade.kind == "scalar" else None
    traces = [
        _points(cx, field, cells[known], places, group, scale, shade)
        for group in _groups(cx, field, cells[known], shade, theme)
    ]
    bar = None
    if scale is not None and shade is not None and traces[0].marker.cmin is not None:
        traces[0].marker.update(showscale=True, colorbar=colour_bar(theme, shade.name))
        bar = traces[0].marker.colorbar
    titles = [f"axis {k + 1} ({share:.0%})" for k, share in enumerate(shares)]
    left_out = int((~known).sum())
    note = f"Left out for missing numbers: {left_out:,} of {len(known):,} vectors of {field.name}."
    return _framed(traces, titles, bar, theme), note * (left_out > 0)


def along_axes(
    vectors: Float[np.ndarray, "n d"], axes: int
) -> tuple[Float[np.ndarray, "n axes"], Float[np.ndarray, "axes"]]:
    """Vectors along their first principal axes, and the share of the variance along each."""
    if not len(vectors):
        return np.zeros((0, axes), dtype=np.float32), np.zeros(axes)
    single("vectors", vectors)  # squares of larger numbers overflow
    # In no less than three dimensions, so that there are three axes.
    wide = np.pad(vectors.astype(float), ((0, 0), (0, max(0, 3 - vectors.shape[1]))))
    places = principal_axes(wide)[0][:, :axes].astype(np.float32)
    total = float(wide.var(axis=0).sum())
    return places, places.astype(float).var(axis=0) / (total or 1.0)


def _groups(
    cx: Complex, field: Field, cells: np.ndarray, shade: Field | None, theme: str
) -> list[Group]:
    """The rows of the field by what colours them."""
    if shade is None:
        return [Group(np.arange(len(cells)), THEMES[theme]["vertex"])]
    return grouped(on_cells(cx, shade, field.rank or 0)[cells], shade, theme)


def _points(
    cx: Complex,
    field: Field,
    cells: np.ndarray,
    places: np.ndarray,
    group: Group,
    scale: tuple[float, float] | None,
    shade: Field | None,
) -> Any:
    from plotly.graph_objects import Scatter, Scatter3d, Scattergl

    rows, flat = group.cells, places.shape[1] == 2
    kind = Scatter3d if not flat else Scatter if len(places) <= SVG else Scattergl
    return kind(
        **dict(zip("xyz", np.ascontiguousarray(places[rows].T), strict=False)),
        mode="markers",
        marker={"size": 6 if flat else 4, "line": {"width": 0}, **paint(group, scale)},
        name=group.name,
        showlegend=bool(group.name),
        **naming(cx, field.rank or 0, cells[rows], shade),
    )


def _framed(traces: list[Any], titles: list[str], bar: Any, theme: str) -> Pane:
    looks = [axis(theme, title) for title in titles]
    if len(looks) == 2:
        return Pane(traces, looks[0], looks[1], bar=bar)
    kept = ("title", "tickfont", "gridcolor", "zeroline")
    names = ("xaxis", "yaxis", "zaxis")
    space = {
        name: {**{key: look[key] for key in kept}, "showbackground": False, "nticks": 5}
        for name, look in zip(names, looks, strict=True)
    }
    for look in space.values():
        look["title"] = {key: look["title"][key] for key in ("text", "font")}
    eye = dict.fromkeys("xyz", 1.75)
    return Pane(traces, space={**space, "aspectmode": "data", "camera": {"eye": eye}}, bar=bar)
