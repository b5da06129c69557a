"""Tangent frames of points: the directions in which the neighbours of each are spread the most."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int
from scipy.linalg import eigh
from scipy.spatial import cKDTree

Points = Float[np.ndarray, "n p"]
Frames = Float[np.ndarray, "n p d"]
Pairs = Int[np.ndarray, "pairs 2"]
FAINT = 1e-5
ROOM = 4_000_000  # numbers of one batch of neighbourhoods
TREE = 20  # in more dimensions a tree looks at all points, one by one


def tangent_frames(points: Points, pairs: Pairs, dimension: int) -> Frames:
    """An orthonormal frame (p, dimension) at each point, by local principal component analysis: the
    leading left singular vectors of the differences to its neighbours (Singer and Wu 2012, "Vector
    diffusion maps and the connection Laplacian").

    pairs: (pairs, 2), a point and one of its neighbours, sorted by the point.

    A point with under `dimension` neighbours has its `dimension` nearest points as neighbours too.
    Neighbours that span less leave room for the principal directions of the whole cloud. The entry
    of a direction that is largest in size is positive.
    """
    whole = FAINT * _principal(points, dimension)
    pairs = _complete(points, pairs, dimension)
    many = np.bincount(pairs[:, 0], minlength=len(points))
    bounds = np.cumsum(many) - many
    frames = np.empty((len(points), points.shape[1], dimension))
    for count in np.unique(many):
        alike = np.flatnonzero(many == count)
        batches = -(-len(alike) * (count + dimension) * points.shape[1] // ROOM)
        for some in np.array_split(alike, max(batches, 1)):
            near = pairs[bounds[some][:, None] + np.arange(count), 1]
            frames[some] = _frames(points[near] - points[some][:, None], whole)
    return frames


def _frames(
    apart: Float[np.ndarray, "some count p"], whole: Float[np.ndarray, "d p"]
) -> Float[np.ndarray, "some p d"]:
    size = np.linalg.norm(apart, axis=(1, 2), keepdims=True)
    scaled = np.divide(apart, size, out=np.zeros_like(apart), where=size > 0)
    spread = np.broadcast_to(whole, (len(apart), *whole.shape))
    frame = np.linalg.svd(np.concatenate([scaled, spread], axis=1), full_matrices=False)[2]
    frame = np.swapaxes(frame[:, : len(whole)], 1, 2)
    largest = np.take_along_axis(frame, abs(frame).argmax(axis=1)[:, None], axis=1)
    return frame * np.where(largest < 0, -1.0, 1.0)


def _principal(points: Points, dimension: int) -> Float[np.ndarray, "d p"]:
    """The first principal directions of the cloud as rows, each half as long as the one before."""
    centred = points - points.mean(axis=0)
    last = centred.shape[1] - 1
    vectors = eigh(centred.T @ centred, subset_by_index=[last - dimension + 1, last])[1][:, ::-1]
    return (vectors * 0.5 ** np.arange(dimension)).T


def _complete(points: Points, pairs: Pairs, dimension: int) -> Int[np.ndarray, "more 2"]:
    """With the nearest points as neighbours where there are too few."""
    poor = np.flatnonzero(np.bincount(pairs[:, 0], minlength=len(points)) < dimension)
    count = min(dimension + 1, len(points))
    near = _nearest(points, poor, count)
    more = np.column_stack([np.repeat(poor, count), near.reshape(-1)])
    more = more[more[:, 0] != more[:, 1]]
    return np.unique(np.concatenate([pairs, more]), axis=0)


def _nearest(points: Points, some: Int[np.ndarray, "m"], count: int) -> Int[np.ndarray, "m count"]:
    """The points nearest to some of them, themselves among them, in no order."""
    if not len(some) or points.shape[1] <= TREE:
        return cKDTree(points).query(points[some], k=[*range(1, count + 1)])[1]
    squares = (points * points).sum(axis=1)
    near = np.empty((len(some), count), dtype=np.int64)
    for rows in np.array_split(np.arange(len(some)), -(-len(some) * len(points) // ROOM)):
        apart = squares - 2 * points[some[rows]] @ points.T
        apart[np.arange(len(rows)), some[rows]] = -np.inf
        near[rows] = np.argpartition(apart, count - 1, axis=1)[:, :count]
    return near
