"""Hodge Laplacians of a complex."""

from __future__ import annotations

from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.boundary import boundary
from tdlviz.topology.faces import check_rank


def hodge_laplacian(cx: Complex, rank: int) -> csr_array:
    """L = BᵀB + B'B'ᵀ with B the boundary of `rank` and B' that of `rank` + 1.

    (counts[rank], counts[rank]) CSR float64, symmetric and positive semidefinite; its kernel has
    the dimension of the rational homology of that rank (Eckmann 1944). A boundary that does not
    exist, below rank 0 or above the top, counts as zero. Raises `InvalidInput` as `boundary` does.
    """
    rank = check_rank("hodge_laplacian", cx, rank)
    laplacian = csr_array((cx.counts[rank], cx.counts[rank]))
    if rank > 0:
        down = boundary(cx, rank)
        laplacian = laplacian + down.T.tocsr() @ down
    if rank < cx.dim:
        up = boundary(cx, rank + 1)
        laplacian = laplacian + up @ up.T.tocsr()
    laplacian.sort_indices()
    return laplacian
