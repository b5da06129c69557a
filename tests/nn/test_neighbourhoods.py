import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.nn.neighbourhoods import Neighbourhood, given_neighbourhoods, ranks_needed

CX = tv.clique([[0, 0, 1, 2], [1, 2, 2, 3]], max_dim=2, vertices=5)
LOOKED_UP = [
    (("boundary", 1), 0, [[0, 1], [0, 2], [1, 2], [2, 3]]),
    (("coboundary", 0), 1, [[0, 1], [0, 2], [1, 2, 3], [3], []]),
    (("upper", 0), 0, [[1, 2], [0, 2], [0, 1, 3], [2], []]),
    (("upper_laplacian", 0), 0, [[0, 1, 2], [0, 1, 2], [0, 1, 2, 3], [2, 3], []]),
    (("upper", 1), 1, [[1, 2], [0, 2], [0, 1], []]),
    (("lower", 1), 1, [[1, 2], [0, 2, 3], [0, 1, 3], [1, 2]]),
    (("lower_laplacian", 1), 1, [[0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3], [1, 2, 3]]),
    (("coboundary", 2), 3, [[]]),
    (("boundary", 3), 2, []),
    (("upper", 7), 7, []),
]


@pytest.mark.parametrize(("pair", "source", "wanted"), LOOKED_UP, ids=str)
def test_who_is_a_neighbour(pair, source, wanted):
    one = Neighbourhood(*pair)
    assert one.source == source
    found = one.matrix(CX, False).toarray()
    assert [np.flatnonzero(row).tolist() for row in found] == wanted


def test_signs_are_those_of_the_boundary():
    edges = tv.boundary(CX, 1).toarray()
    for pair, wanted in (
        (("boundary", 1), edges.T), (("coboundary", 0), edges),
        (("lower_laplacian", 1), edges.T @ edges), (("upper_laplacian", 0), edges @ edges.T),
    ):  # fmt: skip
        assert np.array_equal(Neighbourhood(*pair).matrix(CX, True).toarray(), wanted)


def test_sets_have_neighbours_but_no_signs():
    sets = tv.hypergraph([[0, 1, 2], [2, 3]])
    assert Neighbourhood("coboundary", 0).matrix(sets, False).toarray()[2].tolist() == [1, 1]
    with pytest.raises(TdlvizError):
        Neighbourhood("coboundary", 0).matrix(sets, True)


@pytest.mark.parametrize(
    ("given", "signs"),
    [
        ("upper", False), ([("up", 1)], False), ([("upper", 1, 2)], False), ([3], False),
        ([("boundary", 0)], False), ([("upper", True)], False), ([("upper", 0)] * 2, False),
        ([("upper", 1)], True), (None, False),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_none(given, signs):
    with pytest.raises(TdlvizError, match="asked"):
        given_neighbourhoods("asked", given, signs)


def test_ranks_are_needed_as_far_as_they_are_looked_at():
    over = Neighbourhood("boundary", 2), Neighbourhood("coboundary", 0), Neighbourhood("lower", 1)
    assert ranks_needed("asked", over, 2, 3, True) == [{1, 2}, {1, 2}, {1, 2}, {2}]
    assert ranks_needed("asked", over, 1, 1, False) == [{1}, {1}]
    assert ranks_needed("asked", (over[0],), 2, 1, False) == [{1, 2}, {2}]
    with pytest.raises(TdlvizError, match="none of rank 1"):
        ranks_needed("asked", (over[0],), 2, 2, False)


def test_none_is_too_few():
    with pytest.raises(InvalidInput, match="one to attend over"):
        tv.nn.NeighbourhoodAttention(neighbourhoods=[])
