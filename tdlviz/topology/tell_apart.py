"""Which graphs an invariant tells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, real_array, whole_number
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.lift.clique import clique
from tdlviz.lift.edges import Edges
from tdlviz.lift.expected import MAX_DIM
from tdlviz.lift.graph import graph_edges
from tdlviz.lift.rings import rings
from tdlviz.topology.betti import betti_of_each
from tdlviz.topology.counts_of_each import (
    bars_of_each,
    cells_of_each,
    colours_of_each,
    polygons_of_each,
)
from tdlviz.topology.filtration import lower_star

Invariant = Callable[[Complex], Any]
"""From a batch of complexes to an array with a row for each."""


@dataclass(frozen=True)
class Apart:
    """A verdict. classes: (graphs,) int64, equal where graphs are not told apart."""

    classes: Int[np.ndarray, "graphs"]

    @property
    def pairs(self) -> int:
        """How many pairs of graphs there are."""
        return len(self.classes) * (len(self.classes) - 1) // 2

    @property
    def alike(self) -> int:
        """How many pairs are not told apart."""
        sizes = np.bincount(self.classes)
        return int((sizes * (sizes - 1) // 2).sum())


def tell_apart(
    graphs: Iterable[Any] | Any,
    invariant: str | Invariant | Any = "betti",
    max_cells: int | Any = 5_000_000,
) -> Apart:
    """Which of some graphs differ in an invariant: those that do are surely not isomorphic.

    graphs:    a list of undirected graphs in the forms of `tdlviz.clique`.
    invariant: "cells", "betti": the numbers of cliques by size, the Betti numbers of the clique
               complex; "degree bars": its persistence diagrams, filtered by degree; "rings": the
               numbers of vertices, edges, and chordless cycles of 3 to 6 edges by length;
               "colours": those of `colour_refinement` (1-WL). Or a function from the clique
               complexes of all graphs, a batch with all cliques, to an array with a row for each.
    max_cells: of all graphs together, as in `clique` and `rings`.

    After Ballester and Rieck, "On the Expressivity of Persistent Homology in Graph Learning", 2024.
    All graphs are one disjoint union, so that many small ones cost no more than a large one.
    Raises `InvalidInput` for no graphs, for what `clique` refuses, and for a function that gives
    something else; `UnknownName` for another name; `TooLarge` as `clique` and `rings` do.
    """
    if not callable(invariant) and (not isinstance(invariant, str) or invariant not in INVARIANTS):
        rule = f"known: {', '.join(INVARIANTS)}; or give a function"
        raise UnknownName("tell_apart(invariant=…)", repr(invariant), rule)
    most = whole_number("tell_apart(max_cells=…)", max_cells, 1)
    edges = [graph_edges("tell_apart", graph, None)[0] for graph in listed("tell_apart", graphs)]
    if not edges:
        raise InvalidInput("tell_apart", "no graphs", "at least one is needed")
    union, sizes = _union(edges)
    known = INVARIANTS[invariant] if isinstance(invariant, str) else (_cliques, invariant)
    lifting, count = known
    rows = real_array(
        "tell_apart(invariant=…)", count(_labelled(lifting(union, most), sizes)), "iubf"
    )
    if rows.ndim != 2 or len(rows) != len(edges) or rows.size == 0 or np.isnan(rows).any():
        rule = f"({len(edges)}, d) numbers, a row for each graph, are needed and none NaN"
        raise InvalidInput("tell_apart(invariant=…)", f"shape {rows.shape}", rule)
    return Apart(np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1))


def _union(edges: list[Edges]) -> tuple[Edges, Int[np.ndarray, "graphs"]]:
    """The disjoint union of graphs and how many vertices each has."""
    sizes = np.array([graph.vertices for graph in edges])
    starts = np.cumsum(sizes) - sizes
    moved = [graph.pairs + start for graph, start in zip(edges, starts, strict=True)]
    return Edges(int(sizes.sum()), np.concatenate(moved)), sizes


def _labelled(cx: Complex, sizes: Int[np.ndarray, "graphs"]) -> Complex:
    """A complex of a union, as a batch: cells are in the order of their first vertices."""
    graph = np.repeat(np.arange(len(sizes)), sizes)
    firsts = [cells.flat[cells.offsets[:-1]] for cells in cx.ranks]
    labels = [Field(f"batch{k}", graph[first], k, kind="label") for k, first in enumerate(firsts)]
    return cx.with_fields(*labels)


def _cliques(union: Edges, most: int) -> Complex:
    """All cliques, without the empty ranks above the largest."""
    cx = clique(union.pairs.T, MAX_DIM, most, vertices=union.vertices)
    return Complex(cx.ranks[: int(np.count_nonzero(cx.counts))])


def _rings(union: Edges, most: int) -> Complex:
    return rings(union.pairs.T, max_cells=most, vertices=union.vertices)


def _ring_counts(cx: Complex) -> Int[np.ndarray, "graphs counts"]:
    """Vertices, edges, and rings by length."""
    return np.hstack([cells_of_each(cx), polygons_of_each(cx)])


def _degree_bars(cx: Complex) -> Int[np.ndarray, "graphs bars"]:
    """The persistence of the clique complex, vertices entering by their degree."""
    ends = cx.ranks[1].flat if cx.dim else np.zeros(0, np.int64)
    return bars_of_each(lower_star(cx, np.bincount(ends, minlength=cx.counts[0])))


INVARIANTS: dict[str, tuple[Callable[[Edges, int], Complex], Invariant]] = {
    "cells": (_cliques, cells_of_each),
    "betti": (_cliques, betti_of_each),
    "degree bars": (_cliques, _degree_bars),
    "rings": (_rings, _ring_counts),
    "colours": (_cliques, colours_of_each),
}
