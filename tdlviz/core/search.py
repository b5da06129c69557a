"""Rows of integers, found by sorting and searching packed keys.

A row of vertices becomes one int64, so that comparing rows is comparing numbers. Where the plain
mixed-radix number would overflow, labels are first replaced by their rank among all labels and the
prefix by its rank among all prefixes, which keeps the lexicographic order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from jaxtyping import Int

Rows = Int[np.ndarray, "rows width"]
_LIMIT = 2**62
_DENSE, _LARGE = 32, 2**24  # a table of all keys is so many times longer than the rows, at most


def pack(rows: Rows) -> Int[np.ndarray, "rows"]:
    """One int64 a row, ordered as the rows are ordered lexicographically. Entries must be >= 0."""
    if rows.shape[1] == 0 or len(rows) == 0:
        return np.zeros(len(rows), dtype=np.int64)
    rows, base = rows.astype(np.int64, copy=False), int(rows.max()) + 1
    if base > _LIMIT // len(rows):  # one more column would not fit, even after ranking the prefix
        labels, ranked = np.unique(rows, return_inverse=True)
        rows, base = ranked.reshape(rows.shape), len(labels)
    key, span = rows[:, 0], base
    for column in rows.T[1:]:
        if span > _LIMIT // base:
            distinct, key = np.unique(key, return_inverse=True)
            span = len(distinct)
        key, span = key * base + column, span * base
    return key


def unique_rows(rows: Rows) -> Int[np.ndarray, "distinct width"]:
    """The distinct rows in lexicographic order."""
    _, first = np.unique(pack(rows), return_index=True)
    return rows[first]


def find_rows(rows: Rows, table: Int[np.ndarray, "known width"]) -> Int[np.ndarray, "rows"]:
    """The place of each row in `table` (distinct, lexicographically sorted), or -1 where absent."""
    if len(table) == 0 or len(rows) == 0:
        return np.full(len(rows), -1, dtype=np.int64)
    return finder(table, int(max(rows.max(initial=0), table.max(initial=0))) + 1)(rows)


def finder(
    table: Int[np.ndarray, "known width"], base: int
) -> Callable[[Rows], Int[np.ndarray, "rows"]]:
    """`find_rows` in one table many times over. The entries of all rows are below `base`."""
    span = base ** table.shape[1]
    if span > _LIMIT:
        return partial(_find_ranked, table)
    known = _key(table, base)
    if span <= min(_DENSE * len(known), _LARGE):  # looking up is ten times quicker than bisecting
        places = np.full(span, -1, dtype=np.int32)
        places[known] = np.arange(len(known), dtype=np.int32)
        return lambda rows: places[_key(rows, base)].astype(np.int64)
    return lambda rows: _bisect(known, _key(rows, base))


def _key(rows: Rows, base: int) -> Int[np.ndarray, "rows"]:
    if rows.shape[1] == 0:
        return np.zeros(len(rows), dtype=np.int64)
    key = rows[:, 0].astype(np.int64)
    for column in rows.T[1:]:
        key *= base
        key += column
    return key


def _find_ranked(table: Int[np.ndarray, "known width"], rows: Rows) -> Int[np.ndarray, "rows"]:
    keys = pack(np.concatenate([table, rows]))
    return _bisect(keys[: len(table)], keys[len(table) :])


def _bisect(
    known: Int[np.ndarray, "known"], wanted: Int[np.ndarray, "wanted"]
) -> Int[np.ndarray, "wanted"]:
    if len(known) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[place] == wanted, place, -1)
