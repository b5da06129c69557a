import numpy as np
import pytest

from tdlviz.topology.seriation import EXACT, seriation

SIZES = [EXACT // 3, EXACT + 40]


@pytest.mark.parametrize("count", SIZES)
def test_points_on_a_line_are_found_again_from_their_shuffled_distances(count):
    places = np.random.default_rng(0).permutation(count).astype(float)
    rows, columns = seriation(np.abs(places[:, None] - places), together=True)
    np.testing.assert_array_equal(rows, columns)
    found = places[rows]
    assert abs(np.corrcoef(found, np.arange(count))[0, 1]) > 0.99
    assert np.abs(np.diff(found)).mean() < 2


@pytest.mark.parametrize("count", SIZES)
def test_rows_of_one_block_stand_together(count):
    rng = np.random.default_rng(1)
    sides, tops = rng.integers(0, 2, count), rng.integers(0, 2, 40)
    rows, columns = seriation((sides[:, None] == tops).astype(float), together=False)
    assert np.abs(np.diff(sides[rows])).sum() == 1
    assert np.abs(np.diff(tops[columns])).sum() == 1


@pytest.mark.parametrize("shape", [(0, 0), (1, 5), (2, 2), (4, 0), (5, 5), (EXACT + 1, 3)])
def test_every_row_and_column_stands_somewhere_once(shape):
    matrix = np.zeros(shape)
    matrix[:1] = np.nan
    rows, columns = seriation(matrix, together=False)
    assert sorted(rows) == list(range(shape[0]))
    assert sorted(columns) == list(range(shape[1]))
