import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.core.field import Field
from tdlviz.views.matrix_view import STILL, MatrixView
from tdlviz.views.payload import unpack


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(14, noise=0.05), max_edge=0.9)


def matrix(values, name="M"):
    return Field(name, values, kind="matrix")


@pytest.fixture(scope="module")
def laplacian(cx):
    return matrix(tv.hodge_laplacian(cx, 1), "L1")


def test_show_paints_an_operator_with_zero_in_the_middle_of_its_colours(cx, laplacian):
    view = tv.show(cx, laplacian, rows=1, columns=1)
    assert isinstance(view, MatrixView)
    arrays, values = unpack(view.channels)
    np.testing.assert_array_equal(arrays["codes"] == 128, laplacian.values == 0)
    np.testing.assert_array_equal(arrays["numbers"], laplacian.values)
    assert (values["low"], values["high"]) == (-laplacian.values.max(), laplacian.values.max())


def test_it_says_what_it_shows(cx, laplacian):
    n, filled = cx.counts[1], np.count_nonzero(laplacian.values)
    words = MatrixView(cx, laplacian).describe()
    assert words == (
        f"Matrix L1, {n} × {n}, {filled} entries are not zero, symmetric, "
        f"from -1 to {laplacian.values.max():g}"
    )
    assert MatrixView(cx, matrix([[1.0, np.nan]])).describe().endswith("from 1 to 1, 1 missing")


def test_the_browser_knows_the_cells_of_both_sides(cx):
    arrays, values = unpack(MatrixView(cx, matrix(tv.boundary(cx, 1)), rows=0, columns=1).geometry)
    np.testing.assert_array_equal(arrays["columnVertices"], cx.ranks[1].flat)
    assert "rowVertices" not in arrays
    assert values["ranks"] == [0, 1]


def test_a_pair_of_vertices_is_known_by_its_edge(cx):
    apart = matrix(np.zeros((14, 14)))
    arrays, _ = unpack(MatrixView(cx, apart, rows=0, columns=0).geometry)
    np.testing.assert_array_equal(arrays["edges"], cx.ranks[1].flat)


def test_the_page_asks_for_the_numbers_of_a_large_matrix(cx):
    side = int(STILL**0.5) + 1
    large = np.random.default_rng(0).normal(size=(side, side))
    view = MatrixView(cx, matrix(large))
    assert "numbers" not in unpack(view.channels)[0]
    view.window = [-1, 500, 10, 40, 7]
    arrays, values = unpack(view.numbers)
    np.testing.assert_array_equal(arrays["numbers"], large[500:, 10:17].astype(np.float32))
    assert values == {"step": -1, "window": [500, 10, side - 500, 7]}


def test_clustered_rows_keep_their_names(cx):
    blocks = np.array([0, 1, 0, 1, 1, 0])
    view = MatrixView(cx, matrix((blocks[:, None] == blocks) * 1.0), order="clustered")
    arrays, _ = unpack(view.channels)
    order = arrays["rowOrder"]
    np.testing.assert_array_equal(arrays["columnOrder"], order)
    assert np.abs(np.diff(blocks[order])).sum() == 1
    np.testing.assert_array_equal(arrays["numbers"], blocks[order][:, None] == blocks[order])


def test_the_table_has_every_entry_under_its_names(cx):
    view = MatrixView(cx, matrix([[5, 1, 0], [2, 7, 3]]), names=(["cat", "dog"], None))
    head, *rows = view.table()
    assert head == ["row", "column", "value"]
    assert rows[:2] == [["cat", 0, 5], ["cat", 1, 1]]
    assert rows[-1] == ["dog", 2, 3]


@pytest.mark.parametrize("values", [np.eye(3), np.full((2, 2), np.nan), np.zeros((2, 90))])
def test_there_is_a_static_picture(cx, values):
    assert MatrixView(cx, matrix(values)).picture().startswith(b"\x89PNG")


def test_a_track_is_empty_now_and_alive_below(cx):
    tape = tv.Tape()
    view = MatrixView(cx, tape["M"])
    assert view.describe() == "Matrix: none yet"
    assert view.picture().startswith(b"\x89PNG")
    tape.log(M=matrix(np.eye(300)))
    view.refresh()
    arrays, values = unpack(view.channels)
    assert arrays.keys() == {"codes"}
    assert values["shape"] == [300, 300]


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"rows": 1}, InvalidInput, r"14 rows.*each of \d+ edges"),
        ({"columns": 5}, InvalidInput, "at most"),
        ({"names": ["cat"]}, InvalidInput, "14 rows.*calls 1 rows"),
        ({"names": [1, 2, 3]}, InvalidInput, "pair of lists"),
        ({"order": "random"}, UnknownName, "given, clustered"),
    ],
)
def test_bad_options_are_refused(cx, options, error, says):
    with pytest.raises(error, match=says):
        MatrixView(cx, matrix(np.eye(14)), **options)


def test_bad_fields_are_refused(cx):
    with pytest.raises(InvalidInput, match="one matrix a view"):
        MatrixView(cx, matrix(np.eye(2)), matrix(np.eye(2)))
    with pytest.raises(InvalidInput, match="kind matrix"):
        MatrixView(cx, cx["birth0"])
    with pytest.raises(TooLarge, match="4,096 × 4,096 is the limit"):
        MatrixView(cx, matrix(np.zeros((4097, 1))))
