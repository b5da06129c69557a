"""Paths along edges as flows on edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank


def path_flow(cx: Complex | Any, paths: Iterable[ArrayLike] | Any) -> Field:
    """How often each path runs along each edge: a vector field (edges, paths) on rank 1.

    paths: lists of vertices, one after the other joined by edges. An edge [u, v] counts 1 each time
    from u to v and -1 from v to u, so that `boundary(cx, 1) @ flow` is the end less the start.

    Raises `InvalidInput` for a complex without edges, no path, a path without vertices, and a step
    along no edge.
    """
    check_rank("path_flow", cx, 1)
    cells = Cells.of(listed("path_flow", paths))
    if len(cells) == 0 or cells.sizes.min() == 0:
        raise InvalidInput("path_flow", "no path, or one of no vertices", "vertices are needed")
    within = cells.owner[1:] == cells.owner[:-1]
    steps = np.column_stack([cells.flat[:-1], cells.flat[1:]])[within]
    owner = cells.owner[1:][within]
    edges = cx.find(steps)
    if len(edges) and edges.min() < 0:
        lost = int(edges.argmin())
        given = f"path {owner[lost]} from {steps[lost, 0]} to {steps[lost, 1]}"
        raise InvalidInput("path_flow", given, "each step is along an edge")
    signs = np.where(steps[:, 0] < steps[:, 1], 1.0, -1.0)
    shape = (cx.counts[1], len(cells))
    return Field("flow", coo_array((signs, (edges, owner)), shape).toarray(), 1, kind="vector")
