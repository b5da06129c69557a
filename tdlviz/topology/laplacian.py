"""Hodge Laplacians of a complex, whole and in two parts, plain and weighted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_array, vstack

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of
from tdlviz.topology.boundary import boundary
from tdlviz.topology.coboundary import signed_faces
from tdlviz.topology.faces import check_rank
from tdlviz.topology.operator import operator
from tdlviz.topology.weights import Weights, check_weights, scaled, weighted_boundary

FORMS = ("symmetric", "walk")
WeightsGiven = Mapping[int, Any] | Any | None


def hodge_laplacian(
    cx: Complex | Any,
    rank: int | Any,
    weights: WeightsGiven = None,
    form: str | Any = "symmetric",
) -> csr_array:
    """L = BᵀB + B'B'ᵀ with B the boundary of `rank` and B' that of `rank` + 1.

    (counts[rank], counts[rank]) CSR float64, symmetric and positive semidefinite; its kernel has
    the dimension of the rational homology of that rank (Eckmann 1944). A boundary that does not
    exist, below rank 0 or above the top, counts as zero. Read-only where it is not weighted.

    weights: by rank, positive numbers, one a cell: an array or a scalar `Field`; 1 where left out.
             They are inner products <f, g> = Σ w f g on functions on cells, and d = Bᵀ gets the
             adjoint W⁻¹ B' W' for them (Horak and Jost 2013). The kernel keeps its dimension.
    form:    with W the weights of `rank`, W' above and W₋ below:
             "walk": W⁻¹ B' W' B'ᵀ + Bᵀ W₋⁻¹ B W, which acts on functions, self-adjoint for W. On
             vertices weighted by their degrees it is 1 - D⁻¹A. Its transpose, with the weights of
             `walk_weights`, is the normalised Hodge Laplacian of Schaub et al. (2020).
             "symmetric": W^(1/2) "walk" W^(-1/2), with the same eigenvalues.

    Raises `InvalidInput` as `boundary` does, and for weights that are not positive, finite and as
    many as there are cells.
    """
    return _laplacian("hodge_laplacian", cx, rank, weights, form, (True, True))


def down_laplacian(
    cx: Complex | Any,
    rank: int | Any,
    weights: WeightsGiven = None,
    form: str | Any = "symmetric",
) -> csr_array:
    """The part BᵀB of `hodge_laplacian`, through common faces: zero on vertices."""
    return _laplacian("down_laplacian", cx, rank, weights, form, (True, False))


def up_laplacian(
    cx: Complex | Any,
    rank: int | Any,
    weights: WeightsGiven = None,
    form: str | Any = "symmetric",
) -> csr_array:
    """The part B'B'ᵀ of `hodge_laplacian`, through common cofaces: zero on the highest rank."""
    return _laplacian("up_laplacian", cx, rank, weights, form, (False, True))


def _laplacian(
    asked: str, cx: Any, rank: Any, weights: WeightsGiven, form: Any, parts: tuple[bool, bool]
) -> csr_array:
    rank = check_rank(asked, cx, rank)
    form = one_of(f"{asked}(form=…)", form, FORMS)
    checked = check_weights(asked, cx, weights)
    if not checked:
        return _plain(cx, rank, *parts)
    symmetric = _gram(_stacked(cx, rank, checked, *parts))
    own = checked.get(rank)
    if form == "symmetric" or own is None:
        return symmetric
    return scaled(symmetric, 1 / np.sqrt(own), np.sqrt(own))


@operator
def _plain(cx: Complex, rank: int, down: bool, up: bool) -> csr_array:
    blocks = [csr_array((0, cx.counts[rank]))]
    if down and rank > 0:
        blocks.append(boundary(cx, rank))
    if up and rank < cx.dim:
        blocks.append(signed_faces(cx, rank + 1))
    # Half the bytes are moved in half the time, and counts of cells fit as cells' names do.
    return _gram(vstack(blocks, format="csr").astype(np.int32)).astype(np.float64)


def _stacked(cx: Complex, rank: int, weights: Weights, down: bool, up: bool) -> csr_array:
    blocks = [csr_array((0, cx.counts[rank]))]
    if down and rank > 0:
        blocks.append(weighted_boundary(cx, rank, weights))
    if up and rank < cx.dim:
        blocks.append(weighted_boundary(cx, rank + 1, weights).T.tocsr())
    return vstack(blocks, format="csr")


def _gram(matrix: csr_array) -> csr_array:
    """MᵀM, one product for both parts. Its own transpose, so that transposing it only sorts it."""
    return (matrix.T.tocsr() @ matrix).T.tocsr()
