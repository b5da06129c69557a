import gc
import weakref

import numpy as np
import pytest
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.adjacency import adjacency
from tdlviz.topology.boundary import boundary
from tdlviz.topology.dirac import dirac
from tdlviz.topology.incidence import incidence
from tdlviz.topology.laplacian import hodge_laplacian
from tdlviz.topology.operator import operator
from tdlviz.topology.walk import random_walk

OPERATORS = {
    "boundary": lambda cx: boundary(cx, 1),
    "incidence": lambda cx: incidence(cx, 0, 1),
    "adjacency": lambda cx: adjacency(cx, 0),
    "hodge_laplacian": lambda cx: hodge_laplacian(cx, 1),
    "dirac": dirac,
    "random_walk": lambda cx: random_walk(cx, 1),
}


def test_computes_once() -> None:
    calls = []

    @operator
    def counted(cx: Complex, rank: int) -> csr_array:
        calls.append(rank)
        return csr_array(np.eye(rank))

    cx = Complex.from_facets([[0, 1]])
    for rank in (1, 2, 1, 2):
        assert counted(cx, rank).shape == (rank, rank)
    assert calls == [1, 2]


@pytest.mark.parametrize("name", OPERATORS)
def test_the_caller_cannot_change_what_is_kept(name: str) -> None:
    cx = Complex.from_facets([[0, 1, 2], [2, 3]])
    mine = OPERATORS[name](cx)
    before = mine.toarray()
    for array in (mine.data, mine.indices, mine.indptr):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        mine *= 2
    mine.data = np.zeros(len(mine.data))
    assert np.array_equal(OPERATORS[name](cx).toarray(), before)


@pytest.mark.parametrize("name", OPERATORS)
def test_matrices_go_with_the_complex(name: str) -> None:
    cx = Complex.from_facets([[0, 1, 2], [2, 3]])
    OPERATORS[name](cx)
    alive = weakref.ref(cx)
    del cx
    gc.collect()
    assert alive() is None
