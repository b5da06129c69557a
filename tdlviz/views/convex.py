"""Convex hulls of many small sets of points in the plane, all at once, and discs around them."""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Float, Int

Points = Float[np.ndarray, "_points 2"]
Owners = Int[np.ndarray, "_points"]


def convex(points: Points, owner: Owners) -> tuple[Points, Owners]:
    """The corners of the convex hulls of the points of each owner, anticlockwise, by owner.

    The lower half from left to right and the upper one back (Andrew, "Another efficient algorithm
    for convex hulls in two dimensions", 1979). One point has one corner, points on a line two.
    """
    rows = np.unique(np.column_stack([owner, points + 0.0]), axis=0)  # -0.0 becomes 0.0
    lower, upper = _half(rows), _half(rows[::-1])
    last = _last(lower[:, 0])
    single = last & _last(lower[::-1, 0])[::-1]
    halves = np.concatenate([lower[~last | single], upper[~_last(upper[:, 0])]])
    order = np.argsort(halves[:, 0], kind="stable")
    return halves[order, 1:], halves[order, 0].astype(np.int64)


def _half(rows: Float[np.ndarray, "_points 3"]) -> Float[np.ndarray, "_corners 3"]:
    """Of the points in order, an owner in front of each, those where the way turns left.

    One that does not lies on the far side of its neighbours' line, so all go at the same time.
    """
    while True:
        steps = np.diff(rows[:, 1:], axis=0)
        turn = steps[:-1, 0] * steps[1:, 1] - steps[:-1, 1] * steps[1:, 0]
        straight = (rows[2:, 0] == rows[:-2, 0]) & (turn <= 0)
        if not straight.any():
            return rows
        rows = np.delete(rows, 1 + np.flatnonzero(straight), axis=0)


def _last(owner: np.ndarray) -> Bool[np.ndarray, "_points"]:
    """Which points are the last of their owner."""
    last = np.ones(len(owner), dtype=bool)
    last[:-1] = owner[1:] != owner[:-1]
    return last


def following(owner: Owners) -> Owners:
    """For each corner the next one around its polygon."""
    last = _last(owner)
    first = np.flatnonzero(np.roll(last, 1))
    after = np.arange(1, len(owner) + 1)
    after[last] = first
    return after


def padded(
    corners: Points, owner: Owners, radius: Float[np.ndarray, "_points"], step: float
) -> tuple[Points, Owners]:
    """Convex polygons with a disc moved around them (their Minkowski sum): an arc at each corner,
    in steps of at most the angle `step`."""
    after = following(owner)
    along = corners[after] - corners
    leaving = np.arctan2(along[:, 1], along[:, 0])
    arriving = np.empty_like(leaving)
    arriving[after] = leaving
    turn = (leaving - arriving) % (2 * np.pi)
    turn[turn > np.pi + 1e-6] = 0  # a full turn but for rounding is none
    turn[after == np.arange(len(after))] = 2 * np.pi
    steps = np.ceil(turn / step).astype(np.int64) + 1
    place = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    share = place / np.repeat(np.maximum(steps - 1, 1), steps)
    angle = np.repeat(arriving - np.pi / 2, steps) + share * np.repeat(turn, steps)
    normals = np.column_stack([np.cos(angle), np.sin(angle)])
    discs = np.repeat(radius, steps)[:, None] * normals
    return np.repeat(corners, steps, axis=0) + discs, np.repeat(owner, steps)
