"""Sets of rows that share a column: listed, reduced to the least value of each, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from scipy import sparse
from scipy.special import comb

from tdlviz.core.search import pack
from tdlviz.lift.expansion import BLOCK, blocks
from tdlviz.lift.expected import Limit

SAMPLES = 2000
"""So many sets are drawn to foresee how many there are."""
CHEAP = 1_000_000
"""So many sets are listed to count the different ones among them: about 0.3 s."""
Value = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Columns:
    """Column j holds the rows `rows[offsets[j]:offsets[j + 1]]`, by increasing `values`."""

    height: int
    rows: Int[np.ndarray, "total"]
    values: Float[np.ndarray, "total"]
    offsets: Int[np.ndarray, "bounds"]

    @classmethod
    def of(cls, matrix: Float[np.ndarray, "n m"]) -> Columns:
        """The finite entries of a dense matrix."""
        across = np.ascontiguousarray(matrix.T)
        order = np.argsort(across, axis=1, kind="stable")
        values = np.take_along_axis(across, order, axis=1)
        there = values < np.inf
        offsets = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
        return cls(len(matrix), order[there], values[there], offsets)

    def up_to(self, most: float) -> Columns:
        """Only the entries of at most `most`."""
        near = self.values <= most
        offsets = np.concatenate([[0], np.cumsum(near)])[self.offsets]
        return Columns(self.height, self.rows[near], self.values[near], offsets)

    def dense(self) -> Float[np.ndarray, "n m"]:
        """The matrix of all values, infinite where a column lacks a row."""
        matrix = np.full((self.height, len(self.sizes)), np.inf)
        matrix[self.rows, np.repeat(np.arange(len(self.sizes)), self.sizes)] = self.values
        return matrix

    @property
    def sizes(self) -> Int[np.ndarray, "m"]:
        """How many rows each column has."""
        return np.diff(self.offsets)

    def sets(self, width: int) -> float:
        """How many sets of `width` rows the columns have, counted in each anew."""
        return float(comb(self.sizes, width).sum())

    def bound(self, max_dim: int) -> float:
        """No more different sets of up to `max_dim` + 1 rows than this are in the columns."""
        widths = range(1, max_dim + 2)
        return sum(min(self.sets(width), float(comb(self.height, width))) for width in widths)


def subsets(sizes: Int[np.ndarray, "m"], width: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Every set of `width` places below the size of a column, in blocks: columns and places."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    first = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    yield from _completed(sizes, owner, first[:, None], width)


def _completed(
    sizes: np.ndarray, owner: np.ndarray, places: np.ndarray, width: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    if places.shape[1] == width:
        yield owner, places
        return
    later = sizes[owner] - 1 - places[:, -1]
    for start, stop in blocks(comb(later, width - places.shape[1])):
        counts = later[start:stop]
        chosen = np.repeat(np.arange(start, stop), counts)
        step = np.arange(len(chosen)) - np.repeat(np.cumsum(counts) - counts, counts)
        longer = np.column_stack([places[chosen], places[chosen, -1] + 1 + step])
        yield from _completed(sizes, owner[chosen], longer, width)


def least(
    columns: Columns, width: int, value: Value, most: float, limit: Limit, found: int
) -> tuple[Int[np.ndarray, "sets width"], Float[np.ndarray, "sets"]]:
    """The different sets of `width` rows, sorted, each with its least value over all columns.

    value: from columns and places in them to values; those above `most` do not count.
    Raises `TooLarge` where they are, with those `found` before, more than the limit.
    """
    rows, values = np.zeros((0, width), dtype=np.int64), np.zeros(0)
    fresh: list[tuple[np.ndarray, np.ndarray]] = []
    for owner, places in subsets(columns.sizes, width):
        own = value(owner, places)
        near = own <= most
        sets = columns.rows[columns.offsets[owner[near], None] + places[near]]
        fresh.append(_different(np.sort(sets, axis=1), own[near]))
        if sum(len(part[0]) for part in fresh) > max(len(rows), BLOCK):
            rows, values, fresh = *_merged([(rows, values), *fresh]), []
            limit.check_found(found + len(rows))
    rows, values = _merged([(rows, values), *fresh])
    limit.check_found(found + len(rows))
    return rows, values


def _merged(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return _different(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _different(rows: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different rows in lexicographic order with the least of their values."""
    keys = pack(rows)
    order = np.lexsort((values, keys))
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = np.diff(keys[order]) != 0
    return rows[order[fresh]], values[order[fresh]]


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
