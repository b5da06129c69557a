"""A field says what it holds and where, and refuses what contradicts that."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.core.field import KINDS, Field

NONE = np.zeros((0, 2), dtype=int)
GOOD = [
    ("scalar", [0.5, 1.0, 2.0], 0, None),
    ("scalar", [0.5, np.nan], 1, [2, 0]),
    ("label", [3, 1, 2], 0, None),
    ("image", [0.5, 1.0, 2.0], 0, None),
    ("vector", np.ones((3, 4)), 0, None),
    ("diagram", [[0.0, 1.0], [0.0, np.inf]], 0, [[0, 2], [1, -1]]),
    ("diagram", np.zeros((0, 2)), 1, NONE),
    ("extended", [[0.0, 1.0], [1.0, 0.0]], 0, [[0, 2], [1, 1]]),
    ("maps", np.ones((2, 3, 5)), 0, [[0, 1], [2, 2]]),
    ("attention", np.ones((2, 8)), 0, [[0, 1], [2, 2]]),
    ("attention_to_faces", np.ones((2, 8)), 2, [[0, 1], [0, 2]]),
    ("attention_to_cofaces", np.ones((2, 8)), 1, [[1, 0], [2, 0]]),
    ("triples", np.ones((1, 8)), 0, [[0, 1, 2]]),
    ("number", 1.5, None, None),
    ("numbers", [3, 1, 0], None, None),
    ("matrix", np.ones((2, 3)), None, None),
]
BAD = [
    ("scalar", [[1.0]], 0, None, "scalar values have 1 axes"),
    ("scalar", 1.0, 0, None, "1 axes"),
    ("vector", [1.0, 2.0], 0, None, "2 axes"),
    ("number", [1.0], None, None, "0 axes"),
    ("label", [0.5], 0, None, "a label is an integer"),
    ("diagram", np.ones((2, 3)), 0, [[0, 0], [1, 1]], "pairs"),
    ("scalar", [1.0], None, None, "a rank is needed"),
    ("scalar", [1.0], -1, None, "a rank is needed"),
    ("number", 1.0, 0, None, "neither rank nor index"),
    ("attention", np.ones((2, 8)), 0, None, "an index is needed"),
    ("scalar", [1.0, 2.0], 0, [0], r"\(2,\) integers"),
    ("scalar", [1.0, 2.0], 0, [0.0, 1.0], r"\(2,\) integers"),
    ("attention", np.ones((2, 8)), 0, [0, 1], r"\(2, 2\) integers"),
    ("triples", np.ones((2, 8)), 0, [[0, 1], [1, 2]], r"\(2, 3\) integers"),
    ("scalar", [[1.0], [1.0, 2.0]], 0, None, "rows must be alike"),
    ("scalar", ["a"], 0, None, "real numbers"),
    ("scalar", [1j], 0, None, "real numbers"),
    ("scalar", [None], 0, None, "real numbers"),
]
MISPLACED = [
    ("scalar", [1.0, 2.0], 0, None, "3 cells have rank 0"),
    ("scalar", [1.0], 3, None, "ranks go up to 2"),
    ("scalar", [1.0], 0, [3], "there are 3"),
    ("scalar", [1.0], 0, [-1], "there are 3"),
    ("diagram", [[0.0, 1.0]], 0, [[-1, 0]], "there are 3"),
    ("diagram", [[0.0, 1.0]], 0, [[0, 3]], "there are 3"),
    ("diagram", [[0.0, 1.0]], 0, [[0, -2]], "there are 3"),
    ("diagram", [[0.0, 1.0]], 2, [[0, 0]], "there are 0"),
    ("attention", [[1.0]], 2, [[0, -1]], "there are 1"),
    ("attention_to_faces", [[1.0]], 2, [[1, 0]], "there are 1"),
    ("attention_to_faces", [[1.0]], 0, [[0, 0]], "there are 0"),
    ("attention_to_cofaces", [[1.0]], 1, [[0, 1]], "there are 1"),
    ("maps", [[[1.0]]], 1, [[0, 1]], "there are 1"),
]


@pytest.fixture(scope="module")
def triangle() -> Complex:
    return Complex.from_facets([[0, 1, 2]])


def make(kind, values, rank, index) -> Field:
    return Field("f", values, rank, index, kind=kind)


def test_every_kind_has_a_good_case():
    assert {kind for kind, *_ in GOOD} == set(KINDS)


@pytest.mark.parametrize(("kind", "values", "rank", "index"), GOOD)
def test_good(triangle, kind, values, rank, index):
    field = make(kind, values, rank, index)
    field.check(triangle)
    assert np.array_equal(np.asarray(field), np.asarray(values), equal_nan=True)
    assert len(field) == (1 if rank is None else len(values))


@pytest.mark.parametrize(("kind", "values", "rank", "index", "rule"), BAD)
def test_bad(kind, values, rank, index, rule):
    with pytest.raises(InvalidInput, match=rule):
        make(kind, values, rank, index)


@pytest.mark.parametrize(("kind", "values", "rank", "index", "rule"), MISPLACED)
def test_misplaced(triangle, kind, values, rank, index, rule):
    with pytest.raises(InvalidInput, match=rule):
        triangle.with_fields(make(kind, values, rank, index))


def test_an_unknown_kind_lists_those_that_exist():
    with pytest.raises(UnknownName, match=r"kind 'colour'.*scalar.*attention"):
        make("colour", [1.0], 0, None)


def test_a_field_is_frozen_and_detached_from_its_maker():
    values, index = np.array([1.0, 2.0]), np.array([0, 1])
    field = Field("f", values, 0, index, kind="scalar")
    values[0], index[0] = 9.0, 9
    assert (field.values[0], field.index[0]) == (1.0, 0)
    for array in (field.values, field.index):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


def test_rows_keep_their_cells():
    bars = make("diagram", [[0.0, 1.0], [0.0, 2.0], [0.0, np.inf]], 0, [[1, 0], [2, 1], [0, -1]])
    assert bars[-1].index.tolist() == [[0, -1]]
    assert bars[np.array([True, False, True])].index.tolist() == [[1, 0], [0, -1]]
    assert bars[1:].values.tolist() == [[0.0, 2.0], [0.0, np.inf]]
    assert make("scalar", [5.0, 6.0, 7.0], 0, None)[[2, 0]].index.tolist() == [2, 0]


def test_a_loop_over_rows_ends():
    bars = make("diagram", [[0.0, 1.0], [0.0, 2.0]], 0, [[1, 0], [2, 1]])
    assert [bar.index.tolist() for bar in bars] == [[[1, 0]], [[2, 1]]]


@pytest.mark.parametrize("rows", [3, -4, [0, 3], [True], [0.5]])
def test_rows_that_do_not_exist(rows):
    with pytest.raises(InvalidInput, match="3 rows"):
        make("scalar", [1.0, 2.0, 3.0], 0, None)[rows]


def test_one_value_has_no_rows():
    with pytest.raises(InvalidInput, match="one value only"):
        make("number", 1.0, None, None)[0]


def test_a_matrix_may_be_sparse_and_is_kept_in_full():
    field = make("matrix", csr_array([[0.0, 2.0], [-1.0, 0.0]]), None, None)
    assert field.values.tolist() == [[0.0, 2.0], [-1.0, 0.0]]
    with pytest.raises(TooLarge, match="4,096"):
        make("matrix", csr_array((5000, 2)), None, None)


def test_a_sparse_matrix_is_nothing_else_than_a_matrix():
    with pytest.raises(InvalidInput, match="real numbers are needed"):
        make("scalar", csr_array([[1.0]]), 0, None)
