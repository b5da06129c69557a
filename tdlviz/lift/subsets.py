"""Sets of rows that share a column: listed, and reduced to the least value of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from scipy.special import comb

from tdlviz.core.search import pack
from tdlviz.lift.expansion import BLOCK, blocks
from tdlviz.lift.expected import Limit

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
