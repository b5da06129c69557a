"""Where a complex is drawn: at its positions, their principal axes, or a layout of its graph."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput
from tdlviz.views.components import side_by_side
from tdlviz.views.layered import covers, layered
from tdlviz.views.neighbours import neighbours
from tdlviz.views.principal_axes import principal_axes
from tdlviz.views.spectral import spectral
from tdlviz.views.spring import SPRING_LIMIT, spring

LAYOUTS = ("auto", "spring", "spectral", "layered", "positions")


class Layout(NamedTuple):
    """What is drawn where.

    places: (vertices, 3) float32 about the origin, within radius 1 in 3-D; flat ones have z = 0.
            In layers, a row for each cell of every rank.
    flat:   whether the drawing is a plane.
    extent: half widths of a flat drawing along x and y.
    remark: what the reader must know about the places, or "".
    covers: in layers, the pairs of rows that lines join; otherwise None.
    """

    places: Float[np.ndarray, "vertices 3"]
    flat: bool
    extent: tuple[float, float]
    remark: str
    covers: Int[np.ndarray, "m 2"] | None = None


def layout(cx: Complex, asked: str | Any = "auto") -> Layout:
    """Lay out a complex in one of the ways of `LAYOUTS`.

    auto:      positions where there are any, otherwise spring.
    positions: in the plane or in space as they are; more dimensions, and those of a hypergraph or
               ranked complex in space, by their principal axes.
    spring:    of the 1-skeleton, or of the vertices and cells of a complex without orientation,
               each cell joined to its vertices. Above `SPRING_LIMIT` of them spectral.
    spectral:  of the same graph.
    layered:   every cell at the height of its rank: the Hasse diagram.

    Raises `UnknownName` for another name, `InvalidInput` for positions where there are none.
    """
    asked = one_of("layout=", asked, LAYOUTS)
    if asked == "positions" and cx.positions is None:
        rule = f"this complex has none: one of {', '.join(LAYOUTS[:-1])}"
        raise InvalidInput("layout=", repr(asked), rule)
    if asked == "layered":
        pairs = covers(cx)
        remark = "Layers by rank, from bottom to top; a line joins a cell to one that it covers."
        drawing = fitted(layered(cx, pairs), remark)
        # Room on the left for the names of the ranks, and below and above for what is on the edge.
        wide, high = drawing.extent
        return drawing._replace(covers=pairs, extent=(1.25 * wide, 1.1 * high))
    if asked in ("spring", "spectral") or cx.positions is None:
        return fitted(*_laid_out(cx, asked))
    most = 3 if cx.oriented else 2
    if cx.positions.shape[1] > most:
        return fitted(*principal_axes(cx.positions, most))
    return fitted(cx.positions, "")


def fitted(positions: Float[np.ndarray, "n d"], remark: str) -> Layout:
    """Places in up to three dimensions, moved about the origin and scaled to radius 1."""
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


def _laid_out(cx: Complex, asked: str) -> tuple[Float[np.ndarray, "n d"], str]:
    graph, dim = neighbours(cx), 3 if cx.dim >= 2 and cx.oriented else 2
    few = graph.shape[0] <= SPRING_LIMIT
    springs = few and asked != "spectral"
    draw = partial(spring, dim=dim) if springs else partial(spectral, dim=dim, few=few)
    places, told = side_by_side(graph, draw, dim)
    if not graph.nnz:
        return places, "Drawn in rows: there are no edges to go by."
    name = "spring" if springs else "spectral"
    words = [f"Drawn by a {name} layout: neighbours mean something, distances do not."]
    if asked == "spring" and not few:
        words.append(f"Springs take too long above {SPRING_LIMIT:,} vertices.")
    words += [f"{fact}: {count:,}." for fact, count in told.items()]
    return places[: cx.counts[0]], " ".join(words)
