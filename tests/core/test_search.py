"""Packed rows behave as Python's tuples do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.search import find_rows, finder, pack, unique_rows

HUGE = 2**63 - 1
small = st.integers(0, 3)
labels = small | st.integers(HUGE - 3, HUGE) | st.integers(0, HUGE)


@st.composite
def tables(draw: st.DrawFn, count: int = 1) -> list[np.ndarray]:
    """Tables of one width, up to 12 columns, with labels up to the largest int64."""
    width = draw(st.integers(1, 12))
    row = st.lists(labels, min_size=width, max_size=width)
    drawn = [draw(st.lists(row, max_size=20)) for _ in range(count)]
    return [np.array(rows, dtype=np.int64).reshape(-1, width) for rows in drawn]


def tuples(rows: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(row) for row in rows.tolist()]


@given(tables())
def test_keys_are_ordered_as_tuples_are(drawn):
    rows, keys = tuples(drawn[0]), pack(drawn[0]).tolist()
    for i in range(len(rows)):
        for j in range(len(rows)):
            assert (keys[i] < keys[j]) == (rows[i] < rows[j])
            assert (keys[i] == keys[j]) == (rows[i] == rows[j])


@given(tables())
def test_unique_rows_is_a_sorted_set(drawn):
    assert tuples(unique_rows(drawn[0])) == sorted(set(tuples(drawn[0])))


@given(tables(count=2))
def test_find_rows_is_a_dictionary(drawn):
    rows, table = drawn[0], unique_rows(drawn[1])
    rows = np.concatenate([rows, table[::-1]])
    known = {row: place for place, row in enumerate(tuples(table))}
    assert find_rows(rows, table).tolist() == [known.get(row, -1) for row in tuples(rows)]


def test_many_wide_rows_of_huge_labels():
    """More rows than the spare bits of an int64 can number beside a label."""
    rows = np.random.default_rng(0).integers(HUGE - 50, HUGE, size=(5000, 9))
    rows = np.concatenate([rows, rows[:100]])
    assert tuples(unique_rows(rows)) == sorted(set(tuples(rows)))


@pytest.mark.parametrize("shape", [(0, 3), (0, 0)])
def test_nothing_at_all(shape):
    empty = np.zeros(shape, dtype=np.int64)
    assert pack(empty).shape == (0,)
    assert unique_rows(empty).shape == shape
    assert find_rows(empty, empty).shape == (0,)


def test_rows_without_columns_are_one_row():
    assert unique_rows(np.zeros((4, 0), dtype=np.int64)).shape == (1, 0)


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64])
def test_narrow_integers_do_not_overflow(dtype):
    rows = np.array([[127, 127, 127, 127], [0, 0, 0, 1], [127, 127, 127, 126]], dtype=dtype)
    assert np.argsort(pack(rows)).tolist() == [1, 2, 0]


@given(tables(count=2), st.sampled_from([8, 2**20, 2**40]))
def test_finder_looks_up_bisects_and_ranks_alike(drawn, base):
    rows, table = drawn[0] % 8, unique_rows(drawn[1] % 8)
    known = {row: place for place, row in enumerate(tuples(table))}
    found = finder(table, base)(rows)
    assert found.tolist() == [known.get(row, -1) for row in tuples(rows)]
    assert found.dtype == np.int64
