"""`show`: one table decides which view draws what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.diagram_view import DiagramView
from tdlviz.views.image_view import ImageView
from tdlviz.views.kind import known_kind
from tdlviz.views.link import Linked, link
from tdlviz.views.maps_view import MapsView
from tdlviz.views.matrix_view import MatrixView
from tdlviz.views.scatter_view import ScatterView
from tdlviz.views.timeline_view import TimelineView
from tdlviz.views.view import View

# kind of the fields → the view that draws them. A row more makes `show` know a view of your own.
VIEWS: dict[str, Callable[..., View]] = {
    "diagram": DiagramView,
    "extended": DiagramView,
    "image": ImageView,
    "maps": MapsView,
    "matrix": MatrixView,
    "number": TimelineView,
    "numbers": TimelineView,
    "vector": ScatterView,
    "attention": AttentionView,
    "triples": AttentionView,
}


def show(cx: Any, *fields: Any, **channels: Any) -> View | Linked:
    """Draw a complex, or fields on it.

    cx:     a `Complex`.
    fields: a `Field` or `Track` each.

    Without fields: the complex itself, with the channels and options of `ComplexView`
    (`color=`, `size=`, `edge=`, `height=`, `opacity=`, `labels=`, …). With fields: the view that
    the table `VIEWS` names for their kind; fields that need several views give several, linked.
    A `Track` may stand wherever a `Field` may, and then stays live. One that holds nothing yet is
    taken for numbers, unless `Tape.declare` said what will come.
    Raises `UnknownName` for a kind without a view or an unknown option.
    """
    if not isinstance(cx, Complex):
        rule = "a Complex first: make one with tv.rips, tv.alpha, tv.clique or tv.mesh"
        raise InvalidInput("show", type(cx).__name__, rule)
    if not fields:
        return _make(ComplexView, cx, (), channels)
    shared: dict[Callable[..., View], list[Field | Track]] = {}
    for field in fields:
        shared.setdefault(VIEWS[_kind(field)], []).append(field)
    views = [_make(view, cx, tuple(same), channels) for view, same in shared.items()]
    return views[0] if len(views) == 1 else link(*views)


def _kind(field: Any) -> str:
    if isinstance(field, Track) and field.kind is None:
        return "number"
    return known_kind("show", "view", field, VIEWS)


def _make(
    view: Callable[..., View],
    cx: Complex,
    fields: tuple[Field | Track, ...],
    channels: dict[str, Any],
) -> View:
    from inspect import Parameter, signature

    known = [
        p.name for p in signature(view).parameters.values() if p.kind is Parameter.KEYWORD_ONLY
    ]
    for name in channels:
        if name not in known:
            raise UnknownName("show", f"option {name!r}", f"options here: {', '.join(known)}")
    return view(cx, *fields, **channels)
