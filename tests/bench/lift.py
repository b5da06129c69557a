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
from tests.bench.molecules import each, union
from tests.bench.row import Row, Seconds, growth, memory, seconds, timed

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


RINGS: dict[str, object] = {}


def our_molecules() -> list[csr_array]:
    """All molecules as one complex, and every operator of every rank."""
    cx = tv.rings(union())
    found = [tv.hodge_laplacian(cx, rank) for rank in range(3)]
    for rank in (1, 2):
        found += [tv.boundary(cx, rank), tv.down_laplacian(cx, rank), tv.coadjacency(cx, rank)]
    for rank in (0, 1):
        found += [tv.up_laplacian(cx, rank), tv.adjacency(cx, rank)]
    return found


def their_molecules() -> list[csr_array]:
    """The same by TopoNetX, called as TopoBench calls it: one molecule after the other."""
    from toponetx.classes import CellComplex

    found = []
    for graph in each():
        cx = CellComplex(graph)
        short = [ring for ring in nx.chordless_cycles(graph, length_bound=6) if len(ring) > 2]
        cx.add_cells_from(short, rank=2)
        top = cx.dim
        found += [cx.hodge_laplacian_matrix(rank) for rank in range(top + 1)]
        for rank in range(1, top + 1):
            found += [cx.incidence_matrix(rank), cx.down_laplacian_matrix(rank)]
            found.append(cx.coadjacency_matrix(rank))
        for rank in range(top):
            found += [cx.up_laplacian_matrix(rank), cx.adjacency_matrix(rank)]
    return found


def molecules() -> Seconds:
    """188 molecules with their rings of up to 6 atoms."""
    whole = [tv.rings(graph) for graph in each()]
    assert tv.rings(union()).counts == tuple(np.sum([cx.counts for cx in whole], axis=0))
    RINGS.update(memory(our_molecules))
    return timed(our_molecules, their_molecules)


SIMPLICES = np.random.default_rng(0).random((350, 3))


def boundaries_by_xgi() -> Seconds:
    """The boundary matrix of about 5,354 simplices, from the edges up."""
    import xgi

    cx = tv.rips(SIMPLICES[:210], max_edge=0.24)
    theirs = xgi.SimplicialComplex([cell.tolist() for cells in cx.ranks[1:] for cell in cells])

    def all_of_theirs() -> list[np.ndarray]:
        return [xgi.boundary_matrix(theirs, order=rank) for rank in (1, 2)]

    for rank, matrix in enumerate(all_of_theirs(), 1):
        ours = boundary(cx, rank)
        assert ours.nnz == int((matrix != 0).sum())
    ours = [seconds(lambda: [boundary(fresh(cx), rank) for rank in (1, 2)]) for _ in range(5)]
    return [float(np.median(ours))], [seconds(all_of_theirs)]


MILLION: dict[str, object] = {}


def million() -> Seconds:
    """A complex of a million cells and its Laplacian, against gudhi's tree of the same cells."""
    cx = tv.alpha(np.random.default_rng(0).random((38_000, 3)))
    MILLION["cells"] = sum(cx.counts)
    MILLION["complex"] = memory(lambda: tv.from_gudhi(tv.to_gudhi(cx)))
    MILLION["every boundary"] = memory(lambda: [boundary(fresh(cx), k) for k in (1, 2, 3)])
    MILLION["clique complex, by cells"] = growth(_geometric, [2_000, 4_000, 8_000, 16_000, 32_000])
    MILLION["Laplacian L1, by cells"] = growth(_laplacian, [2_000, 4_000, 8_000, 16_000, 32_000])
    return timed(lambda: hodge_laplacian(fresh(cx), 1), lambda: tv.to_gudhi(cx), repeats=3)


GRAPHS: dict[int, tv.Complex] = {}


def _edges(points: int) -> tv.Complex:
    """A random geometric graph of about 12 neighbours a point."""
    if points not in GRAPHS:
        cloud = np.random.default_rng(0).random((points, 3))
        GRAPHS[points] = tv.rips(cloud, max_edge=(12 / points / 4.19) ** (1 / 3), max_dim=1)
    return GRAPHS[points]


def _geometric(points: int) -> int:
    graph = _edges(points)
    return sum(tv.clique(np.asarray(graph.ranks[1]).T, max_dim=3, vertices=points).counts)


def _laplacian(points: int) -> int:
    graph = _edges(points)
    hodge_laplacian(fresh(graph), 1)
    return sum(graph.counts)


GNP = "G(400, 0.1), 8,000 edges, 10,611 triangles"
# Two thirds of the ratios published for a plain vectorised reference.
ROWS = [
    Row(f"clique complex of {GNP}", "TopoNetX", 59, clique_complex),
    Row(f"boundary matrix B2 of {GNP}", "TopoNetX", 265, second_boundary),
    Row(f"Hodge Laplacian L1 of {GNP}", "TopoNetX", 25, first_laplacian),
    Row("Rips complex of 80 points, max_dim 3", "TopoNetX", 26_000, rips_by_toponetx),
    # A yardstick, not a rival: no more than ten times slower than a bare simplex tree in C++.
    Row("Rips complex of 80 points, max_dim 3", "gudhi", 0.1, rips_by_gudhi),
    Row("188 molecules to rings and all operators", "TopoNetX", 51, molecules, RINGS),
    Row("boundary matrices of 5,350 simplices", "xgi", 3300, boundaries_by_xgi),
    Row("L1 of a complex of a million cells", "gudhi's tree of it", 0.1, million, MILLION),
]
