"""A mesh without the vertices that nothing uses."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.restrict import restrict


def without_unused_vertices(cx: Complex | Any) -> Complex:
    """The same mesh without the vertices that lie in no other cell, as scans often leave behind.

    The Stanford bunny has 1,113 of them: each would be a component, and an endless bar, of its own.
    Vertices are renumbered in order; their old names (or those in a field `vertex`) are kept in the
    label field `vertex`. Positions and fields on all vertices follow, and fields whose cells keep
    their names. Raises `InvalidInput` where every vertex is unused, and for an indexed field on
    vertices, or a diagram, that names one of those left out.
    """
    given_complex("without_unused_vertices", cx)
    used = np.zeros(cx.counts[0], dtype=bool)
    for cells in cx.ranks[1:]:
        used[cells.flat] = True
    if used.all():
        return cx
    if not used.any():
        rule = "at least one vertex must lie in an edge or a face"
        raise InvalidInput("without_unused_vertices", cx.summary(), rule)
    rest = [np.ones(count, dtype=bool) for count in cx.counts[1:]]
    return restrict("without_unused_vertices", cx, [used, *rest])
