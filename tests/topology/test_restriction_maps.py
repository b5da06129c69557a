import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.boundary import boundary
from tdlviz.topology.restriction_maps import MISSING, incidences, spread


def test_signs_are_those_of_the_boundary(simplicial, polygonal) -> None:
    for cx in (simplicial(1), polygonal(2), tv.cubical(np.zeros((2, 3, 2)))):
        for rank in range(cx.dim):
            where, signed = incidences(cx, rank), boundary(cx, rank + 1).toarray()
            cell, face = where.pairs.T
            assert where.pairs.tolist() == sorted(where.pairs.tolist())
            assert len(cell) == np.count_nonzero(signed)
            assert np.array_equal(where.signs, signed[face, cell])


def test_a_loop_has_one_incidence_of_sign_0() -> None:
    cx = tv.Complex((tv.core.cells.Cells.of([[0]]), tv.core.cells.Cells.of([[0, 0]])))
    assert incidences(cx, 0).pairs.tolist() == [[0, 0]]
    assert incidences(cx, 0).signs.tolist() == [0]


def test_maps_are_spread_over_all_incidences() -> None:
    cx = tv.clique([[0, 1], [1, 2]], max_dim=1)
    field = tv.Field("F", [[[1.0]], [[np.nan]]], 0, [[2, 1], [0, 0]], kind="maps")
    maps = spread("here", cx, incidences(cx, 0), field)
    assert maps.state.tolist() == [MISSING, 0, 0, 1]
    assert maps.values[3] == 1
    with pytest.raises(InvalidInput, match="here: given"):
        spread("here", cx, incidences(cx, 0), tv.Field("x", [1.0], 1, [0], kind="scalar"))
