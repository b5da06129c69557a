import numpy as np
import pytest

from tdlviz.core.field import Field
from tdlviz.views.attention_sheet import marginal, sheet


@pytest.mark.parametrize("seed", range(3))
def test_the_sum_over_the_third_is_that_of_the_full_cube(seed):
    rng = np.random.default_rng(seed)
    cube = rng.random((2, 5, 5, 5)) * (rng.random((5, 5, 5)) < 0.3)
    index = np.argwhere(cube.any(axis=0))[rng.permutation(np.count_nonzero(cube.any(axis=0)))]
    triples = Field("t", cube[(slice(None), *index.T)].T, 0, index, kind="triples")
    found = marginal(sheet(triples), 5)
    back = np.zeros((2, 5, 5))
    back[(slice(None), *found.cells.T)] = found.weights
    np.testing.assert_allclose(back, cube.sum(axis=3), rtol=1e-6)


def test_no_triples_have_no_sums():
    none = Field("t", np.zeros((0, 2)), 0, np.zeros((0, 3), int), kind="triples")
    assert marginal(sheet(none), 4).weights.shape == (2, 0)
