import numpy as np
import pytest

from tdlviz.figures.strip import strip


@pytest.mark.parametrize("shape", [(1, 3, 3), (7, 2, 4), (72, 1, 1), (30, 5, 2)])
def test_every_matrix_stands_whole_and_apart(shape):
    matrices = np.arange(np.prod(shape), dtype=float).reshape(shape)
    found = strip(matrices, 600, 300)
    _, rows, columns = shape
    for place, (row, column) in enumerate(found.first):
        at = np.s_[row : row + rows, column : column + columns]
        assert found.entries[at].tolist() == matrices[place].tolist()
        assert (found.owner[at] == place).all()
        assert not found.inside[row - found.gap[0] : row, column : column + columns].any()
    assert found.inside.sum() == matrices.size
    assert np.isnan(found.entries[~found.inside]).all()


def test_a_wide_place_has_wide_rows_and_all_is_within_it():
    matrices = np.zeros((24, 3, 3))
    wide, high = strip(matrices, 900, 200), strip(matrices, 200, 900)
    assert wide.entries.shape[1] > 3 * wide.entries.shape[0]
    assert high.entries.shape[0] > 3 * high.entries.shape[1]
    for found, width, height in ((wide, 900, 200), (high, 200, 900)):
        rows, columns = found.entries.shape
        assert found.pixels * rows <= height + 1e-9
        assert found.pixels * columns <= width


def test_names_stand_where_there_is_room():
    few, many = strip(np.zeros((6, 3, 3)), 600, 300), strip(np.zeros((72, 3, 3)), 300, 60)
    assert few.room_for(8, 3)
    assert not few.room_for(80, 3)
    assert not many.room_for(3, 3)


def test_no_matrices_take_no_place():
    assert not strip(np.zeros((0, 2, 2)), 600, 300).inside.any()
