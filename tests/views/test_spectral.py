"""Spectral layouts against what is known of the spectra of paths, cycles, grids and stars."""

from __future__ import annotations

from time import perf_counter

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from tdlviz.views.spectral import APPROXIMATED, ARBITRARY, SHAKEN, SHARED, spectral, spread


def matrix(graph):
    return nx.to_scipy_sparse_array(graph, format="csr", dtype=float)


@pytest.mark.parametrize(("count", "few"), [(3, True), (50, True), (900, True), (3000, False)])
def test_a_path_is_drawn_from_end_to_end(count, few):
    places, _ = spectral(matrix(nx.path_graph(count)), 2, few)
    way = places[:, 0] * np.sign(places[-1, 0] - places[0, 0])
    assert np.diff(way).min() > -1e-6 * np.ptp(way)
    assert (np.diff(way[::10]) > 0).all()


def test_a_cycle_is_drawn_as_a_regular_polygon():
    places, told = spectral(matrix(nx.cycle_graph(11)), 2, True)
    radius = np.linalg.norm(places, axis=1)
    np.testing.assert_allclose(radius, radius[0], rtol=1e-9)
    assert not told


def test_few_vertices_have_their_eigenvectors():
    graph = nx.karate_club_graph()
    adjacency = nx.to_numpy_array(graph, weight=None)
    degrees = adjacency.sum(axis=1)
    places, told = spectral(csr_array(adjacency), 2, True)
    assert told[SHARED] == 11
    values, vectors = np.linalg.eigh(np.eye(34) - adjacency / np.sqrt(np.outer(degrees, degrees)))
    expected = vectors[:, 1] / np.sqrt(degrees)
    kept = np.abs(np.corrcoef(places[:, 0], expected)[0, 1])
    assert kept > 0.99
    assert values[2] - values[1] > 1e-3


def test_many_vertices_nearly_have_them():
    grid = nx.convert_node_labels_to_integers(nx.grid_2d_graph(40, 15), ordering="sorted")
    exact, _ = spectral(matrix(grid), 2, True)
    found, told = spectral(matrix(grid), 2, False)
    assert told[APPROXIMATED] == 1
    for axis in range(2):
        assert abs(np.corrcoef(exact[:, axis], found[:, axis])[0, 1]) > 0.98


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize("graph", [nx.star_graph(30), nx.complete_graph(12)])
def test_where_eigenvalues_coincide_vertices_do_not(graph, few):
    places, told = spectral(matrix(graph), 2, few)
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2) + np.eye(len(places))
    assert gaps.min() > 0.002 * np.ptp(places)
    assert told[ARBITRARY if few else SHAKEN] == 1


def test_what_shares_a_place_is_spread_around_it():
    places, shared = spread(np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]))
    assert shared == 3
    np.testing.assert_array_equal(places[0], [0, 0])
    assert np.abs(places[1:] - 1).max() < 0.1
    assert len(np.unique(places.round(4), axis=0)) == 4


def test_a_large_graph_takes_seconds():
    graph = matrix(nx.barabasi_albert_graph(20_000, 2, seed=0))
    start = perf_counter()
    places, _ = spectral(graph, 2, False)
    assert perf_counter() - start < 10
    np.testing.assert_array_equal(places, spectral(graph, 2, False)[0])
