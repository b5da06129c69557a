from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology.boundary import boundary
from tdlviz.topology.laplacian import hodge_laplacian
from tdlviz.topology.walk import random_walk, walk_weights

Maker = Callable[[int], Complex]


def test_on_vertices_it_is_the_walk_of_the_graph() -> None:
    graph = nx.gnp_random_graph(30, 0.06, seed=1)
    walk = random_walk(clique(graph), 0).toarray()
    for v in graph:
        expected = dict.fromkeys(graph[v] or [v], 1 / max(graph.degree[v], 1))
        assert {u: p for u, p in enumerate(walk[v]) if p} == expected
    laplacian = hodge_laplacian(clique(graph), 0, walk_weights(clique(graph), 0), "walk").toarray()
    joined = np.array([graph.degree[v] > 0 for v in graph])
    assert np.allclose((np.eye(30) - walk)[joined], laplacian[joined])


def test_weights_of_edges_are_those_of_the_paper() -> None:
    """D_2, D_1 and D_3 of Schaub et al. (2020), §3.1, and their Laplacian, written out."""
    cx = clique(nx.gnp_random_graph(20, 0.4, seed=3))
    b1, b2 = boundary(cx, 1).toarray(), boundary(cx, 2).toarray()
    d2 = np.maximum(abs(b2).sum(axis=1), 1)
    d1 = 2 * abs(b1) @ d2
    weights = walk_weights(cx, 1)
    assert np.array_equal(weights[1], d2)
    assert np.array_equal(weights[0], d1)
    assert np.allclose(weights[2], 1 / 3)
    normalised = np.diag(d2) @ b1.T @ np.diag(1 / d1) @ b1 + b2 @ b2.T @ np.diag(1 / d2) / 3
    assert np.allclose(hodge_laplacian(cx, 1, weights, "walk").toarray().T, normalised)
    # Its eigenvalues are at most 2, as twice those of a stochastic matrix (their Corollary 3.5).
    assert np.linalg.eigvalsh(hodge_laplacian(cx, 1, weights).toarray()).max() < 2 + 1e-9


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_it_is_stochastic_and_lifts_the_laplacian(simplicial: Maker, seed: int) -> None:
    """Schaub et al. (2020), Theorem 3.4, for every rank."""
    cx = simplicial(seed)
    for rank in range(cx.dim + 1):
        walk = random_walk(cx, rank)
        assert walk.has_canonical_format
        assert walk.data.min(initial=0) >= 0
        assert np.allclose(walk.sum(axis=1), 1)
        if rank:
            both = np.vstack([np.eye(cx.counts[rank]), -np.eye(cx.counts[rank])])
            laplacian = hodge_laplacian(cx, rank, walk_weights(cx, rank), "walk").toarray()
            assert np.allclose(walk @ both, -both @ laplacian / 2)


def test_polygons_with_as_many_sides_have_a_walk() -> None:
    squares = Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4, 5]], 6)
    for rank in range(3):
        assert np.allclose(random_walk(squares, rank).sum(axis=1), 1)
    mixed = Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4]], 5)
    assert np.allclose(random_walk(mixed, 1).sum(axis=1), 1)
    with pytest.raises(InvalidInput, match="with 3 to 4 faces"):
        random_walk(mixed, 2)


@pytest.mark.parametrize("rank", [-1, 3, 1.5, None])
def test_refuses_ranks_that_do_not_exist(rank: object) -> None:
    with pytest.raises(InvalidInput, match="an integer from 0 to 2"):
        random_walk(Complex.from_facets([[0, 1, 2]]), rank)
