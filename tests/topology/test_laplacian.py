from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.lift.clique import clique
from tdlviz.topology.betti import betti
from tdlviz.topology.boundary import boundary
from tdlviz.topology.laplacian import down_laplacian, hodge_laplacian, up_laplacian
from tdlviz.topology.walk import walk_weights

Maker = Callable[[int], Complex]


def test_rank_0_is_the_graph_laplacian() -> None:
    graph = nx.gnp_random_graph(30, 0.2, seed=1)
    cx = Complex.from_facets([[u, v] for u, v in graph.edges], np.zeros((30, 2)))
    ours = hodge_laplacian(cx, 0).toarray()
    assert np.array_equal(ours, nx.laplacian_matrix(graph, sorted(graph)).toarray())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_kernel_is_homology(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        spectra = [np.linalg.eigvalsh(hodge_laplacian(cx, k).toarray()) for k in range(cx.dim + 1)]
        assert all(spectrum.min() > -1e-9 for spectrum in spectra)
        assert tuple(int((abs(s) < 1e-9).sum()) for s in spectra) == betti(cx)


def test_matrices_are_symmetric_sorted_csr() -> None:
    cx = Complex.from_facets([[0, 1, 2, 3], [2, 3, 4], [4, 5]])
    for rank in range(4):
        laplacian = hodge_laplacian(cx, rank)
        assert laplacian.format == "csr"
        assert laplacian.dtype == np.float64
        assert laplacian.has_canonical_format
        assert abs(laplacian - laplacian.T).sum() == 0


def test_points_alone_have_the_zero_laplacian() -> None:
    assert hodge_laplacian(Complex.from_facets([[0], [1]]), 0).toarray().tolist() == [
        [0, 0],
        [0, 0],
    ]


def test_refuses_ranks_that_do_not_exist() -> None:
    with pytest.raises(InvalidInput, match="an integer from 0 to 1"):
        hodge_laplacian(Complex.from_facets([[0, 1]]), 2)


def random_weights(cx: Complex, seed: int) -> dict[int, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {rank: rng.uniform(0.1, 10, n) for rank, n in enumerate(cx.counts)}


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_two_parts_that_annihilate_each_other(
    simplicial: Maker, polygonal: Maker, seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        weights = random_weights(cx, seed)
        for rank in range(cx.dim + 1):
            down, up = down_laplacian(cx, rank), up_laplacian(cx, rank)
            assert abs(down + up - hodge_laplacian(cx, rank)).sum() == 0
            assert abs(down @ up).sum() == 0
            heavy = down_laplacian(cx, rank, weights) @ up_laplacian(cx, rank, weights)
            assert abs(heavy).sum() < 1e-9


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_weights_leave_the_kernel_its_dimension(
    simplicial: Maker, polygonal: Maker, seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for rank, holes in enumerate(betti(cx)):
            laplacian = hodge_laplacian(cx, rank, random_weights(cx, seed)).toarray()
            assert np.array_equal(laplacian, laplacian.T)
            values = np.linalg.eigvalsh(laplacian)
            assert values.min() > -1e-8
            assert (values < 1e-8).sum() == holes


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_the_adjoint_of_the_coboundary(simplicial: Maker, seed: int) -> None:
    """L = d* d + d d* with d* = W⁻¹ B W', written out (Horak and Jost 2013)."""
    cx = simplicial(seed)
    weights = random_weights(cx, seed)
    weight = [np.diag(weights[rank]) for rank in range(cx.dim + 1)]
    for rank in range(cx.dim + 1):
        expected = np.zeros((cx.counts[rank], cx.counts[rank]))
        if rank < cx.dim:
            b = boundary(cx, rank + 1).toarray()
            expected += np.linalg.inv(weight[rank]) @ b @ weight[rank + 1] @ b.T
        if rank > 0:
            b = boundary(cx, rank).toarray()
            expected += b.T @ np.linalg.inv(weight[rank - 1]) @ b @ weight[rank]
        walk = hodge_laplacian(cx, rank, weights, "walk").toarray()
        assert np.allclose(walk, expected)
        root = np.sqrt(weights[rank])
        symmetric = hodge_laplacian(cx, rank, weights).toarray()
        assert np.allclose(symmetric, root[:, None] * expected / root)


def test_weights_of_one_change_nothing(simplicial: Maker) -> None:
    cx = simplicial(3)
    ones = {rank: Field("one", np.ones(n), rank, kind="scalar") for rank, n in enumerate(cx.counts)}
    for rank in range(cx.dim + 1):
        for form in ("symmetric", "walk"):
            weighted = hodge_laplacian(cx, rank, ones, form)
            assert abs(weighted - hodge_laplacian(cx, rank)).sum() == 0


def test_on_vertices_it_is_the_normalised_laplacian_of_networkx() -> None:
    graph = nx.gnp_random_graph(40, 0.05, seed=2)
    cx = clique(graph)
    ours = hodge_laplacian(cx, 0, walk_weights(cx, 0)).toarray()
    theirs = nx.normalized_laplacian_matrix(graph, sorted(graph)).toarray()
    assert 0 in dict(graph.degree).values()
    assert np.allclose(ours, theirs, rtol=0, atol=1e-12)


def test_the_same_as_toponetx(simplicial: Maker) -> None:
    import toponetx

    cx = simplicial(1)
    theirs = toponetx.SimplicialComplex([cell.tolist() for cells in cx.ranks for cell in cells])
    for rank in range(1, cx.dim + 1):
        order = cx.find(np.array([sorted(cell) for cell in theirs.skeleton(rank)]))
        for ours, other in (
            (hodge_laplacian(cx, rank), theirs.hodge_laplacian_matrix(rank)),
            (down_laplacian(cx, rank), theirs.down_laplacian_matrix(rank)),
        ):
            assert abs(ours[order][:, order] - csr_array(other)).sum() == 0


def test_the_caller_cannot_change_what_is_kept() -> None:
    cx = Complex.from_facets([[0, 1, 2]])
    mine = hodge_laplacian(cx, 1)
    with pytest.raises(ValueError, match="read-only"):
        mine.data[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        mine *= 2
    mine.resize((1, 1))
    assert hodge_laplacian(cx, 1).shape == (3, 3)


@pytest.mark.parametrize(
    "weights",
    [
        {1: [1, 1]}, {1: [1, 0, 1]}, {1: [1, -1, 1]}, {1: [1, np.nan, 1]}, {1: [1, np.inf, 1]},
        {3: [1]}, {"1": [1, 1, 1]}, {1: None}, [1, 1, 1], 2.0, {1: [[1, 1, 1]]},
        {1: Field("w", np.ones(1), 2, kind="scalar")},
        {1: Field("w", np.ones(1), 1, [0], kind="scalar")},
        {1: Field("w", np.ones((3, 1)), 1, kind="vector")},
    ],
)  # fmt: skip
def test_refuses_weights_that_are_none(weights: object) -> None:
    with pytest.raises(InvalidInput, match="hodge_laplacian"):
        hodge_laplacian(Complex.from_facets([[0, 1, 2]]), 1, weights)


def test_refuses_a_form_that_is_none() -> None:
    with pytest.raises(UnknownName, match="one of symmetric, walk"):
        hodge_laplacian(Complex.from_facets([[0, 1, 2]]), 1, form="random")


def test_ranks_without_cells() -> None:
    cx = clique([[0, 1], [1, 2]])
    assert cx.counts == (3, 2, 0)
    assert hodge_laplacian(cx, 2).shape == (0, 0)
    assert hodge_laplacian(cx, 2, {2: []}).shape == (0, 0)
    assert hodge_laplacian(cx, 1).toarray().tolist() == [[2, -1], [-1, 2]]
