"""The filtration of values on edges: a clique enters with the last of its edges."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank, faces
from tdlviz.topology.filtration import filtration


def weighted(
    cx: Complex | Any, edges: ArrayLike | Any, vertices: ArrayLike | Any | None = None
) -> Complex:
    """`cx` filtered by values on its edges: any cell of rank 2 or more enters with its last face.

    edges:    (edges,) numbers, such as lengths, or correlations subtracted from one.
    vertices: (vertices,) numbers, none above that of an edge at the vertex. None: all zeros.

    On a clique complex this is the weight rank clique filtration (Petri, Scolamiero, Donato,
    Vaccarino, "Topological strata of weighted complex networks", 2013), and on the complex of
    `rips` with the edge lengths its own filtration; ordered cells and cubes will do as well.
    Raises `InvalidInput` for a complex without edges or a boundary, and as `filtration` does.
    """
    check_rank("weighted", cx, 1, low=1)
    heights = np.zeros(cx.counts[0]) if vertices is None else vertices
    births = [real_array("weighted(vertices=…)", heights), real_array("weighted(edges=…)", edges)]
    if births[1].shape != (cx.counts[1],):
        raise InvalidInput("weighted(edges=…)", births[1].shape, f"({cx.counts[1]},) is needed")
    return filtration(cx, [*births, *cofaces_births(cx, births[1])])


def cofaces_births(
    cx: Complex, edges: Float[np.ndarray, "edges"]
) -> list[Float[np.ndarray, "cells"]]:
    """The births of all cells of rank 2 and more, each that of its last face."""
    births = [edges]
    for rank in range(2, cx.dim + 1):
        names, _, offsets = faces(cx, rank)
        below = births[-1][names]
        births.append(np.maximum.reduceat(below, offsets[:-1]) if len(below) else np.zeros(0))
    return births[1:]
