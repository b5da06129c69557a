"""The figure of a complex: in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import NAMES, Complex
from tdlviz.core.door import real_number, switch
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.figures.look import colour_bar
from tdlviz.figures.panes import Pane, Part, Step
from tdlviz.figures.plane_traces import plane, plane_traces
from tdlviz.figures.scene import Scene
from tdlviz.figures.shades import on_cells
from tdlviz.figures.space_traces import space, space_traces
from tdlviz.views.channel import channel, checked
from tdlviz.views.layout import layout
from tdlviz.views.opacity import checked_opacity
from tdlviz.views.span import span

MAX_CELLS = 300_000
NOTCHES = 30


def complex_figure(
    cx: Complex,
    *,
    color: Field | Track | str | Any | None = None,
    size: Field | Track | str | Any | None = None,
    opacity: float | Any | None = None,
    filtration: float | Any | None = None,
    slider: bool | Any = False,
    theme: str = "light",
) -> Part:
    """Faces, edges and vertices; the options are those of `ComplexView`.

    filtration: only the cells that have entered by then.
    slider:     a slider along the filtration, of `NOTCHES` notches at the most, instead.
    """
    _check(cx, filtration, switch("slider", slider))
    drawing = layout(cx)
    color = _current(cx, "color", color, tuple(range(min(cx.dim, 2) + 1)))
    size = _current(cx, "size", size, (0,))
    opacity = checked_opacity(cx, drawing.flat, opacity)
    scene = Scene(cx, drawing, color, _sizes(cx, size), opacity, theme)
    steps = _steps(scene) if slider else []
    traces, bar = _traces(scene, filtration)
    x, y = plane(scene)
    pane = Pane(traces, x, y, bar=bar) if drawing.flat else Pane(traces, space=space(), bar=bar)
    return Part([pane], _title(scene, filtration), _note(scene, size), steps=steps)


def _check(cx: Complex, filtration: float | Any | None, slider: bool) -> None:
    if not cx.oriented:
        rule = "hypergraphs and ranked complexes are seen through tv.simplicial_closure(cx)"
        raise InvalidInput("figure", cx.summary(), rule)
    if sum(cx.counts) > MAX_CELLS:
        rule = f"a figure takes {MAX_CELLS:,}: tv.show(cx) draws more"
        raise TooLarge("figure", f"{sum(cx.counts):,} cells", rule)
    if filtration is not None:
        real_number("filtration", filtration)
    if (filtration is not None or slider) and cx.births is None:
        option = "slider" if slider else "filtration"
        raise InvalidInput(option, cx.summary(), "this complex has no births")
    if filtration is not None and slider:
        raise InvalidInput("figure", "filtration and slider", "one of the two: cut, or slide")


def _current(cx: Complex, option: str, given: object, ranks: tuple[int, ...]) -> Field | None:
    """The field that is given now; of a track the latest, None before the first."""
    field = checked(cx, option, given.latest if isinstance(given, Track) else given, ranks)
    assert not isinstance(field, Track)
    return field


def _sizes(cx: Complex, field: Field | None) -> np.ndarray | None:
    """As in the view: from half the usual size to three times it, by area."""
    if field is None:
        return None
    return 0.5 + 2.5 * np.sqrt(np.maximum(channel(cx, field).values, 0))


def _traces(scene: Scene, threshold: float | None) -> tuple[list[Any], Any]:
    """All traces, and the colour bar at the first that has a scale."""
    draw = plane_traces if scene.drawing.flat else space_traces
    traces = draw(scene, scene.shown(threshold))
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
    return [Step(f"{t:.4g}", _title(scene, t), *_traces(scene, t)) for t in notches.tolist()]


def _title(scene: Scene, threshold: float | None) -> str:
    """How many cells are drawn: "60 vertices, 12 edges of 60, 300, at 0.3"."""
    counts = [int(shown.sum()) for shown in scene.shown(threshold)]
    words = [*NAMES, *(f"cells of rank {rank}" for rank in range(len(NAMES), len(counts)))]
    said = ", ".join(f"{n:,} {word}" for n, word in zip(counts, words, strict=False))
    if threshold is None or counts == list(scene.cx.counts):
        return said
    return f"{said} of {', '.join(f'{n:,}' for n in scene.cx.counts)}, at {threshold:.4g}"


def _note(scene: Scene, size: Field | None) -> str:
    """What the reader must know: the layout, what is missing, what is left out."""
    said = [scene.drawing.remark]
    for field, how in ((scene.color, "Coloured"), (size, "Sized")):
        if field is not None:
            missing = int(np.isnan(on_cells(scene.cx, field, field.rank or 0)).sum())
            said.append(f"{how} by {field.name}" + f": {missing:,} missing" * (missing > 0))
    if scene.solid:
        said.append("Edges and vertices are not drawn on so dense a surface.")
    return " ".join(part if part.endswith(".") else f"{part}." for part in said if part)
