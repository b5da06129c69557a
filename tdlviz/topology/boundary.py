"""Boundary matrices: which cells bound which, with signs."""

from __future__ import annotations

from typing import Any

from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.coboundary import canonical, face_rows
from tdlviz.topology.faces import check_rank
from tdlviz.topology.operator import operator


def boundary(cx: Complex | Any, rank: int | Any) -> csr_array:
    """The boundary matrix B of `rank` >= 1: (counts[rank-1], counts[rank]) CSR, float64, ±1.

    Column j holds the faces of cell j. An edge [u, v] is v - u, a simplex [v0, …, vk] the
    alternating sum of its faces (Hatcher, Algebraic Topology, §2.1), a polygon the sum of its
    directed sides. So `boundary(cx, k) @ boundary(cx, k + 1)` is zero. Floats, because products of
    small integers overflow silently. Kept with the complex and read-only, as all operators are.

    Raises `InvalidInput` for a rank that does not exist, for cells that are neither simplices nor
    polygons, and for cells whose faces are missing.
    """
    return _boundary(cx, check_rank("boundary", cx, rank, low=1))


@operator
def _boundary(cx: Complex, rank: int) -> csr_array:
    return canonical(face_rows(cx, rank).T.tocsr())  # turning it sorts it
