"""The figure of a complex: in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_number, switch
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.figures.complex_words import note, title
from tdlviz.figures.flow_traces import flow_traces
from tdlviz.figures.hull_traces import hull_traces
from tdlviz.figures.label_traces import label_traces
from tdlviz.figures.layer_traces import layer_traces
from tdlviz.figures.look import colour_bar
from tdlviz.figures.panes import Pane, Part, Step
from tdlviz.figures.plane_traces import plane, plane_traces
from tdlviz.figures.scene import Scene
from tdlviz.figures.space_traces import space, space_traces
from tdlviz.figures.staging import Look, staged
from tdlviz.views.span import span

MAX_CELLS, MAX_HULLS = 300_000, 20_000
NOTCHES = 30


def complex_figure(
    cx: Complex,
    *,
    color: Field | Track | str | Any | None = None,
    size: Field | Track | str | Any | None = None,
    edge: Field | Track | str | Any | None = None,
    height: Field | Track | str | Any | None = None,
    labels: Sequence[str] | bool | Any = False,
    opacity: float | Any | None = None,
    filtration: float | Any | None = None,
    slider: bool | Any = False,
    layout: str | Any = "auto",
    theme: str = "light",
    tall: int = 420,
    width: int = 700,
) -> Part:
    """Faces, edges and vertices, layers or hulls; the options are those of `ComplexView`.

    filtration: only the cells that have entered by then.
    slider:     a slider along the filtration, of `NOTCHES` notches at the most, instead.
    """
    _check(cx, filtration, switch("slider", slider))
    given = {"color": color, "size": size, "edge": edge, "height": height}
    now = {k: v.latest if isinstance(v, Track) else v for k, v in given.items()}
    scene, sized = staged(cx, now, Look(layout, labels, opacity, theme, width, tall))
    steps = _steps(scene) if slider else []
    traces, bar = _traces(scene, filtration)
    x, y = plane(scene)
    flat = scene.drawing.flat
    pane = Pane(traces, x, y, bar=bar) if flat else Pane(traces, space=space(), bar=bar)
    return Part([pane], title(scene, filtration), note(scene, sized), steps=steps)


def _check(cx: Complex, filtration: float | Any | None, slider: bool) -> None:
    if sum(cx.counts) > MAX_CELLS:
        rule = f"a figure takes {MAX_CELLS:,}: tv.show(cx) draws more"
        raise TooLarge("figure", f"{sum(cx.counts):,} cells", rule)
    if not cx.oriented and sum(cx.counts[1:]) > MAX_HULLS:
        rule = f"a figure takes {MAX_HULLS:,}: tv.show(cx) draws more"
        raise TooLarge("figure", f"{sum(cx.counts[1:]):,} hulls", rule)
    if filtration is not None:
        real_number("filtration", filtration)
    if (filtration is not None or slider) and cx.births is None:
        option = "slider" if slider else "filtration"
        raise InvalidInput(option, cx.summary(), "this complex has no births")
    if filtration is not None and slider:
        raise InvalidInput("figure", "filtration and slider", "one of the two: cut, or slide")


def _drawer(scene: Scene) -> Callable[..., list[Any]]:
    if scene.layers:
        return layer_traces
    if scene.hulls is not None:
        return hull_traces
    return plane_traces if scene.drawing.flat else space_traces


def _traces(scene: Scene, threshold: float | None) -> tuple[list[Any], Any]:
    """All traces, and the colour bar at the first that has a scale."""
    shown = scene.shown(threshold)
    traces = _drawer(scene)(scene, shown)
    traces += [*flow_traces(scene, shown), *label_traces(scene, shown)]
    if scene.scale is None or scene.color is None:
        return traces, None
    scaled = next(t.marker for t in traces if "marker" in t and t.marker.cmin is not None)
    scaled.update(showscale=True, colorbar=colour_bar(scene.theme, scene.color.name))
    return traces, scaled.colorbar


def _notches(cx: Complex) -> np.ndarray:
    """Where the slider stops: at every birth if there are few, evenly otherwise, last at all."""
    assert cx.births is not None  # checked at the door
    births = np.unique(np.concatenate(cx.births))
    if len(births) <= NOTCHES:
        return births
    return np.append(np.linspace(*span(cx.births), NOTCHES - 1), births[-1])


def _steps(scene: Scene) -> list[Step]:
    """What the slider shows at each notch, refused where the page would grow too large."""
    notches = _notches(scene.cx)
    cells = sum(int(part.sum()) for notch in notches for part in scene.shown(notch))
    if cells > MAX_CELLS:
        rule = f"a figure takes {MAX_CELLS:,}: tv.show(cx) slides along any"
        raise TooLarge("figure(slider=True)", f"{cells:,} cells at {len(notches)} notches", rule)
    return [Step(f"{t:.4g}", title(scene, t), *_traces(scene, t)) for t in notches.tolist()]
