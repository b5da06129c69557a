"""How many different sets of rows share a column, without listing them all."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int
from scipy import sparse
from scipy.special import comb

from tdlviz.lift.expected import Limit
from tdlviz.lift.subsets import Columns, least

SAMPLES = 2000
"""So many sets are drawn to foresee how many there are."""
CHEAP = 1_000_000
"""So many sets are listed to count the different ones among them: about 0.3 s."""


def draw(
    columns: Columns, width: int, samples: int, random: np.random.Generator
) -> tuple[Int[np.ndarray, "samples"], Int[np.ndarray, "samples width"]]:
    """Columns and places in them: each set of each column is equally likely."""
    weights = comb(columns.sizes, width)
    owner = random.choice(len(weights), samples, p=weights / weights.sum())
    places = np.zeros((samples, 0), dtype=np.int64)
    for taken in range(width):  # a place among those left, moved beyond those taken before it
        place = (random.random(samples) * (columns.sizes[owner] - taken)).astype(np.int64)
        for before in np.sort(places, axis=1).T:
            place += place >= before
        places = np.column_stack([places, place])
    return owner, np.sort(places, axis=1)


def count_sets(columns: Columns, width: int, seed: int = 0) -> tuple[float, float]:
    """How many different sets of `width` rows the columns have, and the standard error of that.

    A set drawn from a column at random counts by one over the number of columns that have it (Karp,
    Luby and Madras, "Monte-Carlo approximation algorithms for enumeration problems", 1989).
    """
    total = columns.sets(width)
    if total <= CHEAP:
        unlimited = Limit(CHEAP, "expect", "")
        sets = least(columns, width, lambda owner, _: np.zeros(len(owner)), 0.0, unlimited, 0)[0]
        return float(len(sets)), 0.0
    owner, places = draw(columns, width, SAMPLES, np.random.default_rng(seed))
    sets = columns.rows[columns.offsets[owner, None] + places]
    shape = (columns.height, len(columns.sizes))
    column = np.repeat(np.arange(shape[1]), columns.sizes)
    ones = np.ones(len(column), dtype=np.int32)
    table = sparse.csr_array((ones, (columns.rows, column)), shape=shape)
    shared = table[sets[:, 0]]
    for other in sets.T[1:]:
        shared = shared.multiply(table[other])
    share = 1 / np.asarray(shared.sum(axis=1)).reshape(-1)
    return total * share.mean(), total * share.std() / np.sqrt(SAMPLES)
