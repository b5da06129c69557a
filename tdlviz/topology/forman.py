"""Forman's curvature of the cells of a complex."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import switch
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank
from tdlviz.topology.laplacian import hodge_laplacian


def forman_curvature(cx: Complex | Any, rank: int | Any = 1, augmented: bool | Any = True) -> Field:
    """Forman's Ricci curvature of every cell of one rank, all weights 1.

    It is what the Hodge Laplacian L keeps on its diagonal once each row has paid for its other
    entries, F(i) = Lᵢᵢ − Σⱼ |Lᵢⱼ|: the Bochner–Weitzenböck formula (Forman, "Bochner's method for
    cell complexes and combinatorial Ricci curvature", 2003). So F counts cofaces and
    faces, less the cells that share a face or a coface but not both. On an edge of a graph it is
    4 − deg(u) − deg(v), and 3 more for each triangle.

    augmented: count the cells of `rank` + 1, triangles where `rank` is 1. False: the plain
               curvature, as if `rank` were the highest.
    Returns a scalar field `forman` of that rank, int64; it takes the time and memory of L. Raises
    `InvalidInput` for a rank that does not exist, and where cells have no boundary (hypergraphs).
    """
    rank = check_rank("forman_curvature", cx, rank)
    if not switch("forman_curvature(augmented=…)", augmented):
        below = None if cx.incidence is None else cx.incidence[: rank + 1]
        cx = Complex(cx.ranks[: rank + 1], None, {}, below, cx.oriented)
    laplacian = hodge_laplacian(cx, rank)
    diagonal = laplacian.diagonal()
    curvature = 2 * diagonal - np.asarray(abs(laplacian).sum(axis=1)).reshape(-1)
    return Field("forman", np.rint(curvature).astype(np.int64), rank, kind="scalar")
