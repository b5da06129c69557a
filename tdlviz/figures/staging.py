"""A complex and the options of its figure, checked and made a scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.label_room import Labels, place_labels
from tdlviz.figures.scene import Scene
from tdlviz.views.channel import channel, flow
from tdlviz.views.guise import HULL_OPACITY, guise
from tdlviz.views.labels import label_words, labels_of_all
from tdlviz.views.layout import Layout, lifted, raised
from tdlviz.views.opacity import checked_opacity
from tdlviz.views.picture import turned

BORDER = (24, 74)  # pixels beside the drawing, and above and below it
SPAN = 2.2  # of a drawing in space, along the shorter side of its place


class Look(NamedTuple):
    """The options that are no fields; width and tall are those of the place, in pixels."""

    layout: str | Any
    labels: Sequence[str] | bool | Any
    opacity: float | Any | None
    theme: str
    width: int
    tall: int


def staged(cx: Complex, given: Mapping[str, Any], look: Look) -> tuple[Scene, Field | None]:
    """The scene, and the field that sizes its vertices.

    given: "color", "size", "edge" and "height", each what was given for it now, or None.
    """
    words = label_words(cx, look.labels)
    found = guise(cx, look.layout)
    color, size, edge, height = (_field(field) for field in found.channels(cx, given))
    drawing = found.drawing if height is None else lifted(found.drawing)
    usual = None if found.hulls is None else HULL_OPACITY
    opacity = usual if look.opacity is None else look.opacity
    opacity = checked_opacity(cx, drawing.flat, opacity)
    if height is not None:
        drawing = raised(drawing, channel(cx, height).values)
    pixel = pixel_of(drawing, look)
    scene = Scene(
        cx,
        drawing,
        color,
        _sizes(cx, size),
        opacity,
        look.theme,
        hulls=found.hulls,
        height=height,
        arrows=None if edge is None else flow(cx, edge),
        labels=None if words is None else _labels(cx, drawing, words, pixel),
        words=words or (),
        pixel=pixel,
    )
    return scene, size


def _field(given: object) -> Field | None:
    assert given is None or isinstance(given, Field)  # of a track its latest
    return given


def _sizes(cx: Complex, field: Field | None) -> Float[np.ndarray, "n"] | None:
    """As in the view: from half the usual size to three times it, by area."""
    if field is None:
        return None
    return 0.5 + 2.5 * np.sqrt(np.maximum(channel(cx, field).values, 0))


def pixel_of(drawing: Layout, look: Look) -> float:
    """How long a pixel is in a drawing that fills its place."""
    wide, high = look.width - BORDER[0], max(look.tall - BORDER[1], 1)
    if not drawing.flat:
        return SPAN / min(wide, high)
    across, up = drawing.extent
    return max(2 * across / wide, 2 * up / high)


def _labels(cx: Complex, drawing: Layout, words: list[str], pixel: float) -> Labels:
    names = labels_of_all(cx, words) if drawing.covers is not None else words
    names = names or [str(vertex) for vertex in range(cx.counts[0])]
    right = 1.06 * drawing.extent[0] if drawing.flat else np.inf
    return place_labels(names, turned(drawing), pixel, right)
