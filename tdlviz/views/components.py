"""Connected components, each drawn on its own, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Drawn = tuple[Float[np.ndarray, "n dim"], Counter[str]]
"""Places of the vertices, and what the reader must know: how many things are true of how many."""


def side_by_side(graph: csr_array, draw: Callable[[csr_array], Drawn], dim: int) -> Drawn:
    """Components in rows, larger ones first, each as large as the root of its number of vertices.

    graph: the symmetric adjacency matrix (n, n).
    draw:  lays out a connected graph of two or more vertices. What it tells is summed.

    No two bounding boxes meet.
    """
    count, labels = connected_components(graph, directed=False)
    order, sizes = np.argsort(labels, kind="stable"), np.bincount(labels, minlength=count)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    blocks, told = graph[order][:, order], Counter[str]()
    found, known = np.zeros((len(order), dim)), dict[tuple[bytes, bytes], Drawn]()
    ends = np.stack([starts[:-1], starts[1:]], axis=1)[sizes > 1]
    for start, stop in ends.tolist():
        steps, names = _block(blocks, start, stop)
        # Where there are many components, most look like one that is drawn already.
        key = steps.tobytes(), names.tobytes()
        if key not in known:
            block = np.ones(len(names)), names, steps
            known[key] = draw(csr_array(block, shape=(stop - start, stop - start)))
        found[start:stop], more = known[key]
        told += more
    places = np.empty_like(found)
    places[order] = found if count <= 1 else _packed(found, sizes, starts[:-1])
    return places, told


def _block(graph: csr_array, start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
    bounds = graph.indptr[start : stop + 1]
    return bounds - bounds[0], graph.indices[bounds[0] : bounds[-1]] - start


def _packed(
    places: Float[np.ndarray, "n dim"], sizes: Int[np.ndarray, "c"], starts: Int[np.ndarray, "c"]
) -> Float[np.ndarray, "n dim"]:
    """Places, component after component, scaled and moved into rows."""
    total, count = len(places), len(sizes)
    # Small components beside a large one keep a tenth of its width, if there are few of them.
    gap = max(1.0, min(0.1 * np.sqrt(total), np.sqrt(total / count)))
    low, high = (f.reduceat(places, starts, axis=0) for f in (np.minimum, np.maximum))
    width = (high - low).max(axis=1)
    scale = np.maximum(np.sqrt(sizes), gap) / np.where(width > 0, width, 1)
    corners = _rows((high - low)[:, :2] * scale[:, None], gap)
    moved = (places - np.repeat((low + high) / 2, sizes, axis=0)) * np.repeat(scale, sizes)[:, None]
    moved[:, :2] += np.repeat(corners, sizes, axis=0)
    return moved


def _rows(boxes: Float[np.ndarray, "c 2"], gap: float) -> Float[np.ndarray, "c 2"]:
    """The middles of boxes set in rows from the top left, the highest boxes first."""
    order = np.argsort(-boxes[:, 1], kind="stable")
    broad = max(boxes[:, 0].max(), 1.3 * np.sqrt(np.prod(boxes + gap, axis=1).sum()))
    middles, x, y, high = np.empty_like(boxes), 0.0, 0.0, boxes[order[0], 1]
    for box in order.tolist():
        wide, tall = boxes[box]
        if x + wide > broad:
            x, y, high = 0.0, y - high - gap, tall
        middles[box] = x + wide / 2, y - high / 2
        x += wide + gap
    return middles
