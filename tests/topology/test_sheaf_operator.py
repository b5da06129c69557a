import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import cg

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.sheaf_laplacian import sheaf_laplacian
from tdlviz.topology.sheaf_operator import sheaf_operator


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_the_same_as_the_matrix(random_sheaf, random_functor, polygonal, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for made in (random_sheaf(seed), random_functor(polygonal(seed), 2, seed)):
        for rank in range(made.dim + 1):
            matrix, operator = sheaf_laplacian(made, rank), sheaf_operator(made, rank)
            assert operator.shape == matrix.shape
            for x in (rng.normal(size=matrix.shape[0]), rng.normal(size=(matrix.shape[0], 3))):
                assert np.allclose(operator @ x, matrix @ x, rtol=1e-9, atol=1e-9)
                assert np.allclose(operator.T @ x, matrix @ x, rtol=1e-9, atol=1e-9)


def test_solvers_of_scipy_take_it(rng: np.random.Generator) -> None:
    made = tv.constant_sheaf(tv.cubical(np.zeros((4, 4))), 2)
    operator = sheaf_operator(made)
    x = rng.normal(size=operator.shape[0])
    found, failed = cg(operator, operator @ x, rtol=1e-12)
    assert failed == 0
    assert np.allclose(operator @ found, operator @ x)


def test_no_edges_and_no_rank() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0]]), 3)
    assert (sheaf_operator(made) @ np.ones(3)).tolist() == [0, 0, 0]
    nothing = tv.constant_sheaf(tv.Complex.from_polygons([], 0))
    assert (sheaf_operator(nothing) @ np.zeros((0, 2))).shape == (0, 2)
    with pytest.raises(InvalidInput, match="at most 1"):
        sheaf_operator(made, 2)
