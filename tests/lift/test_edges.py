import numpy as np
import pytest
from scipy import sparse

from tdlviz.lift.edges import Edges


def test_pairs_are_sorted_and_take_their_values_along():
    edges = Edges.sorted(5, np.array([[4, 1], [0, 3], [2, 0]]), np.array([0.1, 0.2, 0.3]))
    assert edges.pairs.tolist() == [[0, 2], [0, 3], [1, 4]]
    assert edges.values.tolist() == [0.3, 0.2, 0.1]
    assert len(edges) == 3


@pytest.mark.parametrize("vertices", [1, 7, 40])
def test_the_adjacency_is_that_of_scipy(vertices, rng):
    upper = np.triu(rng.random((vertices, vertices)) < 0.3, 1)
    shuffled = rng.permutation(np.argwhere(upper))
    shuffled = np.where(rng.random((len(shuffled), 1)) < 0.5, shuffled, shuffled[:, ::-1])
    found = Edges.sorted(vertices, shuffled.astype(np.int64), None).adjacency
    assert abs(found - sparse.csr_array((upper | upper.T).astype(np.int32))).sum() == 0
    assert found.has_sorted_indices
