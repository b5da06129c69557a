from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology.adjacency import adjacency, coadjacency
from tdlviz.topology.boundary import boundary
from tdlviz.topology.incidence import incidence
from tdlviz.topology.laplacian import hodge_laplacian

Maker = Callable[[int], Complex]


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_by_counting_common_cells(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(cx.dim + 1):
            for via in set(range(cx.dim + 1)) - {rank}:
                contained = incidence(cx, rank, via).toarray()
                expected = contained @ contained.T
                np.fill_diagonal(expected, 0)
                neighbours = adjacency if via > rank else coadjacency
                assert np.array_equal(neighbours(cx, rank, via, True).toarray(), expected)
                assert np.array_equal(neighbours(cx, rank, via).toarray(), expected > 0)
                assert neighbours(cx, rank, via).has_canonical_format


def test_graph_and_line_graph() -> None:
    graph = nx.gnp_random_graph(25, 0.2, seed=1)
    cx = clique(graph)
    assert np.array_equal(adjacency(cx, 0).toarray(), nx.to_numpy_array(graph, sorted(graph)))
    line = nx.to_numpy_array(nx.line_graph(graph), sorted(graph.edges))
    assert np.array_equal(coadjacency(cx, 1).toarray(), line)


def test_the_same_as_toponetx(simplicial: Maker) -> None:
    from toponetx import SimplicialComplex

    cx = simplicial(1)
    theirs = SimplicialComplex([cell.tolist() for cells in cx.ranks for cell in cells])
    for rank in range(1, cx.dim + 1):
        order = cx.find(np.array([sorted(cell) for cell in theirs.skeleton(rank)]))
        if rank < cx.dim:
            other = abs(theirs.adjacency_matrix(rank).toarray())
            assert np.array_equal(adjacency(cx, rank).toarray()[np.ix_(order, order)], other)
        other = abs(theirs.coadjacency_matrix(rank).toarray())
        assert np.array_equal(coadjacency(cx, rank).toarray()[np.ix_(order, order)], other)


def test_clique_expansion_of_a_hypergraph_as_in_xgi() -> None:
    import xgi

    edges = [[0, 1, 2], [1, 2, 3, 4], [4, 5], [1, 2]]
    cx = Complex((Cells.of(np.arange(7)[:, None]), Cells.of(edges)), oriented=False)
    theirs = xgi.Hypergraph(edges)
    theirs.add_node(6)
    matrix, index = xgi.adjacency_matrix(theirs, weighted=True, index=True, sparse=False)
    order = [index[i] for i in range(7)]
    assert np.array_equal(adjacency(cx, 0, counted=True).toarray()[np.ix_(order, order)], matrix)
    assert coadjacency(cx, 1, counted=True).toarray()[0].tolist() == [0, 2, 0, 2]


def test_outer_ranks_have_no_neighbours_outside() -> None:
    cx = Complex.from_facets([[0, 1, 2], [1, 2, 3]])
    assert adjacency(cx, 2).nnz == 0
    assert coadjacency(cx, 0).nnz == 0
    assert coadjacency(cx, 2).toarray().tolist() == [[0, 1], [1, 0]]


def test_a_batch_joins_nothing_across(data_dir: Path) -> None:
    ocean = np.load(data_dir / "ocean-drifters" / "ocean.npz")
    cx = Complex.from_facets([*ocean["triangles"], *ocean["edges"]])
    shifted = [*(ocean["triangles"] + cx.counts[0]), *(ocean["edges"] + cx.counts[0])]
    both = Complex.from_facets([*ocean["triangles"], *ocean["edges"], *shifted])
    n = cx.counts[1]
    for make in (adjacency, coadjacency):
        joined = make(both, 1)
        assert joined[:n, n:].nnz == 0
        assert abs(joined[:n, :n] - make(cx, 1)).sum() == 0
        assert abs(joined[n:, n:] - make(cx, 1)).sum() == 0


def test_s005_every_neighbourhood_matrix_of_message_passing(simplicial: Maker) -> None:
    """TNN survey: matrices are those of listed faces; B B = 0; graphs are a special case."""
    cx = simplicial(7)
    for rank in range(1, cx.dim + 1):
        signs = boundary(cx, rank)
        assert abs(abs(signs) - incidence(cx, rank - 1, rank)).sum() == 0
        if rank < cx.dim:
            assert abs(signs @ boundary(cx, rank + 1)).sum() == 0
    laplacian = hodge_laplacian(cx, 0)
    assert abs(adjacency(cx, 0) - (np.diag(laplacian.diagonal()) - laplacian)).sum() == 0


@pytest.mark.parametrize(
    ("make", "rank", "via"),
    [
        (adjacency, 3, None), (adjacency, 1, 1), (adjacency, 1, 0), (adjacency, 1, 3),
        (coadjacency, 1, 1), (coadjacency, 1, 2), (coadjacency, 1, -1), (coadjacency, None, None),
    ],
)  # fmt: skip
def test_refuses_ranks(make: Callable[..., object], rank: object, via: object) -> None:
    with pytest.raises(InvalidInput, match="adjacency"):
        make(Complex.from_facets([[0, 1, 2]]), rank, via)
