"""Spectral layouts of connected graphs: the smoothest coordinates that vertices can have."""

from __future__ import annotations

from collections import Counter

import numpy as np
from jaxtyping import Float
from scipy.sparse import csr_array

from tdlviz.views.components import Drawn
from tdlviz.views.spring import spring

SMALL = 200
PIVOTS = 30
SMOOTHINGS = 10
APPROXIMATED = f"Components approximated in the span of distances from {PIVOTS} vertices"
ARBITRARY = "Components drawn by springs, as an eigenvalue has more eigenvectors than are drawn"
SHAKEN = "Components shaken a little, as an eigenvalue has more eigenvectors than are drawn"
SHARED = "Vertices that shared a place and are spread around it"

Columns = Float[np.ndarray, "n columns"]


def spectral(graph: csr_array, dim: int, few: bool) -> Drawn:
    """The first `dim` eigenvectors of the random walk's Laplacian I - D⁻¹A after the constant one
    (Koren, "Drawing graphs by eigenvectors: theory and practice", 2005).

    Where an eigenvalue has more eigenvectors than are drawn, any choice would be arbitrary: such a
    graph is drawn by springs. Vertices that share a place are spread around it.
    few: whether there is time for all this. Otherwise noise instead of springs, and above `SMALL`
    vertices the best vectors in the span of the distances from `PIVOTS` vertices far from each
    other (Koren, "Graph drawing by subspace optimization", 2004).
    """
    told = Counter[str]()
    if few or graph.shape[0] <= SMALL:
        values, vectors = _eigenvectors(graph, dim)
        if len(values) > dim and values[dim] - values[dim - 1] < 1e-9:
            if few:
                return spring(graph, dim)[0], Counter({ARBITRARY: 1})
            vectors = _shaken(vectors)
            told[SHAKEN] = 1
    else:
        vectors = _approximated(graph, dim)
        told[APPROXIMATED] = 1
    places, shared = spread(_signed(vectors[:, :dim]))
    return places, told + Counter({SHARED: shared})


def _eigenvectors(graph: csr_array, dim: int) -> tuple[Float[np.ndarray, "values"], Columns]:
    """One eigenvalue more than is drawn, if there is one; the columns are `dim` or more."""
    from scipy.linalg import eigh

    size, root = graph.shape[0], np.sqrt(graph.sum(axis=1))
    laplacian = np.eye(size) - graph.toarray() / np.outer(root, root)
    values, vectors = eigh(laplacian, subset_by_index=[1, min(dim + 1, size - 1)])
    missing = np.zeros((size, max(0, dim - len(values))))
    return values, np.hstack([vectors / root[:, None], missing])


def _approximated(graph: csr_array, dim: int) -> Columns:
    degrees = graph.sum(axis=1)
    root = np.sqrt(degrees)[:, None]
    span = _distances(graph)
    for _ in range(SMOOTHINGS):
        span = (span + (graph @ span) / degrees[:, None]) / 2
    basis = np.linalg.qr(np.hstack([root, root * span]))[0][:, 1:]
    quotients = basis.T @ (basis - (graph @ (basis / root)) / root)
    best = np.linalg.eigh((quotients + quotients.T) / 2)[1][:, :dim]
    return (basis @ best) / root


def _distances(graph: csr_array) -> Columns:
    """Numbers of edges from vertices each of which is as far as can be from all before it."""
    from scipy.sparse.csgraph import dijkstra

    pivot, nearest, found = 0, np.inf, []
    for _ in range(PIVOTS):
        found.append(dijkstra(graph, directed=False, unweighted=True, indices=pivot))
        nearest = np.minimum(nearest, found[-1])
        pivot = int(nearest.argmax())
    return np.stack(found, axis=1)


def _shaken(vectors: Columns) -> Columns:
    noise = np.random.default_rng(0).normal(size=vectors.shape)
    return vectors + 0.1 * np.ptp(vectors, axis=0).max() * noise


def _signed(vectors: Columns) -> Columns:
    # An eigenvector has no sign of its own: make the largest entry positive, so that pictures
    # repeat. Of entries that are as large but for rounding, the first counts.
    size = np.abs(vectors)
    first = (size >= size.max(axis=0) * (1 - 1e-6)).argmax(axis=0)
    return vectors * np.where(np.take_along_axis(vectors, first[None], axis=0) < 0, -1, 1)


def spread(places: Columns) -> tuple[Columns, int]:
    """Places of which no two are the same: those that share one lie around it like the seeds of a
    sunflower (Vogel, "A better way to construct the sunflower head", 1979). Also tells how many.
    """
    size = np.ptp(places, axis=0).max() or 1.0
    rounded = np.round(places / size, 10)
    _, group, counts = np.unique(rounded, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    order = np.argsort(group, kind="stable")
    seed = np.empty(len(group), dtype=np.int64)
    seed[order] = np.arange(len(group)) - (np.cumsum(counts) - counts)[group[order]]
    many = counts[group]
    radius = size * np.minimum(0.02 * np.sqrt(many), 0.15) * np.sqrt((seed + 0.5) / many)
    angle = seed * np.pi * (3 - np.sqrt(5))
    moved = places.copy()
    moved[:, :2] += np.where(many > 1, radius * [np.cos(angle), np.sin(angle)], 0).T
    return moved, int((many > 1).sum())
