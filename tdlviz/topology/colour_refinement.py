"""Colour refinement: the Weisfeiler–Leman test of dimension 1."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.core.search import pack
from tdlviz.topology.underlying_graph import underlying_graph


def colour_refinement(cx: Complex | Any) -> Field:
    """The stable colours of the vertices of the graph of `cx`, its ranks 0 and 1.

    All vertices begin alike; in each round those are told apart that differ in their colour or in
    how many neighbours of each colour they have, until a round tells nothing apart (Weisfeiler and
    Leman 1968). No message passing network tells more (Xu et al. 2019). Colours mean the same in
    all complexes of a batch, so graphs with different numbers of each are not isomorphic.

    Returns a label field `colour` of rank 0, int64 from 0. Raises `InvalidInput` for hyperedges.
    """
    matrix = underlying_graph("colour_refinement", cx).adjacency
    colours, many = np.zeros(cx.counts[0], np.int64), 1
    while True:
        colours = _refined(colours, matrix)
        found = int(colours.max(initial=0)) + 1
        if found == many or len(colours) == 0:
            return Field("colour", colours, 0, kind="label")
        many = found


def _refined(colours: Int[np.ndarray, "n"], matrix: csr_array) -> Int[np.ndarray, "n"]:
    """One round: vertices of the same degree have rows of the same length, which are ranked."""
    degrees = np.diff(matrix.indptr)
    owner = np.repeat(np.arange(len(degrees)), degrees)
    near = colours[matrix.indices]
    near = near[np.lexsort([near, owner, degrees[owner]])]
    refined, start, found = np.empty_like(colours), 0, 0
    for degree in np.unique(degrees):
        vertices = np.flatnonzero(degrees == degree)
        stop = start + degree * len(vertices)
        rows = np.column_stack([colours[vertices], near[start:stop].reshape(len(vertices), degree)])
        distinct, label = np.unique(pack(rows), return_inverse=True)
        refined[vertices] = found + label
        start, found = stop, found + len(distinct)
    return refined
