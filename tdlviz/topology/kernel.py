"""The kernel of a sparse matrix, exactly and whatever its dimension."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float, Int
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from tdlviz.core.errors import TooLarge
from tdlviz.topology.block_solver import Solver, block_solver
from tdlviz.topology.harmonic import settled

TOLERANCE = 1e-6
"""Singular values below this share of a bound on the largest are none."""
DENSE = 400  # parts of up to so many columns: all eigenvectors at once are quicker
SPARE = 4  # a random square matrix may be nearly singular; with so many more rows it is not
MAX_NUMBERS = 100_000_000
Basis = Float[np.ndarray, "columns _"]
Part = tuple[Int[np.ndarray, "columns"], Basis]


def kernel(matrix: csr_array, size: int = 1) -> csc_array:
    """An orthonormal basis of the x with `matrix` x = 0, as sparse columns: parts of the matrix
    that have nothing to do with each other are looked at one by one.

    Within a part the basis is settled as that of `harmonic`. Singular values below `TOLERANCE`
    times the root of the largest absolute row sum of MᵀM, which bounds the largest, count as zero.

    size: how many columns at a time belong together, as those of a stalk do: iterations are
          preconditioned by such blocks of MᵀM.

    Raises `TooLarge` for a connected part whose kernel has no basis of at most 1e8 numbers.
    """
    gram = csr_array(matrix.T.tocsr() @ matrix)
    least = TOLERANCE**2 * float(abs(gram).sum(axis=0).max(initial=0))
    rows, columns, entries, count = [], [], [], 0
    for part, basis in _kernels(matrix, gram, least, size):
        row, column = np.nonzero(basis)
        rows.append(part[row])
        columns.append(column + count)
        entries.append(basis[row, column])
        count += basis.shape[1]
    free = np.flatnonzero(np.diff(gram.indptr) == 0)
    place = [*rows, free], [*columns, count + np.arange(len(free))]
    values = np.concatenate([*entries, np.ones(len(free))])
    shape = (matrix.shape[1], count + len(free))
    return coo_array((values, tuple(map(np.concatenate, place))), shape=shape).tocsc()


def _kernels(matrix: csr_array, gram: csr_array, least: float, size: int) -> Iterator[Part]:
    by_column = matrix.tocsc()
    for part in _parts(gram):
        if len(part) <= 2 * DENSE:
            values, vectors = np.linalg.eigh(gram[part][:, part].toarray())
            yield part, settled(vectors[:, values <= least])
        else:
            own = by_column[:, part].tocsr()
            solve = block_solver(own, gram[part][:, part], part // size)
            yield part, settled(_projected(own, solve, least))


def _parts(gram: csr_array) -> Iterator[Int[np.ndarray, "columns"]]:
    """Connected parts of more than `DENSE` columns, and bundles of smaller ones of up to twice."""
    there = np.flatnonzero(np.diff(gram.indptr))
    if not len(there):
        return
    label = connected_components(gram[there][:, there], directed=False)[1]
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label)
    large = sizes > DENSE
    small = np.where(large, 0, sizes)
    bundle = np.where(large, -1, (np.cumsum(small) - small) // DENSE)
    bundle[large] = bundle.max() + 1 + np.arange(large.sum())
    order = order[np.argsort(bundle[label[order]], kind="stable")]
    of = bundle[label[order]]
    for part in np.split(order, np.flatnonzero(np.diff(of)) + 1):
        yield np.sort(there[part])


def _projected(matrix: csr_array, solve: Solver, least: float) -> Basis:
    """The kernel as the span of the kernel's parts of random vectors, more than it has dimensions,
    made exact within what they span (Rayleigh and Ritz)."""
    count, many = matrix.shape[1], 8
    while True:
        if count * min(many, count) > MAX_NUMBERS:
            given = f"more than {many // 2 - SPARE:,} dimensions in a part of {count:,} columns"
            raise TooLarge("a kernel", given, f"at most {MAX_NUMBERS:,} numbers at once")
        x = np.random.default_rng(0).standard_normal((count, min(many, count)))
        u, s, _ = np.linalg.svd(x - solve(matrix @ x), full_matrices=False)
        spanned = u[:, s > TOLERANCE * np.sqrt(count)]
        image = matrix @ spanned
        values, vectors = np.linalg.eigh(image.T @ image)
        found = spanned @ vectors[:, values <= least]
        if found.shape[1] + SPARE <= many or many >= count:
            return found
        many *= 2
