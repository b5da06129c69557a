"""The Dirac operator: all ranks at once, coupled by the boundaries."""

from __future__ import annotations

from typing import Any

from scipy.sparse import block_array, csr_array

from tdlviz.core.complex import Complex, given_complex
from tdlviz.topology.laplacian import WeightsGiven
from tdlviz.topology.operator import operator
from tdlviz.topology.weights import Weights, check_weights, weighted_boundary


def dirac(cx: Complex | Any, weights: WeightsGiven = None) -> csr_array:
    """D = d + d*: B_1, B_2, … above the diagonal and their transposes below (Bianconi 2021).

    (n, n) CSR float64 with n = sum(counts), symmetric; cells come rank by rank. Its square has the
    Hodge Laplacians of all ranks on its diagonal and nothing else, so its kernel has all harmonic
    functions, and its other eigenvalues come in pairs ±λ. Read-only where it is not weighted.

    weights: as in `hodge_laplacian`, in its symmetric form. Raises `InvalidInput` as it does.
    """
    given_complex("dirac", cx)
    checked = check_weights("dirac", cx, weights)
    return _dirac(cx, checked) if checked else _plain(cx)


@operator
def _plain(cx: Complex) -> csr_array:
    return _dirac(cx, {})


def _dirac(cx: Complex, weights: Weights) -> csr_array:
    ranks = range(cx.dim + 1)
    blocks: list[list[csr_array | None]] = [[None for _ in ranks] for _ in ranks]
    for rank in ranks:
        blocks[rank][rank] = csr_array((cx.counts[rank], cx.counts[rank]))
        if rank:
            matrix = weighted_boundary(cx, rank, weights)
            blocks[rank - 1][rank], blocks[rank][rank - 1] = matrix, matrix.T
    return block_array(blocks, format="csr")
