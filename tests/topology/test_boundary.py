from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.boundary import boundary

Maker = Callable[[int], Complex]


def test_boundary_of_a_triangle() -> None:
    cx = Complex.from_facets([[0, 1, 2]])
    assert boundary(cx, 1).toarray().tolist() == [[-1, -1, 0], [1, 0, -1], [0, 1, 1]]
    assert boundary(cx, 2).toarray().ravel().tolist() == [1, -1, 1]


def test_a_triangle_is_the_same_among_polygons() -> None:
    alone = boundary(Complex.from_polygons([[2, 0, 1]], 4), 2).toarray()
    mixed = Complex.from_polygons([[0, 1, 2], [0, 1, 2, 3]], 4)
    shared = mixed.find([[0, 1], [0, 2], [1, 2]])
    assert boundary(mixed, 2).toarray()[shared, 0].tolist() == alone.ravel().tolist()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_boundary_has_no_boundary(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(1, cx.dim):
            assert abs(boundary(cx, rank) @ boundary(cx, rank + 1)).sum() == 0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_columns_hold_the_faces(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(1, cx.dim + 1):
            matrix = boundary(cx, rank)
            assert matrix.format == "csr"
            assert matrix.has_canonical_format
            assert set(np.unique(matrix.data)) <= {-1.0, 1.0}
            corners = [set(face) for face in cx.cells(rank - 1)]
            for column, cell in zip(matrix.toarray().T, cx.cells(rank), strict=True):
                rows = np.flatnonzero(column)
                assert len(rows) == len(cell)
                assert all(corners[row] < set(cell) for row in rows)


@pytest.mark.parametrize("rank", [0, 3, -1])
def test_refuses_ranks_that_do_not_exist(rank: int) -> None:
    with pytest.raises(InvalidInput, match="an integer from 1 to 2"):
        boundary(Complex.from_facets([[0, 1, 2]]), rank)


def test_points_have_no_boundary_at_all() -> None:
    with pytest.raises(InvalidInput, match="there is none"):
        boundary(Complex.from_facets([[0], [1]]), 1)
