"""The static picture of a complex, whatever stands for its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdlviz.views.channel import Channel
from tdlviz.views.hull_picture import draw_hulls
from tdlviz.views.labels import labels_of_all
from tdlviz.views.layer_picture import draw_layers
from tdlviz.views.layout import Layout, raised
from tdlviz.views.picture import cut, draw_complex, draw_flow, draw_labels

if TYPE_CHECKING:
    from tdlviz.views.complex_view import ComplexView


def draw(axes: Any, view: ComplexView, ready: dict[str, Channel]) -> None:
    """Draw hulls, layers, or edges and faces, and the labels beside them."""
    cx, drawing, labels, colour = view.cx, view.drawing, view.labels, ready.get("colour")
    if view.hulls is not None:
        draw_hulls(axes, cx, drawing, view.hulls, colour, view.opacity, view.filtration)
    elif drawing.covers is not None:
        draw_layers(axes, cx, drawing, colour, view.filtration)
        labels = None if labels is None else labels_of_all(cx, labels)
    else:
        drawing = _draw_cells(axes, view, ready)
    if labels is not None:
        draw_labels(axes, drawing, labels)


def _draw_cells(axes: Any, view: ComplexView, ready: dict[str, Channel]) -> Layout:
    drawing, channels = view.drawing, [ready.get("colour"), ready.get("flow")]
    if "heights" in ready:
        drawing = raised(drawing, ready["heights"].values)
    cx, places, (colour, flows) = cut(view.cx, drawing.places, channels, view.filtration)
    drawing = drawing._replace(places=places)
    draw_complex(axes, cx, drawing, colour, view.opacity)
    if flows is not None:
        draw_flow(axes, cx, drawing, flows)
    return drawing
