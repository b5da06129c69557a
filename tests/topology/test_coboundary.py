from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.boundary import boundary
from tdlviz.topology.coboundary import coboundary

Maker = Callable[[int], Complex]


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_it_is_the_transposed_boundary(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(cx.dim):
            matrix = coboundary(cx, rank)
            assert matrix.has_canonical_format
            assert np.array_equal(matrix.toarray(), boundary(cx, rank + 1).toarray().T)


def test_on_vertices_it_is_the_gradient() -> None:
    cx = Complex.from_facets([[0, 1], [1, 2]])
    assert (coboundary(cx, 0) @ [1.0, 4.0, 9.0]).tolist() == [3, 5]


def test_refuses_the_highest_rank() -> None:
    with pytest.raises(InvalidInput, match="a rank above it is needed"):
        coboundary(Complex.from_facets([[0, 1]]), 1)
