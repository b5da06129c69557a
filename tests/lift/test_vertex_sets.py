import numpy as np
import pytest
from scipy import sparse

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.vertex_sets import membership, numbered, set_columns, set_lists


def lists(cells):
    return [cell.tolist() for cell in cells]


def test_lists_sets_and_arrays():
    assert lists(set_lists("f", [[3, 1], {2}, (5, 4, 0)])) == [[1, 3], [2], [0, 4, 5]]
    assert lists(set_lists("f", np.array([[3, 1], [2, 0]], np.uint8))) == [[1, 3], [0, 2]]
    assert lists(set_lists("f", [np.array([2, 1]), np.array([7])])) == [[1, 2], [7]]
    assert lists(set_lists("f", [])) == []


@pytest.mark.parametrize("form", [np.asarray, sparse.csr_array, sparse.coo_array])
@pytest.mark.parametrize("dtype", [bool, int, np.float32])
def test_columns(form, dtype):
    matrix = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], dtype=dtype)
    cells, vertices = set_columns("f", form(matrix))
    assert (lists(cells), vertices) == ([[0, 2], [1, 2]], 4)
    assert np.array_equal(membership(cells, vertices).toarray(), matrix.T)


def test_names():
    cells = set_lists("f", [[7, 3], [5]])
    renamed, count, names = numbered("f", cells, None)
    assert (lists(renamed), count, names.tolist()) == ([[0, 2], [1]], 3, [3, 5, 7])
    assert numbered("f", cells, 9)[1:] == (9, None)


@pytest.mark.parametrize(
    ("door", "given", "says"),
    [
        (set_lists, [[0, 1], [2, 2]], "number 1 with vertex 2 twice"),
        (set_lists, [[0], []], "number 1 without vertices"),
        (set_lists, ["ab"], "'ab'; a list of vertices"),
        (set_lists, [1, 2], "a list of vertices"),
        (set_lists, [[[0, 1]], [[1, 2]]], "lists of lists"),
        (set_lists, [[0.5]], "integers"),
        (set_lists, [[-1]], "-1"),
        (set_columns, [[0, 2]], "an entry 2"),
        (set_columns, [1, 0], "zeros and ones"),
        (set_columns, [[1, 0]], "number 1 without vertices"),
    ],
)
def test_refused(door, given, says):
    with pytest.raises(InvalidInput, match=says):
        door("f", given)
