"""Persistence of many graphs under many filtrations at once, by spanning forests."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import faces


class GraphPairs(NamedTuple):
    """Which edge ends which component, and which edges close a loop, in each of f filtrations.

    youngest: (edges, f) the end of each edge that enters last, by name among equals: the edge
              enters with it.
    killer:   (vertices, f) the edge that ends the component which a vertex begins; -1 for never.
    loops:    (edges, f) whether the edge closes a loop. The others are those in `killer`.
    """

    youngest: Int[np.ndarray, "edges f"]
    killer: Int[np.ndarray, "vertices f"]
    loops: Bool[np.ndarray, "edges f"]


class GraphBars(NamedTuple):
    """The bars of a graph under f filtrations, one for each vertex and one for each edge.

    components: (vertices, f, 2) birth and death of the component that a vertex begins, on the
                diagonal where its own edge ends it at once, and inf where none ever does.
    loops:      (edges, f, 2) birth and death of the loop that an edge closes. It never dies: inf.
                For an edge that closes none, a bar on the diagonal where it enters.
    pairs:      the cells, as `GraphPairs`.
    """

    components: Float[np.ndarray, "vertices f 2"]
    loops: Float[np.ndarray, "edges f 2"]
    pairs: GraphPairs


def graph_persistence(cx: Complex | Any, values: ArrayLike | Any) -> GraphBars:
    """Persistence of the graph of `cx` in dimensions 0 and 1 under every column of `values`.

    cx:     a complex, of which only vertices and edges are seen; many graphs as one, `tv.batch`.
    values: (vertices, f) functions on the vertices, or (vertices,) for one. An edge enters with the
            last of its ends, as in `lower_star`.

    The bars are those of `persistence` on each graph and filtration, those of zero length among
    them, ties entering by name. There is no loop over graphs or filtrations but the one in
    compiled code. Raises `InvalidInput` for other shapes, for values that are not finite, and for
    a complex whose edges have no two ends.
    """
    heights = vertex_functions("graph_persistence", cx, values)
    pairs = graph_pairs(cx, heights)
    born = np.take_along_axis(heights, pairs.youngest, axis=0)
    died = np.append(born, np.full((1, born.shape[1]), np.inf), axis=0)
    deaths = np.take_along_axis(died, pairs.killer, axis=0)
    ends = np.where(pairs.loops, np.inf, born)
    return GraphBars(np.stack([heights, deaths], -1), np.stack([born, ends], -1), pairs)


def vertex_functions(asked: str, cx: Complex | Any, values: Any) -> Float[np.ndarray, "vertices f"]:
    """`values` as one column a function, refused where they are not one finite row a vertex."""
    given_complex(asked, cx)
    array = real_array(asked, values, "iubf")
    if array.ndim not in (1, 2) or len(array) != cx.counts[0]:
        rule = f"({cx.counts[0]},) or ({cx.counts[0]}, f) is needed"
        raise InvalidInput(asked, array.shape, rule)
    if not np.isfinite(array).all():
        vertex = int(np.argwhere(~np.isfinite(array))[0, 0])
        raise InvalidInput(asked, f"{array[vertex]} for vertex {vertex}", "values are finite")
    return array.reshape(cx.counts[0], -1) if array.ndim == 1 else array


def graph_pairs(cx: Complex, heights: Float[np.ndarray, "vertices f"]) -> GraphPairs:
    """The cells that end components and close loops under every column of `heights`."""
    from tdlviz.topology.forest import forests  # loads numba

    tails, heads = edge_ends(cx)
    entering = np.argsort(heights.T, axis=1, kind="stable")
    age = np.empty_like(entering)
    np.put_along_axis(age, entering, np.arange(len(heights))[None], axis=1)
    youngest = np.where(age[:, tails] > age[:, heads], tails, heads)
    born = np.take_along_axis(heights.T, youngest, axis=1)
    killer = forests(tails, heads, age, np.argsort(born, axis=1, kind="stable"))
    loops = np.ones((len(age), len(tails) + 1), dtype=bool)
    np.put_along_axis(loops, killer, False, axis=1)  # -1 is the column beyond the last edge
    return GraphPairs(youngest.T, killer.T, loops[:, :-1].T)


def edge_ends(cx: Complex) -> tuple[Int[np.ndarray, "edges"], Int[np.ndarray, "edges"]]:
    """Tails and heads. Raises `InvalidInput` where an edge has not two ends."""
    if cx.dim == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = faces(cx, 1)
    if (np.diff(found.offsets) != 2).any():
        cell = int((np.diff(found.offsets) != 2).argmax())
        raise InvalidInput("graph_persistence", f"edge {cell}", "an edge has two ends")
    tails, heads = np.ascontiguousarray(found.names.reshape(-1, 2).T, dtype=np.int64)
    return tails, heads
