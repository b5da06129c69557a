"""The figure of images: heat maps of pixels, or of one slice of a volume."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.figures.heat import Scale, check_entries, heat, missing_note, with_bar
from tdlviz.figures.look import axis as plain
from tdlviz.figures.look import plotly_scale
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.colours import THEMES
from tdlviz.views.image_grid import ImageGrid, image_grid
from tdlviz.views.image_picture import MAPS, VEIL
from tdlviz.views.image_values import (
    AXES,
    given_slice,
    image_ends,
    image_size,
    image_values,
    pixel_births,
    sliced,
)


class Cut(NamedTuple):
    """What is seen of all images: their grid, a slice of it, and which pixels are not there yet."""

    grid: ImageGrid
    axis: int
    at: int
    late: Bool[np.ndarray, "rows columns"] | None

    @property
    def names(self) -> list[str]:
        """What rows and columns of the picture are."""
        names = AXES[-len(self.grid.shape) :]
        left = [name for place, name in enumerate(names) if len(names) < 3 or place != self.axis]
        return left if len(left) == 2 else ["", *left]


def image_figure(
    cx: Complex,
    *images: Field,
    map: str | Any = "viridis",
    axis: int | Any = 0,
    at: int | Any | None = None,
    filtration: float | Any | None = None,
    theme: str = "light",
) -> Part:
    """Images side by side, each on a scale of its own; pale where the filtration has not come to.

    The options are those of `ImageView`: `map` "viridis" or "grey", and of a volume the slice `at`
    along `axis`, by default the middle one.
    """
    map = one_of("map", map, MAPS)
    cut = _cut(cx, axis, at, filtration)
    volumes = [image_values(cx, cut.grid, field) for field in images]
    each = [sliced(cut.grid, values, cut.axis, cut.at) for values in volumes]
    check_entries(images[0].name, sum(z.size for z in each), "tv.show draws more")
    panes = []
    for field, values, z in zip(images, volumes, each, strict=True):
        scale = Scale(plotly_scale(MAPS[map]), *_ends(values))
        pane = _pane(field, z, scale, cut, map, theme)
        panes.append(pane._replace(title=field.name if len(images) > 1 else ""))
    missing = sum(int((~np.isfinite(z)).sum()) for z in each)
    return Part(panes, _title(images, cut, filtration), missing_note(missing), columns=len(panes))


def _cut(cx: Complex, axis: Any, at: Any, filtration: Any) -> Cut:
    grid = image_grid(cx)
    axis, at = given_slice(grid, axis, at)
    if filtration is None:
        return Cut(grid, axis, at, None)
    births, until = pixel_births(cx, grid), real_number("filtration", filtration)
    if births is None:
        raise InvalidInput("filtration", filtration, "this complex has no births")
    return Cut(grid, axis, at, sliced(grid, births, axis, at) > until)


def _ends(values: Float[np.ndarray, "pixels"]) -> tuple[float, float]:
    """Of a whole volume, so that its slices can be compared."""
    low, high = image_ends(values)
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _pane(
    field: Field,
    z: Float[np.ndarray, "rows columns"],
    scale: Scale,
    cut: Cut,
    map: str,
    theme: str,
) -> Pane:
    rows, columns = cut.names
    words = ", ".join(f"{name} %{{{k}}}" for name, k in ((rows, "y"), (columns, "x")) if name)
    template = f"{words}: %{{z:.4~g}}<extra></extra>"
    traces = heat(field.name, z, ~np.isfinite(z), scale, theme, hovertemplate=template)
    bar = with_bar(traces[0], theme)
    if cut.late is not None:
        traces.append(_veil(cut.late, map, theme))
    x, y = (plain(theme, name, showgrid=False, constrain="domain") for name in (columns, rows))
    y |= {"autorange": "reversed", "scaleanchor": True, "visible": bool(rows)}
    return Pane(traces, x, y, bar=bar)


def _veil(late: Bool[np.ndarray, "rows columns"], map: str, theme: str) -> Any:
    """Over what has not entered yet: the ground, and among greys a hue that no grey has."""
    from plotly.graph_objects import Heatmap

    colour = THEMES[theme]["face" if map == "grey" else "ground"]
    z = np.where(late, 1, np.nan).astype(np.float32)
    look: dict[str, Any] = {"showscale": False, "hoverinfo": "skip", "opacity": VEIL}
    return Heatmap(z=z, colorscale=[[0, colour], [1, colour]], **look)


def _title(images: tuple[Field, ...], cut: Cut, filtration: float | None) -> str:
    named = f"{', '.join(field.name for field in images)}: {image_size(cut.grid)}"
    at = f", slice {cut.at} of axis {cut.axis}" if len(cut.grid.shape) == 3 else ""
    return f"{named}{at}" + ("" if filtration is None else f", up to {filtration:.4g}")
