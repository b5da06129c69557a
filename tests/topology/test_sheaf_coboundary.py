from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.sheaf_coboundary import sheaf_coboundary


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_the_same_as_block_by_block(
    random_sheaf, random_functor, simplicial, polygonal, dense_coboundary, seed: int
) -> None:
    sheaves = [
        random_sheaf(seed),
        random_functor(simplicial(seed), 2, seed),
        random_functor(polygonal(seed), 3, seed),
    ]
    for made in sheaves:
        deltas = [sheaf_coboundary(made, rank) for rank in range(made.dim)]
        for rank, delta in enumerate(deltas):
            assert (delta.format, delta.dtype) == ("csr", np.float64)
            assert delta.has_canonical_format
            assert np.allclose(delta.toarray(), dense_coboundary(made, rank), atol=1e-12)
        for lower, upper in pairwise(deltas):
            assert abs(upper @ lower).max() < 1e-8


def test_on_the_constant_sheaf_it_is_the_coboundary_of_the_complex(simplicial) -> None:
    cx = simplicial(3)
    made = tv.constant_sheaf(cx, 2)
    for rank in range(cx.dim):
        wanted = np.kron(tv.coboundary(cx, rank).toarray(), np.eye(2))
        assert np.array_equal(sheaf_coboundary(made, rank).toarray(), wanted)


def test_a_loop_says_nothing() -> None:
    cx = tv.Complex((Cells.of(np.array([[0]])), Cells.of(np.array([[0, 0]]))))
    assert sheaf_coboundary(tv.constant_sheaf(cx, 2)).toarray().tolist() == [[0, 0], [0, 0]]


def test_refuses_ranks_without_maps() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1]]))
    for rank in (1, 2, -1, 0.0, None, True):
        with pytest.raises(InvalidInput, match="rank"):
            sheaf_coboundary(made, rank)
    with pytest.raises(InvalidInput, match="a Sheaf is needed"):
        sheaf_coboundary(made.cx)


def test_nothing_gives_nothing() -> None:
    assert sheaf_coboundary(tv.constant_sheaf(tv.Complex.from_facets([[0]]), 3)).shape == (0, 3)
    assert sheaf_coboundary(tv.constant_sheaf(tv.Complex.from_polygons([], 0))).shape == (0, 0)
