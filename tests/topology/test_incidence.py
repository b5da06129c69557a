from collections.abc import Callable
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology.incidence import incidence

Maker = Callable[[int], Complex]


def ranked(seed: int) -> Complex:
    """Random vertex sets of any size at ranks 1 to 3, without an order between sizes and ranks."""
    rng = np.random.default_rng(seed)
    vertices = int(rng.integers(3, 9))
    ranks = [Cells.of(np.arange(vertices)[:, None])]
    for _ in range(3):
        sizes = rng.integers(1, vertices + 1, int(rng.integers(0, 6)))
        ranks.append(Cells.of([np.sort(rng.permutation(vertices)[:size]) for size in sizes]))
    return Complex(tuple(ranks), oriented=False)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_containment_of_vertex_sets(simplicial: Maker, seed: int) -> None:
    for cx in (simplicial(seed), ranked(seed)):
        sets = [[set(cell.tolist()) for cell in cells] for cells in cx.ranks]
        for low, high in permutations(range(cx.dim + 1), 2):
            matrix = incidence(cx, low, high)
            assert matrix.has_canonical_format
            small, large = sorted((low, high))
            expected = [[float(a <= b) for b in sets[large]] for a in sets[small]]
            expected_array = np.array(expected).reshape(cx.counts[small], cx.counts[large])
            if low > high:
                expected_array = expected_array.T
            assert np.array_equal(matrix.toarray(), expected_array)


def test_the_diagonal_of_a_square_is_not_its_side() -> None:
    cx = Complex.from_polygons([[0, 1, 2, 3], [0, 2, 4]], 5)
    diagonal = int(cx.find([[0, 2]])[0])
    assert incidence(cx, 1, 2).toarray()[diagonal].tolist() == [0, 1]
    assert incidence(cx, 0, 2).toarray()[:, 0].tolist() == [1, 1, 1, 1, 0]


def test_of_a_graph_it_is_that_of_networkx() -> None:
    graph = nx.gnp_random_graph(30, 0.2, seed=1)
    theirs = nx.incidence_matrix(graph, sorted(graph), sorted(graph.edges)).toarray()
    assert np.array_equal(incidence(clique(graph), 0, 1).toarray(), theirs)


def test_combinatorial_complexes_as_in_toponetx() -> None:
    from toponetx import CombinatorialComplex

    theirs = CombinatorialComplex()
    cells = {1: [[0, 1], [1, 2], [2, 3]], 2: [[0, 1, 2], [1, 2, 3, 4]], 3: [[0, 1, 2, 3]]}
    for rank, members in cells.items():
        for cell in members:
            theirs.add_cell(cell, rank=rank)
    ours = Complex(
        (Cells.of(np.arange(5)[:, None]), *map(Cells.of, cells.values())), oriented=False
    )
    for low, high in ((1, 2), (1, 3), (2, 3)):
        rows, columns, matrix = theirs.incidence_matrix(low, high, index=True)
        where = [cells[low].index(sorted(cell)) for cell in rows]
        which = [cells[high].index(sorted(cell)) for cell in columns]
        mine = incidence(ours, low, high).toarray()[np.ix_(where, which)]
        assert np.array_equal(mine, matrix.toarray())


def test_a_loop_has_its_vertex_once() -> None:
    from tdlviz.core.incidence import Faces

    loop = Faces(np.array([0, 0]), np.array([1, -1]), np.array([0, 2]))
    cx = Complex((Cells.of([[0]]), Cells.of([[0, 0]])), incidence=(None, loop))
    assert incidence(cx, 0, 1).toarray().tolist() == [[1]]


@pytest.mark.parametrize("ranks", [(0, 3), (3, 0), (-1, 0), (1, 1), (0, True), ("0", 1)])
def test_refuses_ranks(ranks: tuple[object, object]) -> None:
    with pytest.raises(InvalidInput, match="incidence"):
        incidence(Complex.from_facets([[0, 1, 2]]), *ranks)
