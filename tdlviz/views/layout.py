"""Where the vertices are drawn: given positions, their principal axes, or a layout by networkx."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput

SPRING_LIMIT = 1000


class Layout(NamedTuple):
    """Vertices as they are drawn.

    places: (vertices, 3) float32 about the origin, within radius 1 in 3-D; flat ones have z = 0.
    flat:   whether the drawing is a plane.
    extent: half widths of a flat drawing along x and y.
    remark: what the reader must know about the places, or "".
    """

    places: Float[np.ndarray, "vertices 3"]
    flat: bool
    extent: tuple[float, float]
    remark: str


def layout(cx: Complex) -> Layout:
    """Positions in the plane or in space as they are; more dimensions by their first three
    principal axes; no positions by a spring layout of the 1-skeleton (spectral above
    `SPRING_LIMIT` vertices)."""
    positions, remark = cx.positions, ""
    if positions is None:
        positions, remark = _laid_out(cx)
    elif positions.shape[1] > 3:
        positions, remark = principal_axes(positions)
    flat = positions.shape[1] < 3
    low, high = positions.min(axis=0, initial=np.inf), positions.max(axis=0, initial=-np.inf)
    centred = positions - (low + high) / 2 if len(positions) else positions
    size = (
        np.abs(centred).max(initial=0) if flat else np.linalg.norm(centred, axis=1).max(initial=0)
    )
    places = np.zeros((len(positions), 3), dtype=np.float32)
    places[:, : positions.shape[1]] = centred / (size or 1.0)
    half = np.maximum(np.abs(places[:, :2]).max(axis=0, initial=0), 0.05)
    return Layout(places, flat, (float(half[0]), float(half[1])), remark)


def lifted(drawing: Layout) -> Layout:
    """A drawing in the plane laid on the ground, so that heights can stand on it.

    Raises `InvalidInput` for one in space."""
    if not drawing.flat:
        rule = "it lifts complexes that are drawn in the plane"
        raise InvalidInput("height=", "a complex in space", rule)
    x, y, z = drawing.places.T
    return drawing._replace(places=np.stack([x, z, -y], axis=1), flat=False)


def raised(drawing: Layout, heights: Float[np.ndarray, "vertices"]) -> Layout:
    """A drawing on the ground with each vertex at its height, 0 to 1; missing ones lie at 0."""
    places = drawing.places.copy()
    places[:, 1] += np.maximum(heights, 0) - 0.5
    return drawing._replace(places=places)


def principal_axes(points: Float[np.ndarray, "n d"]) -> tuple[Float[np.ndarray, "n 3"], str]:
    """Points along the three directions of largest variance, and the variance they keep."""
    centred = points - points.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred)
    top = axes[:, ::-1][:, :3]
    # An axis has no sign of its own: make the largest entry positive, so that pictures repeat.
    top = top * np.sign(top[np.abs(top).argmax(axis=0), np.arange(3)])
    kept = variances[::-1][:3].sum() / (variances.sum() or 1.0)
    axes_of = f"Drawn along the 3 principal axes of R^{points.shape[1]}"
    return centred @ top, f"{axes_of}, which keep {kept:.0%} of the variance."


def _laid_out(cx: Complex) -> tuple[np.ndarray, str]:
    import networkx

    graph = networkx.empty_graph(cx.counts[0])
    if cx.dim >= 1:
        graph.add_edges_from(np.asarray(cx.cells(1)).tolist())
    dim = 3 if cx.dim >= 2 else 2
    if not graph.size():
        places = np.random.default_rng(0).random((len(graph), dim))
        return places, "Drawn at random places: there are no edges to go by."
    spring = len(graph) <= SPRING_LIMIT
    found = (
        networkx.spring_layout(graph, dim=dim, seed=0)
        if spring
        else networkx.spectral_layout(graph, dim=dim)
    )
    places = np.array([found[i] for i in range(len(graph))]).reshape(len(graph), dim)
    name = "spring" if spring else "spectral"
    return places, f"Drawn by a {name} layout: neighbours mean something, distances do not."
