import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.hypergraph import hypergraph

CX = tv.clique([[0, 1], [1, 2]], max_dim=1)


@settings(max_examples=40)
@given(st.integers(1, 9), st.booleans(), st.sampled_from(["csr", "coo", "lil"]), st.integers(0))
def test_there_and_back(n, directed, form, seed):
    rng = np.random.default_rng(seed)
    dense = rng.random((n, n)) * (rng.random((n, n)) < 0.4)
    np.fill_diagonal(dense, 0)
    dense = dense if directed else np.triu(dense) + np.triu(dense).T
    cx = tv.from_scipy(sparse.csr_array(dense).asformat(form), directed=directed)
    again = tv.to_scipy(cx, "weight", directed=directed)
    assert again.format == "csr"
    assert np.array_equal(again.toarray(), dense)
    assert np.array_equal(tv.to_scipy(cx, directed=directed).toarray(), dense != 0)


def test_same_graph_as_networkx():
    graph = nx.karate_club_graph()
    cx = tv.from_scipy(nx.to_scipy_sparse_array(graph))
    theirs = tv.from_networkx(graph, leave=["club", "name"])
    assert np.array_equal(np.asarray(cx.cells(1)), np.asarray(theirs.cells(1)))
    assert np.array_equal(cx["weight"].values, theirs["weight"].values)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_incidence_of_hypergraphs(seed):
    rng = np.random.default_rng(seed)
    dense = (rng.random((7, 5)) < 0.4).astype(float)
    dense[0, dense.sum(axis=0) == 0] = 1
    cx = hypergraph(incidence=dense)
    assert np.array_equal(tv.to_scipy(cx, form="incidence").toarray(), dense)


@pytest.mark.parametrize(
    ("matrix", "says"),
    [
        (np.eye(2), "sparse"),
        (sparse.csr_array((2, 3)), "square"),
        (sparse.csr_array([[0, 1], [2, 0]]), "symmetric"),
        (sparse.csr_array([[0, 1], [0, 0]]), "symmetric"),
        (sparse.csr_array([[1.0]]), "loop"),
        (sparse.csr_array([[0, np.nan], [np.nan, 0]]), "finite"),
        (sparse.coo_array(([0.0, 0.0], ([0, 1], [1, 0]))), "eliminate_zeros"),
        (sparse.coo_array(([1.0, 1.0, 1.0], ([0, 0, 1], [1, 1, 0]))), "twice"),
        (sparse.csr_array((0, 0)), "empty"),
        (sparse.csr_array([[0, 1j], [1j, 0]]), "finite numbers"),
    ],
)
def test_matrices_refused(matrix, says):
    with pytest.raises(InvalidInput, match=says):
        tv.from_scipy(matrix)


def test_complexes_refused():
    with pytest.raises(InvalidInput, match="ranks 0 and 1"):
        tv.to_scipy(tv.clique(nx.complete_graph(3)))
    with pytest.raises(UnknownName, match="incidence"):
        tv.to_scipy(CX, form="laplacian")
    with pytest.raises(InvalidInput, match="no edge"):
        tv.to_scipy(CX.with_fields(tv.Field("w", [1.0, 0.0], 1, kind="scalar")), "w")
    with pytest.raises(InvalidInput, match="neither weights"):
        tv.to_scipy(CX, "w", form="incidence")
