"""The k nearest points of every point, ties in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from tdlviz.core.errors import TooLarge
from tdlviz.lift.expansion import BLOCK
from tdlviz.lift.neighbours import DENSE

TIED = 50_000_000
"""So many neighbours, with all that are as near as the last of them, are sorted (1.2 GB)."""


def nearest_lengths(cloud: Float[np.ndarray, "n d"], k: int) -> Float[np.ndarray, "n k"]:
    """The distances to the k nearest points in increasing order: the first is 0, to itself."""
    if len(cloud) > DENSE:
        return cKDTree(cloud).query(cloud, k)[0].reshape(len(cloud), k)
    return np.concatenate([np.sort(np.partition(d, k - 1)[:, :k]) for _, d in _rows(cloud)])


def nearest(
    asked: str, cloud: Float[np.ndarray, "n d"], k: int
) -> tuple[Int[np.ndarray, "n k"], Float[np.ndarray, "n k"]]:
    """The k < n nearest other points of each, the nearest first, and their distances.

    Of points as far as each other those with lower names come first, whatever finds them.
    """
    if len(cloud) > DENSE:
        return _by_tree(asked, cloud, k)
    names, lengths = [], []
    for start, away in _rows(cloud):
        away[np.arange(len(away)), start + np.arange(len(away))] = np.inf
        near = np.argsort(away, axis=1, kind="stable")[:, :k]
        names.append(near)
        lengths.append(np.take_along_axis(away, near, axis=1))
    return np.concatenate(names), np.concatenate(lengths)


def _rows(cloud: Float[np.ndarray, "n d"]) -> Iterator[tuple[int, Float[np.ndarray, "rows n"]]]:
    """Distances to all points, some points at a time."""
    step = max(1, BLOCK // len(cloud))
    return (
        (start, cdist(cloud[start : start + step], cloud)) for start in range(0, len(cloud), step)
    )


def _by_tree(
    asked: str, cloud: Float[np.ndarray, "n d"], k: int
) -> tuple[Int[np.ndarray, "n k"], Float[np.ndarray, "n k"]]:
    tree = cKDTree(cloud)
    away, found = tree.query(cloud, k + 2)
    # The tree compares squares and breaks ties as it likes: where the next is within a hair of the
    # last, all that are so near are asked for, and the length itself decides.
    reach = np.nextafter(away[:, k] * (1 + 1e-12), np.inf)
    tied = away[:, k + 1] <= reach
    counts = tree.query_ball_point(cloud[tied], reach[tied], return_length=True)
    if counts.sum() > TIED:
        given = f"{counts.sum():,} points that are as near as the {k} nearest"
        raise TooLarge(asked, given, f"at most {TIED:,} are compared: leave out repeated points")
    balls = tree.query_ball_point(cloud[tied], reach[tied])
    clear = np.flatnonzero(~tied)
    point = np.concatenate([np.repeat(clear, k + 1), np.repeat(np.flatnonzero(tied), counts)])
    near = np.concatenate([found[clear, : k + 1].reshape(-1), *balls]).astype(np.int64)
    point, near = point[near != point], near[near != point]
    lengths = np.sqrt(((cloud[point] - cloud[near]) ** 2).sum(axis=1))
    order = np.lexsort((near, lengths, point))
    sizes = np.bincount(point, minlength=len(cloud))
    place = (np.cumsum(sizes) - sizes)[:, None] + np.arange(k)
    return near[order][place], lengths[order][place]
