"""The static picture of an image or of one slice of a volume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.views.colours import THEMES, VIRIDIS
from tdlviz.views.image_values import sliced

if TYPE_CHECKING:
    from tdlviz.views.image_view import ImageView

MAPS = {"viridis": VIRIDIS, "grey": ("#000000", "#FFFFFF")}
COLOURS = THEMES["light"]
# Over what has not entered yet: pale, and among greys in a hue that no grey has.
VEIL, VEILS = 0.8, {"viridis": COLOURS["ground"], "grey": COLOURS["face"]}


def draw_image(axes: Any, view: ImageView) -> None:
    """The first image of a view, pale where its filtration has not come to."""
    fields = list(view.fields(view.step).values())
    axes.set_title(_title(view, [field.name for field in fields]), fontsize=9, color=COLOURS["ink"])
    if not fields:
        axes.set_axis_off()
        return
    name = view.options["map"]
    image = sliced(view.grid, view.values(fields[0]), view.axis, view.at)
    axes.imshow(image, cmap=_map(name), interpolation="nearest")
    if view.filtration is not None and view.births is not None:
        births = sliced(view.grid, view.births, view.axis, view.at)
        axes.imshow(_veil(births > view.filtration, VEILS[name]))
    axes.tick_params(labelsize=7, color=COLOURS["line"], labelcolor=COLOURS["faint"])
    axes.spines[:].set_color(COLOURS["line"])


def _title(view: ImageView, names: list[str]) -> str:
    which = f"{names[0]}" if names else "no values yet"
    more = f" (1 of {len(names)})" if len(names) > 1 else ""
    at = f", slice {view.at} of axis {view.axis}" if len(view.grid.shape) == 3 else ""
    until = f", up to {view.filtration:.4g}" if view.filtration is not None else ""
    return f"{which}{more}: {view.size}{at}{until}"


def _map(name: str) -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    table = LinearSegmentedColormap.from_list(name, MAPS[name])
    return table.with_extremes(bad=COLOURS["missing"])


def _veil(late: np.ndarray, colour: str) -> np.ndarray:
    from matplotlib.colors import to_rgba

    return np.where(late[..., None], to_rgba(colour, VEIL), 0.0)
