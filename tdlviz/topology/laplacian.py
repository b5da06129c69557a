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
    terms = []
    if rank > 0:
        down = boundary(cx, rank)
        terms.append(down.T @ down)
    if rank < cx.dim:
        up = boundary(cx, rank + 1)
        terms.append(up @ up.T)
    laplacian = sum(terms[1:], terms[0]) if terms else csr_array((cx.counts[0], cx.counts[0]))
    # Through columns and, being symmetric, back by transposing: sorts the indices in linear time.
    return laplacian.tocsr().tocsc().T
