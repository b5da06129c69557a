from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.betti import betti
from tdlviz.topology.laplacian import hodge_laplacian

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
