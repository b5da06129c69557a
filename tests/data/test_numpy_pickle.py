import pickle

import numpy as np
import pytest
from scipy.sparse import csr_array, csr_matrix

from tdlviz.core.errors import UnreadableFile
from tdlviz.data.numpy_pickle import load


@pytest.mark.parametrize("protocol", [2, 3, 4])
def test_arrays_and_sparse_matrices_come_back(protocol):
    dense = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(load("here", pickle.dumps(dense, protocol)), dense)
    matrix = csr_matrix(dense)
    assert np.array_equal(load("here", pickle.dumps(matrix, protocol)).toarray(), dense)


class Bomb:
    def __reduce__(self):
        return (eval, ("1 + 1",))


def broken() -> csr_matrix:
    """A matrix whose columns point outside of it: its conversion would read foreign memory."""
    matrix = csr_matrix(np.eye(3))
    matrix.indices = matrix.indices + 1000
    return matrix


@pytest.mark.parametrize("made", [Bomb(), csr_array(np.eye(2)), broken(), print, {1: Bomb()}])
def test_what_is_not_allowed(made):
    with pytest.raises(UnreadableFile):
        load("here", pickle.dumps(made, protocol=2))


def test_a_pickle_cut_short():
    with pytest.raises(UnreadableFile):
        load("here", pickle.dumps(np.eye(9), protocol=2)[:-50])
