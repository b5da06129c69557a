"""Hodge Laplacians of a complex."""

from __future__ import annotations

from typing import Any

from scipy.sparse import csr_array, vstack

from tdlviz.core.complex import Complex
from tdlviz.topology.boundary import boundary
from tdlviz.topology.faces import check_rank


def hodge_laplacian(cx: Complex | Any, rank: int | Any) -> csr_array:
    """L = BᵀB + B'B'ᵀ with B the boundary of `rank` and B' that of `rank` + 1.

    (counts[rank], counts[rank]) CSR float64, symmetric and positive semidefinite; its kernel has
    the dimension of the rational homology of that rank (Eckmann 1944). A boundary that does not
    exist, below rank 0 or above the top, counts as zero. Raises `InvalidInput` as `boundary` does.
    """
    rank = check_rank("hodge_laplacian", cx, rank)
    parts = [csr_array((0, cx.counts[rank]))]
    if rank > 0:
        parts.append(boundary(cx, rank))
    if rank < cx.dim:
        parts.append(boundary(cx, rank + 1).T)
    # One product of [B; B'ᵀ] with itself: quicker than the sum of two, and CSC to CSR sorts.
    stacked = vstack(parts, format="csr")
    return (stacked.T @ stacked).tocsr()
