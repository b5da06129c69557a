"""Topological point cloud clustering: points by the holes that their surroundings go around."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, whole_number
from tdlviz.core.errors import InvalidInput, MissingPackage
from tdlviz.core.field import Field
from tdlviz.topology.faces import check_rank
from tdlviz.topology.harmonic import harmonic
from tdlviz.topology.incidence import incidence

FAINT = 0.25  # cells whose harmonic values are so far below the typical are around no hole


def topological_signature(cx: Complex | Any, ranks: Iterable[int] | Any | None = None) -> Field:
    """For each vertex and rank, the shares of its cells around each hole: a vector field on rank 0.

    The rows of the harmonic basis of a rank are the features of its cells, which lie on few lines
    through the origin; the cells are clustered by line, faint ones apart, and each vertex counts
    the clusters of its cells, in shares of their number (Grande and Schaub 2023).

    ranks: None for all below the highest, where a complex that is cut off at a dimension has holes
           of its own. Ranks without a hole, and rank 0 of a connected complex, are left out.

    Raises `InvalidInput` as `harmonic` does, `MissingPackage` where scikit-learn is not installed.
    """
    check_rank("topological_signature", cx, 0)
    asked = (
        range(max(cx.dim, 1)) if ranks is None else listed("topological_signature(ranks)", ranks)
    )
    chosen = [check_rank("topological_signature(ranks=…)", cx, rank) for rank in asked]
    shares = [np.zeros((cx.counts[0], 0)), *(_shares(cx, rank) for rank in chosen)]
    return Field("signature", np.hstack(shares), 0, kind="vector")


def cluster(
    cx: Complex | Any,
    clusters: int | Any,
    ranks: Iterable[int] | Any | None = None,
    seed: int | Any = 0,
) -> Field:
    """Clusters of the vertices by their `topological_signature`, as labels 0, 1, … in the order of
    first appearance: Topological Point Cloud Clustering (Grande and Schaub 2023), by k-means.

    Raises `InvalidInput` for a number of clusters below 1 or above the number of different
    signatures, `MissingPackage` where scikit-learn is not installed.
    """
    clusters = whole_number("cluster(clusters=…)", clusters, 1)
    seed = whole_number("cluster(seed=…)", seed, 0, 2**32 - 1)
    features = topological_signature(cx, ranks).values
    different = len(np.unique(features, axis=0)) if len(features) else 0
    if clusters > different:
        rule = f"there are {different} different signatures"
        raise InvalidInput("cluster(clusters=…)", clusters, rule)
    labels = _kmeans(features, clusters, seed) if features.shape[1] else np.zeros(len(features))
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    return Field("cluster", np.argsort(np.argsort(first))[place], 0, kind="label")


def _shares(cx: Complex, rank: int) -> Float[np.ndarray, "vertices lines"]:
    features = harmonic(cx, rank).values
    holes = features.shape[1]
    if holes == 0 or (rank == 0 and holes == 1):
        return np.zeros((cx.counts[0], 0))
    lines = _lines(features)
    chosen = np.eye(holes + 1)[lines]
    if rank == 0:
        return chosen
    counted = incidence(cx, 0, rank) @ chosen
    return counted / np.maximum(counted.sum(axis=1, keepdims=True), 1)


def _lines(features: Float[np.ndarray, "cells holes"]) -> Int[np.ndarray, "cells"]:
    """Cells by line through the origin, 1, 2, …; 0 for the faint ones.

    v and -v are the same line: the matrix v vᵀ / |v|² stands for it."""
    size = np.linalg.norm(features, axis=1)
    typical = (size**3).sum() / (size**2).sum()  # the mean where the values are, not the cells
    loud = size > FAINT * typical
    unit = features[loud] / size[loud, None]
    squares = (unit[:, :, None] * unit[:, None, :]).reshape(len(unit), -1)
    lines = np.zeros(len(features), dtype=np.int64)
    lines[loud] = 1 + _kmeans(squares, min(features.shape[1], len(unit)), 0)
    return lines


def _kmeans(features: Float[np.ndarray, "n d"], clusters: int, seed: int) -> Int[np.ndarray, "n"]:
    try:
        from sklearn.cluster import KMeans
    except ImportError as error:
        rule = "pip install 'tdlviz[lab]'"
        raise MissingPackage("cluster", "no scikit-learn", rule) from error
    found = KMeans(clusters, n_init=10, random_state=seed).fit_predict(features)
    return np.asarray(found, dtype=np.int64)
