from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import block_diag

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.betti import betti
from tdlviz.topology.dirac import dirac
from tdlviz.topology.laplacian import hodge_laplacian

Maker = Callable[[int], Complex]


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_its_square_has_the_laplacians_on_its_diagonal(
    simplicial: Maker, polygonal: Maker, seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        rng = np.random.default_rng(seed)
        weights = {rank: rng.uniform(0.5, 2, n) for rank, n in enumerate(cx.counts)}
        for given_weights in (None, weights):
            operator = dirac(cx, given_weights)
            assert operator.has_canonical_format
            matrix = operator.toarray()
            assert np.array_equal(matrix, matrix.T)
            ranks = range(cx.dim + 1)
            parts = [hodge_laplacian(cx, rank, given_weights).toarray() for rank in ranks]
            assert np.allclose(matrix @ matrix, block_diag(*parts), rtol=0, atol=1e-9)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_its_spectrum_is_symmetric_and_its_kernel_all_homology(
    simplicial: Maker, seed: int
) -> None:
    cx = simplicial(seed)
    values = np.linalg.eigvalsh(dirac(cx).toarray())
    assert np.allclose(values, -values[::-1], atol=1e-8)
    assert (abs(values) < 1e-8).sum() == sum(betti(cx))


def test_points_alone_have_the_zero_operator() -> None:
    assert dirac(Complex.from_facets([[0], [1]])).toarray().tolist() == [[0, 0], [0, 0]]


def test_refuses_what_is_no_complex() -> None:
    with pytest.raises(InvalidInput, match="dirac"):
        dirac([[0, 1]])
