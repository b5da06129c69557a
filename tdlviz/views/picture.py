"""Static pictures of the views by matplotlib: what GitHub, nbviewer and paper show."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.views.channel import Channel
from tdlviz.views.colours import DIMENSIONS, OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.layout import Layout
from tdlviz.views.triangulate import triangulate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tdlviz.views.view import View

# A picture of 480 pixels shows no more. A surface with faces left out would have holes.
DRAWN_CELLS, SURFACE_FACES = 10_000, 100_000
COLOURS = THEMES["light"]
# The view of the live camera before anyone turns it: yaw 0.5, pitch 0.3.
YAW, PITCH = 0.5, 0.3


def png(views: list[View], dots: int = 96) -> bytes:
    """The views side by side as one PNG, 5 inches each with so many dots an inch, on white."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = BytesIO()
    FigureCanvasAgg(_figure(views, dots)).print_png(out, metadata={"Software": None})
    return out.getvalue()


def svg(views: list[View], dots: int = 96) -> bytes:
    """The views side by side as SVG. What has more than 10,000 parts is a bitmap in it."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = BytesIO()
    figure = _figure(views, dots)
    for part in (part for axes in figure.axes for part in axes.collections):
        part.set_rasterized(len(part.get_paths()) > DRAWN_CELLS)
    # The same views give the same file, and words stay words.
    with rc_context({"svg.hashsalt": "tdlviz", "svg.fonttype": "none"}):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _figure(views: list[View], dots: int) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5 * len(views), 4), dpi=dots, facecolor=COLOURS["ground"])
    # Fixed margins: to measure every label costs as much as to draw it.
    left = 0.1 / len(views)
    figure.subplots_adjust(left=left, right=0.98, bottom=0.13, top=0.92, wspace=0.14)
    for axes, view in zip(np.atleast_1d(figure.subplots(1, len(views))), views, strict=True):
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
    from matplotlib.collections import PolyCollection

    triangles, owner = triangulate(cx.ranks[2])
    chosen = kept(len(triangles), SURFACE_FACES if opacity >= 1 else DRAWN_CELLS)
    corners = places[triangles[chosen]]
    order = np.argsort(corners[:, :, 2].mean(axis=1), kind="stable")
    paint = _paint(cx, colour, 2, COLOURS["face"])
    shades = _lit(paint if isinstance(paint, str) else paint[owner[chosen]][order], corners[order])
    look: dict[str, Any] = {"alpha": opacity, "linewidths": 0}
    _add(axes, PolyCollection(corners[order][:, :, :2], facecolors=shades, **look))


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
    cx: Complex, places: np.ndarray, colour: Channel | None, threshold: float | None
) -> tuple[Complex, np.ndarray, Channel | None]:
    """What has entered at the threshold. Vertices that have not are nowhere, but stay counted."""
    if threshold is None or cx.births is None:
        return cx, places, colour
    there = [births <= threshold for births in cx.births]
    ranks = [cells.where(mask) for cells, mask in zip(cx.ranks[1:], there[1:], strict=True)]
    for rank in range(1, len(there)):
        if colour is not None and colour.meaning["rank"] == rank:
            colour = colour._replace(values=colour.values[there[rank]])
    places = np.where(there[0][:, None], places, np.float32(np.nan))
    return Complex((cx.ranks[0], *ranks)), places, colour


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
    from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgba

    values = colour.values
    if colour.meaning["rank"] == 0 and rank > 0:
        if colour.meaning["kind"] == "label":
            return plain
        cells = cx.ranks[rank]
        values = np.add.reduceat(values[cells.flat], cells.offsets[:-1]) / cells.sizes
    if colour.meaning["kind"] == "label":
        table, steps = (
            ListedColormap(OKABE_ITO),
            np.round(values * 255).astype(int) % len(OKABE_ITO),
        )
        shades = table(steps)
    else:
        shades = LinearSegmentedColormap.from_list("viridis", VIRIDIS)(np.clip(values, 0, 1))
    shades[values < 0] = to_rgba(COLOURS["missing"])
    return shades


def draw_bars(axes: Any, diagrams: list[Field], span: tuple[float, float], mode: str) -> None:
    """Barcode or diagram on matplotlib axes; essential bars run to the right edge or the top."""
    low, high = span
    end = high + 0.08 * ((high - low) or 1)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(
        ", ".join(f"{f.name}: {bars_of(f)}" for f in diagrams), fontsize=9, color=COLOURS["ink"]
    )
    row = 0
    for field in diagrams:
        hue = DIMENSIONS["light"][(field.rank or 0) % 4]
        bars = np.where(np.isinf(field.values), end, field.values)
        if mode == "diagram":
            axes.scatter(
                *bars.T,
                s=14,
                color=hue,
                marker="os^D"[(field.rank or 0) % 4],
                label=field.name,
                linewidths=0,
            )
            continue
        longest = np.argsort(bars[:, 0] - bars[:, 1], kind="stable")[:300]
        bars = bars[np.sort(longest)]
        bars = bars[np.lexsort((bars[:, 1], bars[:, 0]))]
        axes.hlines(row + np.arange(len(bars)), *bars.T, color=hue, linewidth=2, label=field.name)
        row += len(bars)
    if mode == "diagram":
        axes.plot([low, end], [low, end], color=COLOURS["line"], linewidth=1)
        axes.set(xlabel="birth", ylabel="death")
    else:
        axes.set(xlabel="filtration", yticks=[])
        axes.invert_yaxis()
    if diagrams:
        axes.legend(fontsize=8, frameon=False, loc="lower right")


def bars_of(field: Field) -> str:
    """How many bars a diagram has, in words."""
    return f"{len(field):,} bar{'s' * (len(field) != 1)}"
