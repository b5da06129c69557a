import networkx as nx
import numpy as np
import pytest

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology.hypergraph_laplacian import hypergraph_laplacian

EDGES = [[0, 1, 2], [1, 2, 3, 4], [4, 5], [1, 2]]
CX = Complex((Cells.of(np.arange(7)[:, None]), Cells.of(EDGES)), oriented=False)


def test_of_a_graph_it_is_half_the_normalised_laplacian() -> None:
    graph = nx.gnp_random_graph(30, 0.06, seed=1)
    assert 0 in dict(graph.degree).values()
    theirs = nx.normalized_laplacian_matrix(graph, sorted(graph)).toarray()
    assert np.allclose(2 * hypergraph_laplacian(clique(graph)).toarray(), theirs)


def test_the_cut_cost_of_the_paper(rng: np.random.Generator) -> None:
    """fᵀ L f = ½ Σ_e Σ_{u,v ∈ e} w(e)/|e| (f(u)/√d(u) - f(v)/√d(v))² / 1 (Zhou et al., §4)."""
    weights = rng.uniform(1, 2, len(EDGES))
    degrees = np.zeros(7)
    for edge, weight in zip(EDGES, weights, strict=True):
        degrees[edge] += weight
    f = rng.standard_normal(7)
    g = f / np.sqrt(np.maximum(degrees, 1e-9))
    expected = sum(
        weight / len(edge) / 2 * ((g[edge][:, None] - g[edge]) ** 2).sum()
        for edge, weight in zip(EDGES, weights, strict=True)
    )
    laplacian = hypergraph_laplacian(CX, {1: weights})
    assert np.allclose(f @ (laplacian @ f), expected)
    values = np.linalg.eigvalsh(laplacian.toarray())
    assert values.min() > -1e-12
    assert values.max() < 1 + 1e-12


def test_s111_hypergraph_convolution() -> None:
    """HypeBoy: D⁻¹ H B⁻¹ Hᵀ is what the Laplacian leaves of 1, in other coordinates."""
    members = np.zeros((7, len(EDGES)))
    for column, edge in enumerate(EDGES):
        members[edge, column] = 1
    degrees = np.maximum(members.sum(1), 1)
    convolution = np.diag(1 / degrees) @ members @ np.diag(1 / members.sum(0)) @ members.T
    root = np.diag(np.sqrt(degrees))
    kept = np.diag((members.sum(1) > 0).astype(float))
    expected = kept - root @ convolution @ np.linalg.inv(root)
    assert np.allclose(hypergraph_laplacian(CX).toarray(), expected)


def test_refuses_points_alone_and_weights_of_vertices() -> None:
    with pytest.raises(InvalidInput, match="hypergraph_laplacian"):
        hypergraph_laplacian(Complex.from_facets([[0]]))
    with pytest.raises(InvalidInput, match="only hyperedges"):
        hypergraph_laplacian(CX, {0: np.ones(7)})
