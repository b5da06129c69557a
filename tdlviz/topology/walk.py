"""Random walks on the cells of a rank, and the weights that make a Hodge Laplacian their own."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import block_array, csr_array, diags_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.boundary import boundary
from tdlviz.topology.faces import check_rank
from tdlviz.topology.laplacian import up_laplacian
from tdlviz.topology.operator import operator
from tdlviz.topology.weights import Weights, scaled


def walk_weights(cx: Complex | Any, rank: int | Any) -> Weights:
    """The weights, by rank, of the normalised Hodge Laplacian (Schaub et al. 2020).

    A cell of `rank` weighs as much as it has cofaces, at least 1; a coface weighs 1 / (its number
    of faces); a face weighs f times what the cells around it weigh together, where they have f
    faces each: for edges D_2, D_3 = 1/3 and D_1 of that paper. On vertices they are the degrees,
    so that `hodge_laplacian(cx, 0, weights=walk_weights(cx, 0))` is D^(-1/2) (D - A) D^(-1/2).

    Raises `InvalidInput` as `boundary` does, and where the cells of `rank` have different numbers
    of faces, as polygons may: they then have no such weights.
    """
    rank = check_rank("walk_weights", cx, rank)
    own = np.ones(cx.counts[rank])
    weights = {rank: own}
    if rank < cx.dim:
        cofaces = abs(boundary(cx, rank + 1))
        own[:] = np.maximum(cofaces.sum(axis=1), 1)
        if rank:
            weights[rank + 1] = 1 / cofaces.sum(axis=0)
    if rank:
        faces = abs(boundary(cx, rank))
        weights[rank - 1] = np.maximum(_faces_each(rank, faces) * (faces @ own), 1)
    return weights


def _faces_each(rank: int, faces: csr_array) -> float:
    """How many faces every cell has."""
    many = faces.sum(axis=0)
    if len(many) and many.min() < many.max():
        given = f"cells of rank {rank} with {many.min():.0f} to {many.max():.0f} faces"
        raise InvalidInput("random_walk", given, "all cells must have the same number of faces")
    return float(many[0]) if len(many) else 1.0


def random_walk(cx: Complex | Any, rank: int | Any) -> csr_array:
    """The transition matrix P of the random walk of a rank: CSR float64, each row sums to 1.

    Rank 0: (counts[0], counts[0]), D⁻¹A; where there is no edge, one stays.
    Rank k: (2 counts[k], 2 counts[k]): each cell in its own orientation, then each in the other.
    With probability 1/2 one goes through a face and with 1/2 through a coface, to a cell there in
    the orientation that the Laplacian's sign gives; without cofaces one keeps the cell and draws an
    orientation (Schaub et al. 2020, who state it for edges, and columns). With
    V = [1, -1]ᵀ, the Laplacian L of `walk_weights` in its form "walk" has P V = -V L / 2.

    Raises `InvalidInput` as `walk_weights` does.
    """
    return _walk(cx, check_rank("random_walk", cx, rank))


@operator
def _walk(cx: Complex, rank: int) -> csr_array:
    weights, n = walk_weights(cx, rank), cx.counts[rank]
    own, cofaces = weights[rank], csr_array((n, 0))
    if rank < cx.dim:
        cofaces = boundary(cx, rank + 1)
    idle = np.diff(cofaces.indptr) == 0
    if rank == 0:
        laplacian = up_laplacian(cx, 0)
        adjacent = diags_array(laplacian.diagonal()) - laplacian
        return (diags_array(1 / own) @ adjacent + diags_array(idle * 1.0)).tocsr()
    faces = boundary(cx, rank)
    lower = _lifted(-faces.T.tocsr()) @ _lifted(scaled(faces, 1 / weights[rank - 1], own))
    shares = weights.get(rank + 1, np.zeros(0))
    upper = _lifted(scaled(-cofaces, rows=1 / own)) @ _lifted(scaled(cofaces, columns=shares)).T
    turn = diags_array(idle / 2)
    return (lower / 2 + upper / 2 + block_array([[turn, turn], [turn, turn]]) / 2).tocsr()


def _lifted(matrix: csr_array) -> csr_array:
    """A signed matrix as one without signs, for cells in both orientations (Schaub et al. 2020)."""
    plus, minus = matrix.maximum(0), (-matrix).maximum(0)
    return block_array([[plus, minus], [minus, plus]], format="csr")
