"""Cells stand for a list of vertex lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.cells import Cells, integers
from tdlviz.core.errors import InvalidInput


@given(st.lists(st.lists(st.integers(0, 2**63 - 1), max_size=5), max_size=8))
def test_cells_are_a_list_of_lists(rows):
    cells = Cells.of(rows)
    assert [cell.tolist() for cell in cells] == rows
    assert len(cells) == len(rows)
    assert cells.sizes.tolist() == [len(row) for row in rows]
    assert cells.owner.tolist() == [i for i, row in enumerate(rows) for _ in row]
    if rows:
        assert cells[-1].tolist() == rows[-1]


def test_an_array_and_its_list_are_the_same_cells():
    rows = np.arange(12, dtype=np.int32).reshape(4, 3)
    assert np.array_equal(np.asarray(Cells.of(rows)), rows)
    assert np.array_equal(np.asarray(Cells.of(rows.tolist())), rows)
    assert np.array_equal(np.asarray(Cells.of(np.asfortranarray(rows))), rows)


def test_ragged_cells_are_no_array():
    with pytest.raises(InvalidInput, match="between 2 and 3 vertices"):
        np.asarray(Cells.of([[0, 1], [0, 1, 2]]))


def test_dtype_and_copy():
    cells = Cells.of([[0, 1], [1, 2]])
    assert np.asarray(cells, dtype=np.float32).dtype == np.float32
    copied = cells.__array__(copy=True)
    copied[0, 0] = 7
    assert cells[0].tolist() == [0, 1]


def test_cells_are_frozen_and_detached_from_their_maker():
    rows = np.array([[0, 1], [1, 2]])
    cells = Cells.of(rows)
    rows[0, 0] = 9
    assert cells[0].tolist() == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        cells.flat[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(cells)[0, 0] = 5


@pytest.mark.parametrize("cell", [2, -3])
def test_a_cell_out_of_range(cell):
    with pytest.raises(IndexError, match=f"cell {cell} of 2"):
        Cells.of([[0], [1]])[cell]


@pytest.mark.parametrize("rows", [[0, 1], np.array([0, 1]), [[[0, 1]]], np.zeros((1, 1, 1), int)])
def test_cells_are_lists_of_vertices(rows):
    with pytest.raises(InvalidInput, match="vertex lists"):
        Cells.of(rows)


@pytest.mark.parametrize(
    ("values", "given"),
    [
        ([0.0, 1.0], "dtype float64"),
        ([True], "dtype bool"),
        (["a"], "dtype"),
        ([None], "dtype object"),
        ([-1, 2], "-1 to 2"),
        ([[0], [1, 2]], "different lengths"),
        (np.array([2**63], dtype=np.uint64), str(2**63)),
    ],
)
def test_what_is_no_vertex(values, given):
    with pytest.raises(InvalidInput, match=given):
        integers("here", values)


def test_uniform():
    assert Cells.of([[0, 1], [1, 2]]).uniform(2)
    assert not Cells.of([[0, 1], [1]]).uniform(2)
    assert Cells.of([]).uniform(3), "no cell breaks the rule"


def test_where_chooses_ragged_cells_in_order():
    cells = Cells.of([[0, 1, 2], [5, 6, 7, 8], [3, 4, 2]])
    chosen = cells.where(np.array([True, False, True]))
    assert [row.tolist() for row in chosen] == [[0, 1, 2], [3, 4, 2]]
    assert len(cells.where(np.zeros(3, bool))) == 0
