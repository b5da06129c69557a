"""Liftings and their matrices against TopoNetX, and against gudhi as a yardstick."""

from __future__ import annotations

from time import perf_counter

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.spatial.distance import pdist, squareform

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.topology.boundary import boundary
from tdlviz.topology.laplacian import hodge_laplacian
from tests.bench.row import Row, Seconds, seconds, timed

GRAPH = nx.gnp_random_graph(400, 0.1, seed=1)
POINTS = np.random.default_rng(0).random((80, 3))
RADIUS = 0.5


def their_complex():
    from toponetx.transform.graph_to_simplicial_complex import graph_to_clique_complex

    return graph_to_clique_complex(GRAPH, max_rank=2)


def their_rips():
    from toponetx.transform.graph_to_simplicial_complex import (
        weighted_graph_to_vietoris_rips_complex,
    )

    graph = nx.from_numpy_array(squareform(pdist(POINTS)))
    # Its `max_dim` counts vertices: 4 gives cells up to rank 3.
    return weighted_graph_to_vietoris_rips_complex(graph, RADIUS, max_dim=4)


def fresh(cx: Complex) -> Complex:
    """The same cells with nothing remembered about them."""
    return Complex(cx.ranks)


def names(cx: Complex, theirs, rank: int) -> np.ndarray:
    """Our names of their cells of one rank, in their order."""
    found = cx.find(np.array([sorted(cell) for cell in theirs.skeleton(rank)]))
    assert len(found) == cx.counts[rank]
    assert np.array_equal(np.sort(found), np.arange(cx.counts[rank]))
    return found


def same_matrix(ours: csr_array, theirs, rows: np.ndarray, columns: np.ndarray) -> None:
    """Raise where the matrices differ, entries and signs, once put in the same order."""
    assert abs(csr_array(ours)[rows][:, columns] - csr_array(theirs)).max() == 0


def clique_complex() -> Seconds:
    """From the networkx graph to all cells."""
    ours, theirs = tv.clique(GRAPH), their_complex()
    for rank in range(3):
        names(ours, theirs, rank)
    return timed(lambda: tv.clique(GRAPH), their_complex)


def second_boundary() -> Seconds:
    """The complex is there, the matrix is not."""
    cx, theirs = tv.clique(GRAPH), their_complex()
    edges, triangles = names(cx, theirs, 1), names(cx, theirs, 2)
    same_matrix(boundary(cx, 2), theirs.incidence_matrix(2, signed=True), edges, triangles)
    return timed(lambda: boundary(fresh(cx), 2), lambda: theirs.incidence_matrix(2))


def first_laplacian() -> Seconds:
    """The complex is there, no matrix is."""
    cx, theirs = tv.clique(GRAPH), their_complex()
    edges = names(cx, theirs, 1)
    same_matrix(hodge_laplacian(cx, 1), theirs.hodge_laplacian_matrix(1), edges, edges)
    return timed(lambda: hodge_laplacian(fresh(cx), 1), lambda: theirs.hodge_laplacian_matrix(1))


def our_rips() -> Complex:
    return tv.rips(POINTS, max_edge=RADIUS, max_dim=3)


def rips_by_toponetx() -> Seconds:
    """80 points up to tetrahedra, from coordinates. Theirs takes two minutes: once is enough."""
    ours = our_rips()
    start = perf_counter()
    theirs = their_rips()
    taken = perf_counter() - start
    for rank in range(4):
        names(ours, theirs, rank)
    return [seconds(our_rips)], [taken]


def rips_by_gudhi() -> Seconds:
    """The same. gudhi's cells stay in its tree, ours are in arrays."""
    from gudhi import RipsComplex

    def theirs():
        return RipsComplex(points=POINTS, max_edge_length=RADIUS).create_simplex_tree(3)

    ours, tree = our_rips(), theirs()
    other = tv.from_gudhi(tree)
    assert ours.counts == other.counts
    for mine, its in zip(ours.births, other.births, strict=True):
        assert np.allclose(mine, its, rtol=0, atol=1e-12)
    return timed(our_rips, theirs, repeats=50)


GNP = "G(400, 0.1), 8,000 edges, 10,611 triangles"
ROWS = [
    Row(f"clique complex of {GNP}", "TopoNetX", 50, clique_complex),
    Row(f"boundary matrix B2 of {GNP}", "TopoNetX", 100, second_boundary),
    Row(f"Hodge Laplacian L1 of {GNP}", "TopoNetX", 20, first_laplacian),
    Row("Rips complex of 80 points, max_dim 3", "TopoNetX", 1000, rips_by_toponetx),
    # A yardstick, not a rival: no more than ten times slower than a bare simplex tree in C++.
    Row("Rips complex of 80 points, max_dim 3", "gudhi", 0.1, rips_by_gudhi),
]
