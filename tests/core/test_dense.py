import numpy as np
import pytest
from scipy.sparse import coo_array, csc_matrix, csr_array

from tdlviz.core.dense import MAX_SIDE, dense
from tdlviz.core.errors import TooLarge


@pytest.mark.parametrize("form", [csr_array, csc_matrix, coo_array])
def test_a_sparse_matrix_of_any_form_is_written_out(form):
    full = np.array([[0, 2, 0], [-1, 0, 0]])
    np.testing.assert_array_equal(dense("A", form(full)), full)


def test_what_is_not_sparse_stays_what_it_is():
    rows = [[1, 2], [3, 4]]
    assert dense("A", rows) is rows


@pytest.mark.parametrize("shape", [(MAX_SIDE + 1, 1), (2, 100_000)])
def test_the_limit_is_named_before_memory_is_taken(shape):
    with pytest.raises(TooLarge, match="4,096 × 4,096 is the limit"):
        dense("A", csr_array(shape))
