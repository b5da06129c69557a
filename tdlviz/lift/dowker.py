"""The Dowker complex of a relation: a simplex for every set of rows that share a column."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import comb

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_number, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.edges import Edges
from tdlviz.lift.expansion import expand
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.filtered import filtered
from tdlviz.lift.relation import related
from tdlviz.lift.subset_count import CHEAP, count_sets
from tdlviz.lift.subsets import Columns, least

DENSE = 2**25
"""So many entries of a relation are laid out as a matrix (256 MB) where that saves time."""
LISTED = 100
"""Listing and sorting a set that a column has takes as long as looking at so many columns."""


def dowker(
    relation: ArrayLike | Any,
    max_birth: float | Any | None = None,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """The Dowker complex of a relation between n rows and m columns (Dowker, 1952).

    relation:  (n, m) bools, whether row i and column j are related: a complex without births; or
               floats, when they become related, infinite where never: rows enter together as soon
               as they share a column (Chowdhury and Mémoli, "A functorial Dowker theorem", J. Appl.
               Comput. Topology 2, 2018). Dense, or scipy sparse, where what is not stored is
               never related. Integers are refused, as 0 might mean either.
    max_birth: what enters later is left out. None: the least value at which one column has all
               rows; from then on the complex is a simplex, and nothing is born or dies.
    max_dim:   highest rank. Ranks without cells stay, so that names do not come and go.

    Vertex i is row i. Rows that are never related are no vertices: then the others are numbered in
    order and their rows kept in the label field `vertex`. The dual complex, of the columns, is
    `dowker(relation.T)`; it has the same persistence diagram in every dimension below `max_dim`.
    Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
    """
    limit = Limit(
        whole_number("dowker(max_cells=…)", max_cells, 1), "dowker", "lower max_dim or max_birth"
    )
    columns, weighted, max_dim = _checked(relation, max_birth, max_dim)
    check_sets(columns, max_dim, limit)
    ranks, births = dowker_cells(columns, max_dim, limit)
    names = ranks[0][:, 0]
    numbered = [np.searchsorted(names, rows) for rows in ranks]
    label = [Field("vertex", names, 0, kind="label")] if names[-1] >= len(names) else []
    return filtered(numbered, births if weighted else (), None, *label)


def dowker_counts(
    relation: ArrayLike | Any, max_birth: float | Any | None = None, max_dim: int | Any = 2
) -> Expected:
    """How many cells `dowker` will make: exact where that is cheap, else unbiased estimates."""
    columns, _, max_dim = _checked(relation, max_birth, max_dim)
    return expected_sets(columns, max_dim)[0]


def _checked(relation: Any, max_birth: Any, max_dim: Any) -> tuple[Columns, bool, int]:
    max_dim = whole_number("dowker(max_dim=…)", max_dim, 0, MAX_DIM)
    columns, weighted = related("dowker(relation)", relation)
    if max_birth is None:
        return columns.up_to(full_column(columns)), weighted, max_dim
    if not weighted:
        raise InvalidInput("dowker(max_birth=…)", max_birth, "a relation of bools has no births")
    near = columns.up_to(real_number("dowker(max_birth=…)", max_birth, endless=True))
    if len(near.rows) == 0:
        given = f"{max_birth}, the first birth is {columns.values.min()}"
        raise InvalidInput("dowker(max_birth=…)", given, "at least one row is needed")
    return near, weighted, max_dim


def full_column(columns: Columns) -> float:
    """The least value at which a column has all rows, infinite where none ever has."""
    full = columns.offsets[1:][columns.sizes == columns.height]
    return float(columns.values[full - 1].min(initial=np.inf))


def expected_sets(columns: Columns, max_dim: int) -> tuple[Expected, float]:
    """The expected sets of up to `max_dim` + 1 rows that share a column, and the standard error."""
    vertices = len(np.unique(columns.rows))
    guesses = [count_sets(columns, width) for width in range(2, max_dim + 2)]
    counts = (vertices, *(round(count) for count, _ in guesses))
    sure = (True, *(columns.sets(width) <= CHEAP for width in range(2, max_dim + 2)))
    return Expected(counts, sure), sum(error for _, error in guesses)


def check_sets(columns: Columns, max_dim: int, limit: Limit) -> None:
    """Raise `TooLarge` where there are very probably too many sets, or too many to go through."""
    if columns.bound(max_dim) > limit.cells:
        expected, error = expected_sets(columns, max_dim)
        if expected.total - 3 * error > limit.cells:
            limit.check(expected)


def dowker_cells(
    columns: Columns, max_dim: int, limit: Limit
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The simplices of rows by rank and their births, whichever way is quicker."""
    sets = comb(columns.height, 2) + columns.bound(max_dim)
    listed = sum(columns.sets(width) for width in range(2, max_dim + 2))
    across = len(columns.sizes)
    if columns.height * across <= DENSE and sets * across < LISTED * listed:
        return _searched(columns, max_dim, limit)
    ranks, births, found = [], [], 0

    def last(owner: np.ndarray, places: np.ndarray) -> np.ndarray:
        return columns.values[columns.offsets[owner] + places[:, -1]]

    for width in range(1, max_dim + 2):
        rows, values = least(columns, width, last, np.inf, limit, found)
        found += len(rows)
        ranks.append(rows)
        births.append(values)
    return ranks, births


def _searched(
    columns: Columns, max_dim: int, limit: Limit
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The same, by looking for a column for every clique of the graph of rows that share one."""
    from tdlviz.lift.shared_column import first_shared  # loads numba

    matrix = columns.dense()
    rows = np.flatnonzero(matrix.min(axis=1) < np.inf)
    matrix = matrix[rows]
    order = np.argsort(matrix, axis=1)
    pairs = np.column_stack(np.triu_indices(len(rows), 1))
    values = first_shared(matrix, order, pairs if max_dim else pairs[:0])
    there = np.flatnonzero(values < np.inf)
    edges = Edges(len(rows), pairs[there], values[there])
    ranks, births = expand(
        edges, max_dim, limit, lambda sets, *_: first_shared(matrix, order, sets)
    )
    cells = [rows[cells.flat.reshape(-1, k + 1)] for k, cells in enumerate(ranks)]
    return cells, [matrix.min(axis=1), *map(np.asarray, births[1:])]
