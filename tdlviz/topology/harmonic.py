"""Harmonic functions on cells: one for every hole."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.topology.betti import betti
from tdlviz.topology.cache import memoised
from tdlviz.topology.faces import check_rank
from tdlviz.topology.hodge_decomposition import hodge_decomposition
from tdlviz.topology.laplacian import WeightsGiven, hodge_laplacian
from tdlviz.topology.weights import Weights, check_weights

DENSE = 600  # up to so many cells, all eigenvectors at once are quicker
Basis = Float[np.ndarray, "cells _"]


def harmonic(cx: Complex | Any, rank: int | Any, weights: WeightsGiven = None) -> Field:
    """An orthonormal basis of the kernel of the Hodge Laplacian: a vector field (cells, b), with b
    the Betti number of `rank` over the rationals.

    Small complexes by all eigenvectors, others by the harmonic parts of random signals, so that
    neither many holes nor many components make it miss one. The basis is settled by the kernel
    alone: the first function is the one with the largest value on a single cell, positive there,
    among all of norm 1; the next likewise, among those orthogonal to it; of equal cells the first.

    weights: as in `hodge_laplacian`, whose symmetric form has this kernel.
    Raises `InvalidInput` as `hodge_laplacian` does.
    """
    rank = check_rank("harmonic", cx, rank)
    checked = check_weights("harmonic", cx, weights)
    return _harmonic(cx, rank, checked) if checked else _plain(cx, rank)


@memoised
def _plain(cx: Complex, rank: int) -> Field:
    return _harmonic(cx, rank, {})


def _harmonic(cx: Complex, rank: int, weights: Weights) -> Field:
    basis = settled(_kernel(cx, rank, weights, betti(cx)[rank]))
    return Field(f"harmonic{rank}", basis, rank, kind="vector")


def _kernel(cx: Complex, rank: int, weights: Weights, holes: int) -> Basis:
    count = cx.counts[rank]
    if holes == 0:
        return np.zeros((count, 0))
    if count <= DENSE:
        return np.linalg.eigh(hodge_laplacian(cx, rank, weights).toarray())[1][:, :holes]
    basis = np.random.default_rng(0).standard_normal((count, holes))
    root = np.sqrt(weights.get(rank, np.ones(count)))[:, None]
    part = hodge_decomposition(cx, basis / root, rank, weights).harmonic.values * root
    return np.linalg.qr(part)[0]


def settled(basis: Basis) -> Basis:
    """The orthonormal basis of the same space that `harmonic` describes."""
    found = np.zeros_like(basis)
    left = basis
    for member in range(basis.shape[1]):
        norms = np.linalg.norm(left, axis=1)
        cell = int((norms > norms.max() - 1e-7).argmax())
        weights = left[cell] / norms[cell]
        found[:, member] = left @ weights
        left = left - np.outer(found[:, member], weights)
    return found
