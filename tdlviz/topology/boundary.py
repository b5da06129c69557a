"""Boundary matrices: which cells bound which, with signs."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csc_array, csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.faces import check_rank, faces


def boundary(cx: Complex | Any, rank: int | Any) -> csr_array:
    """The boundary matrix B of `rank` >= 1: (counts[rank-1], counts[rank]) CSR, float64, ±1.

    Column j holds the faces of cell j. An edge [u, v] is v - u, a simplex [v0, …, vk] the
    alternating sum of its faces (Hatcher, Algebraic Topology, §2.1), a polygon the sum of its
    directed sides. So `boundary(cx, k) @ boundary(cx, k + 1)` is zero. Floats, because products of
    small integers overflow silently.

    Raises `InvalidInput` for a rank that does not exist, for cells that are neither simplices nor
    polygons, and for cells whose faces are missing.
    """
    rank = check_rank("boundary", cx, rank, low=1)
    names, signs, offsets = faces(cx, rank)
    shape = (cx.counts[rank - 1], cx.counts[rank])
    small = np.int32 if max(*shape, len(names)) < 2**31 else np.int64
    columns = csc_array(
        (signs.astype(np.float64), names.astype(small), offsets.astype(small)), shape=shape
    )
    return columns.tocsr()
