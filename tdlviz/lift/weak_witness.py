"""The weak witness complex: a simplex for every set of landmarks that are nearest to a witness.

A witness need not have them nearest exactly: its other landmarks may be nearer by a relaxation.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from jaxtyping import Bool, Float

from tdlviz.core.door import MOST
from tdlviz.core.search import find_rows
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.subset_count import CHEAP, draw
from tdlviz.lift.subsets import Columns, Value, least

LOOKED_AT = 100
"""So many sets of witnesses may be looked at for each cell that is allowed."""


def weak_witness_cells(
    squares: Float[np.ndarray, "landmarks witnesses"], most: float, max_dim: int, limit: Limit
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Simplices by rank, and the least relaxation of squares that witnesses each and its faces."""
    ranks: list[np.ndarray] = []
    births: list[np.ndarray] = []
    found, every = 0, Columns.of(squares)
    for width in range(1, max_dim + 2):
        columns, value = near_enough(every, width, most)
        rows, values = least(columns, width, value, most, limit, found)
        for vertex in range(width if ranks else 0):
            facet = find_rows(np.delete(rows, vertex, axis=1), ranks[-1])
            values = np.maximum(values, np.append(births[-1], np.inf)[facet])
        ranks.append(rows[values < np.inf])
        births.append(values[values < np.inf])
        found += len(ranks[-1])
    return ranks, births


def near_enough(every: Columns, width: int, most: float) -> tuple[Columns, Value]:
    """Landmarks that may lie in a set of `width` of a witness, and the relaxation that it needs.

    Among the `width` + 1 nearest landmarks one is left out of the set, so the furthest in the set
    is no further than the last of them, relaxed.
    """
    height = every.height
    values = every.values.reshape(-1, height)
    outside = values[:, min(width, height - 1)]
    near = values <= (outside + most)[:, None]
    offsets = np.concatenate([[0], np.cumsum(near.sum(axis=1))])
    kept = Columns(height, every.rows[near.reshape(-1)], values[near], offsets)

    def relaxation(owner: np.ndarray, places: np.ndarray) -> np.ndarray:
        # The nearest landmark outside comes after as many as the set has from the start on.
        run = np.cumprod(places == np.arange(width), axis=1).sum(axis=1)
        if width == height:
            return np.zeros(len(owner))
        return np.maximum(values[owner, places[:, -1]] - values[owner, run], 0.0)

    return kept, relaxation


def expected_weak(
    squares: Float[np.ndarray, "landmarks witnesses"], most: float, max_dim: int
) -> tuple[Expected, float]:
    """The expected simplices by rank, and the standard error of their total."""
    every, widths = Columns.of(squares), range(1, max_dim + 2)
    near = [near_enough(every, width, most) for width in widths]
    if sum(columns.sets(width) for width, (columns, _) in enumerate(near, 1)) <= CHEAP:
        unlimited = Limit(MOST, "expect", "")
        found = weak_witness_cells(squares, most, max_dim, unlimited)[0]
        return Expected(tuple(map(len, found)), (True,) * len(found)), 0.0
    samples = int(np.clip(1_000_000 // squares.shape[1], 20, 500))
    nearest = every.rows.reshape(-1, len(squares)).T[: max_dim + 2]
    counts, errors = [], []
    for width, (columns, value) in enumerate(near, 1):
        total = columns.sets(width)
        if total == 0:
            counts.append(0.0)
            continue
        owner, places = draw(columns, width, samples, np.random.default_rng(width))
        sets = columns.rows[columns.offsets[owner, None] + places]
        # As in `count_sets`: by one over the number of witnesses from which it might be drawn.
        witnesses = _witnesses(squares, nearest, sets, most).sum(axis=1)
        share = (value(owner, places) <= most) / np.maximum(witnesses, 1)
        for size in range(1, width):
            for face in combinations(range(width), size):
                share *= _witnesses(squares, nearest, sets[:, face], most).any(axis=1)
        counts.append(min(total * share.mean(), comb(len(squares), width)))
        errors.append(total * share.std() / np.sqrt(samples))
    sure = (False,) * (max_dim + 1)
    return Expected(tuple(map(round, counts)), sure), float(sum(errors))


def check_weak(
    squares: Float[np.ndarray, "landmarks witnesses"], most: float, max_dim: int, limit: Limit
) -> None:
    """Raise `TooLarge` where there are very probably too many simplices, or sets to look at."""
    every, widths = Columns.of(squares), range(1, max_dim + 2)
    sets = [near_enough(every, width, most)[0].sets(width) for width in widths]
    if sum(sets) > LOOKED_AT * limit.cells:
        limit.refuse(f"{sum(sets):,.0f} sets of a witness to look at, 100 for each cell allowed")
    if sum(sets) > limit.cells:
        expected, error = expected_weak(squares, most, max_dim)
        if expected.total - 3 * error > limit.cells:
            limit.check(expected)


def _witnesses(
    squares: Float[np.ndarray, "landmarks witnesses"],
    nearest: np.ndarray,
    sets: np.ndarray,
    most: float,
) -> Bool[np.ndarray, "sets witnesses"]:
    """Which witnesses each set has."""
    furthest = squares[sets].max(axis=1)
    outside = np.full(furthest.shape, np.inf)
    for landmark in nearest[: sets.shape[1] + 1][::-1]:
        away = ~(sets[:, :, None] == landmark).any(axis=1)
        outside = np.where(away, squares[landmark, np.arange(squares.shape[1])], outside)
    return np.maximum(furthest - outside, 0.0) <= most
