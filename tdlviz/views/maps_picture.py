"""Static pictures of restriction maps: a mosaic of matrices, or glyphs on the complex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tdlviz.topology.restriction_maps import ABSENT, Incidences, Maps
from tdlviz.views.colours import DIMENSIONS, DIVERGING, THEMES, VIRIDIS
from tdlviz.views.maps_glyphs import glyphs
from tdlviz.views.picture import kept, turned

if TYPE_CHECKING:
    from tdlviz.views.maps_view import MapsView

TILES, NAMED, GLYPHS = 120, 24, 2000
COLOURS = THEMES["light"]
CIRCLE = np.linspace(0, 2 * np.pi, 33)
BALL = np.stack([np.cos(CIRCLE), np.sin(CIRCLE)])


def draw_strip(axes: Any, where: Incidences, maps: Maps) -> None:
    """The first matrices, sorted by cell, on one symmetric scale of colours."""
    from matplotlib.colors import LinearSegmentedColormap

    axes.set_axis_off()
    there = np.flatnonzero(maps.state != ABSENT)
    if not len(there):
        return
    shown = there[:TILES]
    columns = int(np.ceil(np.sqrt(len(shown) * 1.3) / 2)) * 2
    d, e = maps.values.shape[1:]
    rows, high, wide = -(-len(shown) // columns), d + max(1.0, 0.45 * d), e + max(0.4, 0.25 * e)
    most = np.nanmax(np.abs(np.where(np.isfinite(maps.values), maps.values, 0))) or 1.0
    look = LinearSegmentedColormap.from_list("diverging", DIVERGING).with_extremes(
        bad=COLOURS["missing"]
    )
    for place, incidence in enumerate(shown.tolist()):
        x, y = place % columns * wide, place // columns * high
        tile = np.ma.masked_invalid(maps.values[incidence])
        box = (x, x + e, y + d, y)
        image = axes.imshow(tile, cmap=look, vmin=-most, vmax=most, extent=box)
        if len(shown) <= NAMED:
            cell, face = where.pairs[incidence].tolist()
            axes.text(x + e / 2, y - 0.08 * d, f"{face} → {cell}", fontsize=7, ha="center")
    axes.set(xlim=(-0.1, columns * wide), ylim=(rows * high, -0.5 * d))
    axes.figure.colorbar(image, ax=axes, location="bottom", fraction=0.04, pad=0.06).ax.tick_params(
        labelsize=7
    )
    _left_out(axes, len(shown), len(there), "maps")


def draw_glyphs(axes: Any, view: MapsView, maps: Maps, energies: np.ndarray | None) -> None:
    """Images of the unit ball on the incidences: dashed where a map reverses orientation."""
    axes.set_axis_off()
    axes.set_aspect("equal")
    places = turned(view.drawing)[:, :2]
    _draw_edges(axes, view, places, energies)
    axes.scatter(*places.T, s=10, c=COLOURS["vertex"], linewidths=0, zorder=2)
    spots = turned(view.drawing._replace(places=view.spots))[:, :2]
    glyph = glyphs(maps.values)
    there = np.flatnonzero(np.isfinite(glyph.sigma[:, 0]))
    shown = there[kept(len(there), GLYPHS)]
    scale = _room(spots) / (glyph.reach or 1.0)
    axes_of = turned(view.drawing._replace(places=np.swapaxes(glyph.axes[shown], 1, 2)))
    flat = np.swapaxes(axes_of[..., :2], 1, 2)
    _draw_ellipses(axes, spots[shown], scale * flat, glyph.sign[shown])
    spokes = turned(view.drawing._replace(places=glyph.spoke[shown]))[:, :2]
    _draw_lines(axes, np.stack([spots[shown], spots[shown] + scale * spokes], axis=1))
    axes.autoscale_view()
    _left_out(axes, len(shown), len(there), "glyphs")


def _room(spots: np.ndarray) -> float:
    """A radius at which neighbouring glyphs hardly touch."""
    if len(spots) < 2:
        return 0.2
    from scipy.spatial import cKDTree

    gap = cKDTree(spots).query(spots, k=2)[0][:, 1]
    return float(min(0.2, max(0.45 * np.median(gap), 0.004)))


def _draw_edges(axes: Any, view: MapsView, places: np.ndarray, energies: Any) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.colors import LinearSegmentedColormap

    if view.cx.dim < 1:
        return
    chosen = kept(view.cx.counts[1])
    ends = places[np.asarray(view.cx.ranks[1])[chosen]]
    lines = LineCollection(ends, linewidths=1.2, colors=COLOURS["line"], zorder=1)
    if energies is not None:
        look = LinearSegmentedColormap.from_list("viridis", VIRIDIS)
        lines = LineCollection(ends, linewidths=2, cmap=look, zorder=1)
        lines.set_array(np.ma.masked_invalid(energies[chosen]))
        most = np.max(energies, initial=0, where=np.isfinite(energies))
        lines.set_clim(0, most or 1)  # from 0: else colours tell the rounding of equal energies
        bar = axes.figure.colorbar(lines, ax=axes, location="bottom", fraction=0.04, pad=0.06)
        bar.set_label("energy", fontsize=8)
        bar.ax.tick_params(labelsize=7)
    axes.add_collection(lines)


def _draw_ellipses(axes: Any, spots: np.ndarray, shapes: np.ndarray, sign: np.ndarray) -> None:
    """shapes: (glyphs, 2, 3), the semi-axes as columns."""
    from matplotlib.collections import LineCollection, PolyCollection

    if not len(spots):
        return
    u, s, _ = np.linalg.svd(shapes, full_matrices=False)
    outline = np.einsum("mij,mj,jk->mki", u, s, BALL) + spots[:, None]
    hues = {1: DIMENSIONS["light"][0], -1: DIMENSIONS["light"][1], 0: COLOURS["faint"]}
    for value, hue in hues.items():
        some = outline[sign == value]
        axes.add_collection(
            PolyCollection(some, facecolors=hue, alpha=0.25, linewidths=0, zorder=3)
        )
        style = "--" if value < 0 else "-"
        look: dict[str, Any] = {"colors": hue, "linewidths": 0.9, "linestyles": style, "zorder": 4}
        axes.add_collection(LineCollection(some, **look))


def _draw_lines(axes: Any, lines: np.ndarray) -> None:
    from matplotlib.collections import LineCollection

    look: dict[str, Any] = {"colors": COLOURS["ink"], "linewidths": 0.8, "zorder": 5}
    axes.add_collection(LineCollection(list(lines), **look))


def _left_out(axes: Any, shown: int, all_of_them: int, what: str) -> None:
    if shown < all_of_them:
        text = f"{shown:,} of {all_of_them:,} {what} drawn"
        axes.text(0.5, -0.04, text, transform=axes.transAxes, fontsize=7, ha="center")
