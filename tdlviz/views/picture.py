"""Static pictures of the views by matplotlib: what GitHub, nbviewer and paper show."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.views.channel import Channel
from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.layout import Layout
from tdlviz.views.triangulate import triangulate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tdlviz.views.view import View

# A picture of 480 pixels shows no more. A surface with faces left out would have holes.
DRAWN_CELLS, SURFACE_FACES = 5_000, 100_000
FLOWS = 2000
COLOURS = THEMES["light"]
# The view of the live camera before anyone turns it: yaw 0.5, pitch 0.3.
YAW, PITCH = 0.5, 0.3


def png(views: list[View], dots: int = 96) -> bytes:
    """The views side by side as one PNG, 5 inches each with so many dots an inch, on white."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = BytesIO()
    # More work at the compression of noise, such as thousands of cells, gains nothing.
    squeezed = {"compress_level": 1}
    FigureCanvasAgg(_figure(views, dots)).print_png(
        out, metadata={"Software": None}, pil_kwargs=squeezed
    )
    return out.getvalue()


def svg(views: list[View], dots: int = 96) -> bytes:
    """The views side by side as SVG. What has more than `DRAWN_CELLS` parts is a bitmap in it."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = BytesIO()
    figure = _figure(views, dots)
    for part in (part for axes in figure.axes for part in axes.collections):
        count = max(len(part.get_paths()), len(part.get_transforms()))
        part.set_rasterized(count > DRAWN_CELLS)
    # The same views give the same file, and words stay words.
    with rc_context({"svg.hashsalt": "tdlviz", "svg.fonttype": "none"}):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _figure(views: list[View], dots: int) -> Figure:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5 * len(views), 4), dpi=dots, facecolor=COLOURS["ground"])
    # Fixed margins and titles: to measure every label costs as much as to draw it.
    left = 0.1 / len(views)
    figure.subplots_adjust(left=left, right=0.98, bottom=0.13, top=0.92, wspace=0.14)
    all_axes = np.atleast_1d(figure.subplots(1, len(views)))
    with rc_context({"axes.titley": 1.0}):
        for axes, view in zip(all_axes, views, strict=True):
            view.draw(axes)
    return figure


def draw_complex(
    axes: Any, cx: Complex, drawing: Layout, colour: Channel | None, opacity: float
) -> None:
    """Faces, edges and vertices, painted from back to front."""

    places = turned(drawing)
    crowd = sum(cx.counts[:3])
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_title(cx.summary(), fontsize=9, color=COLOURS["ink"])
    axes.update_datalim(places[:, :2])
    if cx.dim >= 2 and cx.counts[2]:
        draw = _draw_polygons if drawing.flat else _draw_faces
        draw(axes, cx, places, colour, opacity)
    solid = opacity >= 1 and crowd > 5000
    if cx.dim >= 1 and not solid:
        _draw_edges(axes, cx, places, colour)
    if not solid:
        paint = _paint(cx, colour, 0, COLOURS["vertex"])
        size = 8 * thinner(cx.counts[0], 1000)
        axes.scatter(*places[:, :2].T, s=size, c=paint, linewidths=0, zorder=3)
    most = SURFACE_FACES if solid else DRAWN_CELLS
    if max(cx.counts[2 * solid : 3]) > most:
        words = f"picture thinned to {most:,} cells a rank"
        axes.text(0.5, 0, words, transform=axes.transAxes, fontsize=7, ha="center")
    axes.autoscale_view()


def draw_flow(axes: Any, cx: Complex, drawing: Layout, flow: Channel) -> None:
    """Arrows along the edges, against them where the number is negative."""
    if not cx.dim or not cx.counts[1]:
        return
    chosen = np.argsort(-np.abs(flow.values), kind="stable")[:FLOWS]
    chosen = chosen[flow.values[chosen] != 0]
    ends, signs = turned(drawing)[np.asarray(cx.ranks[1])[chosen], :2], flow.values[chosen]
    start, run = ends[:, 0], ends[:, 1] - ends[:, 0]
    start = np.where(signs[:, None] > 0, start + 0.14 * run, start + 0.86 * run)
    run = 0.6 * np.sign(signs)[:, None] * run
    look = {"angles": "xy", "scale_units": "xy", "scale": 1, "color": OKABE_ITO[5], "zorder": 4}
    axes.quiver(*start.T, *run.T, alpha=0.35 + 0.65 * np.abs(signs), width=0.006, **look)


def draw_labels(axes: Any, drawing: Layout, labels: list[str], most: int = 60) -> None:
    """Names beside the first so many vertices."""
    places = turned(drawing)
    for place, label in list(zip(places, labels or map(str, range(len(places))), strict=True))[
        :most
    ]:
        axes.annotate(label, place[:2], (4, 0), textcoords="offset points", fontsize=7, zorder=5)


def _draw_polygons(
    axes: Any, cx: Complex, places: np.ndarray, colour: Channel | None, opacity: float
) -> None:
    """Faces in the plane: each in one piece, as triangles would leave seams or overlap."""
    from matplotlib.collections import PolyCollection

    chosen = kept(cx.counts[2], SURFACE_FACES if opacity >= 1 else DRAWN_CELLS)
    cells = cx.ranks[2].where(np.isin(np.arange(cx.counts[2]), chosen))
    outlines = np.split(places[cells.flat, :2], cells.offsets[1:-1])
    paint = _paint(cx, colour, 2, COLOURS["face"])
    shades = paint if isinstance(paint, str) else paint[chosen]
    # Solid ones are cut at whole pixels, so that the ground does not shine through between them.
    look: dict[str, Any] = {"alpha": opacity, "linewidths": 0, "antialiaseds": opacity < 1}
    _add(axes, PolyCollection(outlines, facecolors=shades, **look))


def _draw_faces(
    axes: Any, cx: Complex, places: np.ndarray, colour: Channel | None, opacity: float
) -> None:
    """Faces in space, as triangles from back to front under a lamp."""
    from tdlviz.views.triangle_picture import Triangles

    triangles, owner = triangulate(cx.ranks[2])
    chosen = kept(len(triangles), SURFACE_FACES if opacity >= 1 else DRAWN_CELLS)
    corners = places[triangles[chosen]]
    order = np.argsort(corners[:, :, 2].mean(axis=1), kind="stable")
    paint = _paint(cx, colour, 2, COLOURS["face"])
    shades = _lit(paint if isinstance(paint, str) else paint[owner[chosen]][order], corners[order])
    look: dict[str, Any] = {"alpha": opacity, "linewidths": 0}
    _add(axes, Triangles(corners[order][:, :, :2], facecolors=shades, **look))


def _draw_edges(axes: Any, cx: Complex, places: np.ndarray, colour: Channel | None) -> None:
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.path import Path

    chosen = kept(cx.counts[1])
    ends = places[np.asarray(cx.ranks[1])[chosen]][:, :, :2]
    paint = _paint(cx, colour, 1, COLOURS["edge"])
    look = {"linewidths": 0.6 * thinner(len(ends), 5000), "alpha": 0.7, "snap": False}
    if not isinstance(paint, str):
        _add(axes, LineCollection(ends, colors=paint[chosen], **look))
        return
    # Edges of one colour are one path: a line object for each takes longer than to paint it.
    steps = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=Path.code_type), len(ends))
    path = Path(ends.reshape(-1, 2), steps)
    _add(axes, PathCollection([path], facecolors="none", edgecolors=paint, **look))


def _add(axes: Any, collection: Any) -> None:
    # The limits are known from the vertices, so that nobody has to measure each cell again.
    collection.set_in_layout(False)
    axes.add_collection(collection, autolim=False)


def thinner(count: int, usual: int) -> float:
    """By how much marks shrink where more than the usual number of them share the picture."""
    return float(max(0.1, min(1.0, usual / max(count, 1))))


def cut(
    cx: Complex, places: np.ndarray, channels: list[Channel | None], threshold: float | None
) -> tuple[Complex, np.ndarray, list[Channel | None]]:
    """What has entered at the threshold. Vertices that have not are nowhere, but stay counted."""
    if threshold is None or cx.births is None:
        return cx, places, channels
    there = [births <= threshold for births in cx.births]
    ranks = [cells.where(mask) for cells, mask in zip(cx.ranks[1:], there[1:], strict=True)]
    channels = [channel and _kept(channel, there) for channel in channels]
    places = np.where(there[0][:, None], places, np.float32(np.nan))
    return Complex((cx.ranks[0], *ranks)), places, channels


def _kept(channel: Channel, there: list[np.ndarray]) -> Channel:
    for rank in range(1, len(there)):
        if channel.meaning["rank"] == rank:
            return channel._replace(values=channel.values[there[rank]])
    return channel


def turned(drawing: Layout) -> np.ndarray:
    """Places as the first camera sees them; the last column grows towards the eye."""
    if drawing.flat:
        return drawing.places
    (cy, sy), (cp, sp) = [(np.cos(a), np.sin(a)) for a in (YAW, PITCH)]
    turn = np.array([[cy, 0, sy], [sp * sy, cp, -sp * cy], [-cp * sy, sp, cp * cy]])
    return drawing.places @ turn.T


def kept(count: int, most: int = DRAWN_CELLS) -> np.ndarray:
    """Which of `count` cells the picture draws: all, or an even sample of `most`."""
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).astype(int)


def _lit(shades: Any, corners: np.ndarray) -> np.ndarray:
    """Face colours under a lamp at the eye."""
    from matplotlib.colors import to_rgba_array

    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing = np.abs(normals[:, 2]) / np.maximum(np.linalg.norm(normals, axis=1), 1e-12)
    rgba = np.broadcast_to(to_rgba_array(shades), (len(corners), 4)).copy()
    rgba[:, :3] *= (0.4 + 0.6 * facing)[:, None]
    return rgba


def _paint(cx: Complex, colour: Channel | None, rank: int, plain: str) -> Any:
    if colour is None or colour.meaning["rank"] not in (0, rank):
        return plain
    if colour.meaning["rank"] == 0 and rank > 0:
        if colour.meaning["kind"] == "label":
            return plain
        cells = cx.ranks[rank]
        means = np.add.reduceat(colour.values[cells.flat], cells.offsets[:-1]) / cells.sizes
        colour = colour._replace(values=means)
    return painted(colour)


def painted(colour: Channel) -> np.ndarray:
    """The values of a channel as red, green, blue and opacity."""
    from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgba

    if colour.meaning["kind"] == "label":
        steps = np.round(colour.values * 255).astype(int) % len(OKABE_ITO)
        shades = ListedColormap(OKABE_ITO)(steps)
    else:
        table = LinearSegmentedColormap.from_list("viridis", VIRIDIS)
        shades = table(np.clip(colour.values, 0, 1))
    shades[colour.values < 0] = to_rgba(COLOURS["missing"])
    return shades
