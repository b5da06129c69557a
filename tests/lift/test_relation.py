import numpy as np
import pytest
from scipy import sparse

from tdlviz.core.errors import InvalidInput
from tdlviz.lift.relation import related

BIRTHS = np.array([[0.5, np.inf, -1], [2, 3, np.inf]])


def test_bools_and_births_dense_and_sparse():
    columns, weighted = related("r", BIRTHS)
    assert weighted
    assert np.array_equal(columns.dense(), BIRTHS)
    columns, weighted = related("r", np.isfinite(BIRTHS))
    assert not weighted
    assert np.array_equal(columns.dense(), np.where(np.isfinite(BIRTHS), 0, np.inf))
    there = np.nonzero(np.isfinite(BIRTHS))
    for kind in (sparse.coo_array, sparse.csr_array, sparse.csc_matrix, sparse.lil_array):
        stored = kind(sparse.coo_array((BIRTHS[there], there), shape=(2, 3)))
        assert np.array_equal(related("r", stored)[0].dense(), BIRTHS)
        bools = kind(sparse.coo_array((np.ones(4, bool), there), shape=(2, 3)))
        assert np.array_equal(related("r", bools)[0].dense() == 0, np.isfinite(BIRTHS))


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ([[0, 1], [1, 0]], "unclear"),
        (sparse.csr_array([[0, 1], [1, 0]]), "unclear"),
        ([[np.nan, 1.0]], "an entry nan"),
        ([[-np.inf, 1.0]], "an entry -inf"),
        ([[np.inf, np.inf]], "at least one row"),
        ([[False]], "at least one row"),
        (sparse.coo_array((2, 3), dtype=float), "at least one row"),
        (sparse.coo_array(([1.0, 2.0], ([0, 0], [1, 1])), shape=(2, 2)), "twice"),
        ([True], "shape"),
        (np.zeros((0, 2)), "shape"),
        ([["a"]], "real numbers"),
        ([[1j]], "real numbers"),
    ],
)
def test_bad_input(relation, words):
    with pytest.raises(InvalidInput, match=words):
        related("r", relation)
