"""The smallest eigenvalues of a Hodge Laplacian and their eigenvectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank
from tdlviz.topology.factors import easily_cut, factors
from tdlviz.topology.harmonic import DENSE, Basis, harmonic, settled
from tdlviz.topology.laplacian import WeightsGiven, hodge_laplacian

Values = Float[np.ndarray, "_"]
Vector = Float[np.ndarray, "cells"]
RESTARTS = 300


class Spectrum(NamedTuple):
    """Eigenvalues in increasing order ("numbers", (k,)) and orthonormal eigenvectors of the same
    order, a vector field (cells, k)."""

    values: Field
    vectors: Field


def spectrum(
    cx: Complex | Any, rank: int | Any, k: int | Any = 6, weights: WeightsGiven = None
) -> Spectrum:
    """The `k` smallest eigenvalues, zeros included, of `hodge_laplacian` in its symmetric form.

    Small complexes by LAPACK. Others have their zeros from `harmonic` and the rest by ARPACK, which
    is asked again, without the vectors found, until it finds nothing smaller: repeated eigenvalues
    are found as often as they are there. Eigenvectors of one eigenvalue are settled as those of
    `harmonic`, unless `k` leaves some of them out.

    Raises `InvalidInput` as `hodge_laplacian` does, and for a `k` below 1 or above the number of
    cells.
    """
    rank = check_rank("spectrum", cx, rank)
    laplacian = hodge_laplacian(cx, rank, weights)
    k = whole_number("spectrum(k=…)", k, 1)
    if k > cx.counts[rank]:
        raise InvalidInput("spectrum(k=…)", k, f"{cx.counts[rank]} cells have rank {rank}")
    if cx.counts[rank] <= max(DENSE, 3 * k):
        values, vectors = eigh(laplacian.toarray())
    else:
        zeros = harmonic(cx, rank, weights).values[:, :k]
        others, vectors = _smallest(laplacian, zeros, k - zeros.shape[1])
        values = np.concatenate([np.zeros(zeros.shape[1]), others])
        vectors = np.hstack([zeros, vectors])
    values = np.maximum(values, 0)
    vectors = _settled(values, vectors)[:, :k]
    return Spectrum(
        Field(f"spectrum{rank}", values[:k], kind="numbers"),
        Field(f"eigenvectors{rank}", vectors, rank, kind="vector"),
    )


def _smallest(laplacian: csr_array, zeros: Basis, k: int) -> tuple[Values, Basis]:
    """The k smallest eigenvalues other than the zeros, and their eigenvectors."""
    if k == 0:
        return np.zeros(0), zeros[:, :0]
    bound = float(abs(laplacian).sum(axis=0).max())
    if not easily_cut(laplacian):
        try:
            return _pairs(laplacian, lambda x: bound * x - laplacian @ x, zeros, k)
        except ArpackNoConvergence:  # two eigenvalues too close: the inverse keeps them apart
            pass
    return _pairs(laplacian, factors(laplacian).solve, zeros, k)


def _pairs(
    laplacian: csr_array, apply: Callable[[Vector], Vector], zeros: Basis, k: int
) -> tuple[Values, Basis]:
    """`apply` has the eigenvectors of the Laplacian in the opposite order."""
    found, values = zeros, np.zeros(0)
    while True:
        vectors = _largest(apply, found, 1 if len(values) else k)
        least = np.einsum("ij,ij->j", vectors, laplacian @ vectors).min()
        if len(values) and least > values[k - 1] * (1 - 1e-9):
            return values[:k], found[:, zeros.shape[1] :][:, :k]
        others = np.linalg.qr(np.hstack([found, vectors]))[0][:, zeros.shape[1] :]
        values, rotation = np.linalg.eigh(others.T @ (laplacian @ others))
        found = np.hstack([zeros, others @ rotation])


def _largest(apply: Callable[[Vector], Vector], without: Basis, k: int) -> Basis:
    """The k first eigenvectors of `apply` among those orthogonal to some."""

    def project(x: Vector) -> Vector:
        return x - without @ (without.T @ x)

    count = len(without)
    start = project(np.random.default_rng(0).standard_normal(count))
    operator = LinearOperator(
        (count, count), matvec=lambda x: project(apply(project(x.reshape(-1)))), dtype=np.float64
    )
    members = min(count - 1, max(2 * k + 1, 40))
    return eigsh(operator, k, which="LA", v0=start, ncv=members, maxiter=RESTARTS)[1]


def _settled(values: Values, vectors: Basis) -> Basis:
    """Eigenvectors of one eigenvalue, taken as equal within 1e-8 of the largest, settled."""
    starts = np.flatnonzero(np.diff(values, prepend=-1) > 1e-8 * max(values.max(initial=0), 1e-300))
    return np.hstack([settled(group) for group in np.split(vectors, starts[1:], axis=1)])
